import Foundation
import StoreFixtures
import SyncCore
import SyncWire
import TestSupport

@testable import SyncStore

/// A network of replicas with everything that can go wrong with it, played from a script.
struct World {
  var stations: [Station]
  var ledger = Ledger()
  var book: PeersBook
  var forger: Forger
  var messages: [Message] = []
  /// Those on either side of a partition; replicas pass nothing where their bits differ.
  var groups = 0
  let share: TemporaryFolder
  let breadth: Int
  var figures = Figures()

  /// The authors of the replicas, in the order in which they are dealt out; the third from the end
  /// is an incarnation, the last one a relay that Peers never names.
  private static let authors: [Author] = [
    .vgr, .kalmar, .national, .skane, .named("21-gavleborg"), .vgrAgain, .named("24-vasterbotten"),
    .named("10-blekinge"), .named("99-relay"),
  ]

  /// Those who write for replicas that begin with a snapshot; Peers names them from the start.
  static let newcomers: [Author] = ["14-ny-1", "14-ny-2", "14-ny-3", "08-ny-1", "08-ny-2"].map {
    .named($0)
  }

  init(_ script: Script) throws {
    let authors = Array(Self.authors.prefix(max(2, script.replicas)))
    let registered = authors.filter { $0.registered == $0 && $0 != .named("99-relay") }
    book = try PeersBook(
      registered + Self.newcomers + [Forger.hostile, Forger.newer],
      missing: registered.count > 3 ? [.skane] : [])
    share = try TemporaryFolder()
    breadth = max(1, script.breadth)
    forger = Forger()
    let rights = book.editions[0]
    stations = try authors.enumerated().map { index, author in
      var clock = TestClock()
      clock.jump(milliseconds: Int64(index) * 86_400_000_000)
      return try Station(author, rights: rights, clock: clock)
    }
  }

  /// Plays a script to its end and judges it there.
  ///
  /// - Returns: figures of what happened.
  /// - Throws: `Divergence`, or what a replica threw that it should not.
  @discardableResult
  static func play(_ script: Script) throws -> Figures {
    var world = try World(script)
    for (number, step) in script.steps.enumerated() {
      do {
        try world.perform(step)
        world.figures.count(step)
        if number % 8 == 7 { try world.judge(at: number / 8) }
      } catch {
        throw Divergence(description: "step \(number + 1), \(step.source): \(error)")
      }
    }
    try world.end()
    return world.figures
  }

  /// The place of a replica that a step names.
  func place(_ number: Int) -> Int { abs(number) % stations.count }

  private mutating func perform(_ step: Step) throws {
    switch step {
    case .edit(let place, let seed): try edit(at: self.place(place), seed: seed)
    case .send(let from, let to): try send(from: place(from), to: place(to))
    case .deliver(let message, let how, let seed): try deliver(message, how, seed: seed)
    case .lose(let message):
      if !messages.isEmpty { messages.remove(at: message % messages.count) }
    case .part(let groups): self.groups = groups
    case .heal: groups = 0
    case .clock(let place, let days, let tick):
      let place = self.place(place)
      stations[place].clock.jump(milliseconds: Int64(days) * 86_400_000)
      stations[place].clock.stepMilliseconds = Int64(tick)
    case .reopen(let place): try stations[self.place(place)].reopen()
    case .upgrade(let place): try stations[self.place(place)].reopen(schema: .trialGrown)
    case .crash(let place, let operation, let statement, let cut, let seed):
      try crash(at: self.place(place), during: operation, statement, cut, seed: seed)
    case .exchange(let place, let direction): try exchange(at: self.place(place), direction)
    case .spoil(let fault, let seed): try spoil(fault, seed: seed)
    case .declare(let change, let seed): try declare(change, seed: seed)
    case .adopt(let place): try adopt(at: self.place(place))
    case .attack(let attack, let place, let seed):
      try self.attack(attack, at: self.place(place), seed: seed)
    case .fault(let fault, let place): try suffer(fault, at: self.place(place))
    case .erase(let eraser, let place, let seed):
      try erase(eraser, at: self.place(place), seed: seed)
    case .begin(let place, let statement, let cut, let seed):
      try begin(from: self.place(place), statement, cut, seed: seed)
    }
  }
}

/// Changesets on their way from one replica to another.
struct Message {
  let from: Int
  let to: Int
  let lines: [[UInt8]]
}
