import Foundation
import Logging
import StoreFixtures
import SyncCore
import TestSupport

@testable import SyncExchange
@testable import SyncStore

extension World {
  /// Whether two replicas are on the same side of a partition.
  private func areConnected(_ one: Int, _ other: Int) -> Bool {
    (groups >> one) & 1 == (groups >> other) & 1
  }

  /// Puts what one has for another on its way.
  mutating func send(from: Int, to: Int) throws {
    guard from != to, areConnected(from, to) else { return }
    let lines = try offer(from: stations[from].replica, to: stations[to].replica)
    if !lines.isEmpty { messages.append(Message(from: from, to: to, lines: lines)) }
  }

  /// Lets a message arrive. One that arrives twice stays on its way, too.
  mutating func deliver(_ number: Int, _ how: Delivery, seed: UInt64) throws {
    guard !messages.isEmpty else { return }
    let number = number % messages.count
    let message = messages[number]
    guard areConnected(message.from, message.to) else { return }
    if how != .twice { messages.remove(at: number) }
    var random = SeededRandom(seed: seed)
    try receive(how.apply(to: message.lines, using: &random), at: message.to)
  }

  /// Hands batches of lines to a replica.
  mutating func receive(_ batches: [[[UInt8]]], at place: Int) throws {
    for batch in batches where !batch.isEmpty {
      let receipt = try stations[place].replica.receive(
        batch, from: "the network", at: stations[place].clock.read())
      figures.add(receipt)
    }
    try discover(at: place)
  }

  /// An exchange with the shared folder, as the command does it.
  mutating func exchange(at place: Int, _ direction: Direction) throws {
    let now = stations[place].clock.read()
    let exchange = Exchange(
      replica: stations[place].replica, logger: Logger(label: "simulation"), now: { now },
      connect: { exchange, destination, _ in
        FolderCarrier(exchange, to: destination, folder: URL(filePath: "/nowhere"))
      })
    let destination = Destination(name: "share", place: .folder(share.url), parties: [])
    var carrier = FolderCarrier(exchange, to: destination, folder: share.url)
    var report = ExchangeReport(peer: "share")
    if direction != .push { carrier.receive(into: &report) }
    if direction != .pull { carrier.send(into: &report) }
    if let error = report.error { throw error }
    figures.filesOpened += report.filesOpened
    figures.add(report)
    try discover(at: place)
  }
}

extension Delivery {
  /// The batches in which the lines come.
  func apply(to lines: [[UInt8]], using random: inout SeededRandom) -> [[[UInt8]]] {
    switch self {
    case .whole, .twice: return [lines]
    case .cut: return [Array(lines.prefix(random.number(in: 0...lines.count)))]
    case .shuffled: return [lines.shuffled(using: &random)]
    case .thinned: return [lines.filter { _ in !random.chance(percent: 30) }]
    case .inBatches:
      var rest = lines[...]
      var batches: [[[UInt8]]] = []
      while !rest.isEmpty {
        let batch = rest.prefix(random.number(in: 1...rest.count))
        batches.append(Array(batch))
        rest = rest.dropFirst(batch.count)
      }
      return batches
    }
  }
}
