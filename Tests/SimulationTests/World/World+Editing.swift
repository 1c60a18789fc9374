import StoreFixtures
import SyncCore
import SyncWire
import TestSupport

@testable import SyncStore

extension World {
  /// A person writes; what the edit acknowledges is never to be lost from then on.
  mutating func edit(at place: Int, seed: UInt64) throws {
    var written: [Written] = []
    // Many wishes come to nothing, as a value that stands already; a person then wants another.
    for attempt in 0..<4 where written.isEmpty {
      written = try stations[place].edit(
        breadth: breadth, seed: seed + UInt64(attempt) * 10_007)
    }
    figures.edits += written.count
    try record(written.map { LogName($0.scope, $0.dot.author) }, at: place)
    try discover(at: place)
  }

  /// Enters what a replica wrote into the ledger, as acknowledged.
  mutating func record(_ logs: [LogName], at place: Int) throws {
    for log in Set(logs) {
      for changeset in try signed(log, at: place) {
        ledger.add(changeset)
        ledger.acknowledge(changeset.header.head, of: log)
        stations[place].wrote[log, default: [:]][changeset.header.sequence] = changeset.header.hash
      }
    }
  }

  /// Enters what a replica wrote without having acknowledged it: the process died meanwhile, or it
  /// issued something again by itself.
  mutating func discover(at place: Int) throws {
    let names = try stations[place].ownNames()
    for log in try stations[place].replica.heads().keys where names.contains(log.author) {
      for changeset in try signed(log, at: place) { ledger.add(changeset) }
    }
  }

  /// What the ledger does not have of a log that a replica writes.
  private func signed(_ log: LogName, at place: Int) throws -> [Changeset] {
    let known = ledger.acknowledged[log]?.keys.max() ?? 0
    let isCopied = ledger.disorderly.contains(log.author)
    return try stations[place].replica.changesets(
      of: log, after: isCopied ? 0 : known, limitBytes: .max
    ).map { try Changeset.decode($0.line) }
  }
}

extension Station {
  /// Writes something, or nothing where a person would be told why not.
  mutating func edit(breadth: Int, seed: UInt64) throws -> [Written] {
    var random = SeededRandom(seed: seed)
    do {
      return try onlooker.edit(replica, at: clock.read(), breadth: breadth, using: &random)
    } catch Refusal.fork, Refusal.beyondPin, Refusal.pinMismatch, Refusal.noRight {
      return []
    } catch let error as StoreError where [.logWaits, .keyNotRegistered].contains(error.code) {
      return []
    }
  }
}
