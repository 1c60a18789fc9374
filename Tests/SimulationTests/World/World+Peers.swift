import StoreFixtures
import SyncCore
import SyncWire
import TestSupport

@testable import SyncStore

extension World {
  mutating func adopt(at place: Int) throws {
    guard stations[place].edition < book.last else { return }
    try stations[place].adopt(book.last, book.editions[book.last])
  }

  mutating func declare(_ change: PeersChange, seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    switch change {
    case .register:
      if let author = book.missing.first { try book.register(author) }
    case .rotate: try rotate(using: &random)
    case .settleFork:
      let forked = ledger.signed.filter { $0.value.values.contains { $0.count > 1 } }
      guard let log = forked.keys.sorted().first,
        let branch = (ledger.signed[log] ?? [:]).sorted(by: { $0.key < $1.key })
          .flatMap({ $0.value.values.sorted { $0.header.hash.hex < $1.header.hash.hex } })
          .randomElement(using: &random)
      else { return }
      if leavesErasures(log, endingAt: branch.header.head) {
        try book.pin([log: branch.header.head])
      }
    }
  }

  /// Ends the logs of an author where they stand or below, and lets its replica go on under
  /// another name.
  private mutating func rotate(using random: inout SeededRandom) throws {
    let candidates = stations.indices.filter { place in
      let author = stations[place].replica.author
      return book.authors.contains(author) && author.string.utf8.count < 40
    }
    guard !candidates.isEmpty else { return }
    let place = random.one(of: candidates)
    let old = stations[place].replica.author
    var pins: [LogName: Head] = [:]
    for (log, head) in try stations[place].replica.heads().sorted(by: { $0.key < $1.key })
    where log.author == old && head.sequence > 0 {
      let below = random.chance(percent: 30) ? Int64(random.number(in: 0...2)) : 0
      let sequence = max(1, head.sequence - below)
      let hash = try stations[place].replica.headerHash(at: sequence, of: log)
      pins[log] = hash.map { Head(sequence: sequence, hash: $0) }
      if let pin = pins[log], !leavesErasures(log, endingAt: pin) { pins[log] = head }
    }
    guard pins.allSatisfy({ leavesErasures($0.key, endingAt: $0.value) }) else { return }
    let new = Author.named(old.string + "-b")
    try book.register(new)
    try book.pin(pins)
    ledger.abandoned.insert(old)
    try stations[place].rename(to: new)
  }

  /// Whether a log that ends at a head, and every other name of its author with it, keeps what it
  /// erased. Where an erasure ceases to count, whoever had heard of it has lost the value and nobody
  /// else ever hears: that is a known limit, so no script goes there.
  private func leavesErasures(_ log: LogName, endingAt head: Head) -> Bool {
    let kept = Set((ledger.chain(of: log, to: head) ?? []).map(\.header.hash))
    return ledger.changesets.allSatisfy { changeset in
      let header = changeset.header
      return changeset.body?.erases.isEmpty != false || header.scope != log.scope
        || header.author.registered != log.author.registered || kept.contains(header.hash)
        || !book.editions[book.last].isOwner(header.author, of: header.scope)
    }
  }
}
