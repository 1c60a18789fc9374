import SyncCore
import TestSupport
import Testing

/// Arbitrary histories hold what the properties over them claim to try.
@Suite struct HistoryTests {
  @Test func `each author's changesets are numbered from 1 without gaps`() {
    let failure = firstFailingSeed(outOf: 100) { random in
      let logs = Dictionary(
        grouping: History.arbitrary(using: &random).changesets, by: \.author)
      return logs.values.allSatisfy { log in
        log.map(\.sequence) == (1...Int64(log.count)).map { $0 }
      }
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }

  @Test func `a changeset replaces only what was written before it`() {
    let failure = firstFailingSeed(outOf: 100) { random in
      var written: Set<Dot> = []
      for changeset in History.arbitrary(using: &random).changesets {
        let replaced = changeset.changes.flatMap { $0.replaces.flatMap(\.dots) }
        guard written.isSuperset(of: replaced) else { return false }
        written.insert(changeset.dot)
      }
      return true
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }

  @Test func `a changeset touches each record once`() {
    let failure = firstFailingSeed(outOf: 100) { random in
      History.arbitrary(using: &random).changesets.allSatisfy { changeset in
        Set(changeset.changes.map(\.record)).count == changeset.changes.count
          && !changeset.changes.isEmpty
      }
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }

  /// Without these in plenty the properties would prove little.
  @Test(arguments: Situation.allCases)
  func `one history in twenty or more holds the situation`(situation: Situation) {
    var found = 0
    for seed in 0..<100 {
      var random = SeededRandom(seed: UInt64(seed))
      let changesets = History.arbitrary(using: &random).changesets
      let part = changesets.cut(using: &random).interleaved(using: &random)
      if situation.occurs(in: changesets, part: part) { found += 1 }
    }
    #expect(found >= 5)
  }

  enum Situation: CaseIterable, Sendable {
    case conflict, threeSiblings, equalSiblings, hidden, contested, restored, early
    case settledLater, ownWriteUnseen

    func occurs(in changesets: [OracleChangeset], part: [OracleChangeset]) -> Bool {
      let replica = MemoryReplica(merging: changesets)
      let states = History.records.map { replica[$0] }
      let cells = states.flatMap(\.cells)
      return switch self {
      case .conflict: cells.contains(where: \.differs)
      case .threeSiblings: cells.contains { $0.siblings.count >= 3 }
      case .equalSiblings: cells.contains { $0.siblings.count > 1 && !$0.differs }
      case .hidden: states.contains { $0.existence == .hidden }
      case .contested:
        states.contains { if case .contested = $0.existence { true } else { false } }
      case .restored:
        states.contains {
          $0[.exists]?.siblings.contains { $0.value == .boolean(true) } == true
        }
      case .early: !MemoryReplica(merging: part).early.isEmpty
      case .settledLater:
        changesets.contains { $0.changes.contains { $0.replaces.contains { $0.dots.count > 1 } } }
      case .ownWriteUnseen: changesets.contains { isBlindToItself($0, in: changesets) }
      }
    }

    /// Whether a changeset writes a cell that its author wrote before, without naming that.
    private func isBlindToItself(
      _ changeset: OracleChangeset, in changesets: [OracleChangeset]
    ) -> Bool {
      let earlier = changesets.filter {
        $0.author == changeset.author && $0.sequence < changeset.sequence
      }
      return changeset.changes.contains { change in
        change.writes.contains { write in
          earlier.contains { old in
            old.changes.contains {
              $0.record == change.record && $0.writes.contains { $0.cell == write.cell }
            }
              && !change.replaced(in: write.cell).contains(old.dot)
          }
        }
      }
    }
  }
}
