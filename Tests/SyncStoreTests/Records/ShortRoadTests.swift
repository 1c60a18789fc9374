import StoreFixtures
import SyncCore
import SyncWire
import TestSupport
import Testing

@testable import SyncStore

/// Writing a row straight from a change gives what merging it into the whole state would give.
struct ShortRoadTests {
  /// Whether each row holds exactly the columns and the metadata of its record's state.
  private func rowsAreThoseOfStates(_ trial: TrialReplica) throws -> Bool {
    try trial.replica.read { session in
      let records = Records(session)
      var isSame = true
      try records.forEach { key, stored in
        let stored = try stored()
        guard stored.place == .table, let plan = records.plan(for: key) else { return }
        let state = try records.timed(stored.state, in: key.scope)
        let projection = Projection(of: state, plan: plan) {
          records.ranking(of: $0, in: key).provisional
        }
        let blob = try session.withWords {
          try MetadataCoding.encode(projection.metadata, words: &$0)
        }
        let row = try session.statement(\.selectOne, of: plan)
          .bind(.text(key.id.string), .text(key.scope.string)).first { $0.blob(2) }
        isSame = isSame && row == blob && stored.columns == projection.columns
      }
      return isSame
    }
  }

  @Test func `rows written straight are those of the merged states`() throws {
    let failure = firstFailingSeed(outOf: 60) { random in
      let trial = try TrialReplica()
      let changesets = History.arbitrary(using: &random, steps: 40).changesets
      try trial.receive(changesets.signed().map(\.line))
      return try rowsAreThoseOfStates(trial) && trial.replica.verify() == []
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }

  /// Whether a change to a record goes straight into its row.
  private func isAmended(
    _ change: Change, by author: Author, after setup: (TrialReplica) throws -> Void
  ) throws -> Bool {
    let trial = try TrialReplica()
    try setup(trial)
    return try trial.replica.write(at: .midsummer, isTrial: true) { session, _ in
      try Records(session).amend(change, at: .kol, dot: Dot(author, 9))
    }
  }

  @Test func `a value that replaces the only one is written into the row`() throws {
    let change = Change.put(.note, "new", replacing: [Dot(.vgr, 1)])
    #expect(try isAmended(change, by: .kalmar) { try $0.write(.put(.note, "old")) })
  }

  @Test func `a field that is empty is written into the row`() throws {
    #expect(
      try isAmended(.put(.count, .integer(3)), by: .kalmar) { try $0.write(.put(.note, "old")) })
  }

  @Test(arguments: [
    Change.put(.note, "concurrent"), .put(.codeJ44, .boolean(true)), .put(.laterField, "x"),
    .put(.count, "no number"),
    Change(record: .kol, replaces: [Change.Replacement(.note, [Dot(.vgr, 1)])]),
    Change(record: .kol, existence: .delete(seen: [Dot(.vgr, 1)])),
  ])
  func `what is more than one value a declared field is left to the merge`(
    _ change: Change
  ) throws {
    #expect(try !isAmended(change, by: .kalmar) { try $0.write(.put(.note, "old")) })
  }

  @Test func `a record with siblings is left to the merge`() throws {
    var other = SignedLog(.kalmar)
    try other.append(.put(.note, "theirs"))
    let lines = other.lines
    let isAmended = try isAmended(.put(.count, .integer(1)), by: .vgr) { trial in
      try trial.write(.put(.note, "mine"))
      try trial.receive(lines)
    }
    #expect(!isAmended)
  }

  @Test func `a record that is not there is left to the merge`() throws {
    #expect(try !isAmended(.put(.note, "new"), by: .kalmar) { _ in })
  }
}
