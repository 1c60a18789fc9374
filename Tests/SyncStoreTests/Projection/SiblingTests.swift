import StoreFixtures
import SyncCore
import SyncWire
import TestSupport
import Testing

@testable import SyncStore

struct SiblingTests {
  /// A replica where Kalmar wrote later than we did, neither knowing of the other.
  private func contested(
    _ cell: CellName, _ mine: Value, _ theirs: Value
  ) throws -> TrialReplica {
    let trial = try TrialReplica()
    try trial.write(.put(cell, mine), at: .midsummer)
    var other = SignedLog(.kalmar)
    try other.append(.put(cell, theirs), at: .midsummer.adding(seconds: 60))
    try trial.receive(other.lines)
    return trial
  }

  @Test func `while a cell has one value no sibling is stored`() throws {
    let trial = try TrialReplica()
    try trial.write(.put(.note, "x"))
    #expect(try trial.rows("SELECT count(*) FROM siblings") == ["0"])
  }

  @Test func `concurrent values stand beside each other, readable`() throws {
    let trial = try contested(.note, "mine", "theirs")
    #expect(
      try trial.rows("SELECT cell, author, sequence, value FROM siblings ORDER BY author") == [
        #"note|08-kalmar|1|"theirs""#, #"note|14-vgr|1|"mine""#,
      ])
  }

  @Test func `siblings leave when someone settles them`() throws {
    let trial = try contested(.note, "mine", "theirs")
    try trial.assign([Edit.Assignment(.note, "settled")])
    #expect(try trial.rows("SELECT count(*) FROM siblings") == ["0"])
  }

  @Test func `the later claim is shown where no rule decides`() throws {
    let trial = try contested(.note, "mine", "theirs")
    #expect(try trial.rows("SELECT note FROM implementation") == ["theirs"])
  }

  @Test func `the latest date is shown whoever was last`() throws {
    let trial = try contested(.decided, "2027-01-01", "2026-01-01")
    #expect(try trial.rows("SELECT decided FROM implementation") == ["2027-01-01"])
  }

  @Test func `the highest number is shown whoever was last`() throws {
    let trial = try contested(.count, .integer(9), .integer(2))
    #expect(try trial.rows("SELECT count FROM implementation") == ["9"])
  }

  @Test func `the owner's value is shown whoever was last`() throws {
    let trial = try contested(.contact, "owner", "other")
    #expect(try trial.rows("SELECT contact FROM implementation") == ["owner"])
  }

  @Test func `a provisional value of another type leaves its column NULL`() throws {
    let trial = try contested(.note, "mine", .integer(7))
    #expect(try trial.rows("SELECT note FROM implementation") == ["NULL"])
  }

  @Test func `a unit conflicts as a whole`() throws {
    let trial = try contested(
      .status, .status("infort", on: "2026-05-01"), .status("pagar", on: "2026-05-01"))
    #expect(try trial.replica.conflicts().map(\.conflict.cell) == [.status])
  }

  @Test func `a cell that no rule settles is a conflict`() throws {
    let trial = try contested(.note, "mine", "theirs")
    let rows = try trial.rows("SELECT type, id, cell FROM conflicts")
    #expect(rows == ["implementation|14-kol-1|note"])
  }

  @Test(arguments: [
    (CellName.decided, Value.string("2027-01-01"), Value.string("2026-01-01")),
    (.count, .integer(9), .integer(2)), (.contact, "owner", "other"), (.note, "same", "same"),
  ])
  func `a cell that a rule or equality settles is no conflict`(
    _ cell: CellName, _ mine: Value, _ theirs: Value
  ) throws {
    let trial = try contested(cell, mine, theirs)
    #expect(try trial.replica.conflictCount() == 0 && trial.live().count == 2)
  }

  @Test func `a conflict in a deleted record is none, and one again when it is restored`() throws {
    let trial = try contested(.note, "mine", "theirs")
    try trial.delete()
    let hidden = try trial.replica.conflictCount()
    try trial.restore()
    #expect(try [hidden, trial.replica.conflictCount()] == [0, 1])
  }

  @Test func `a conflict says when this replica noticed it`() throws {
    let trial = try TrialReplica()
    try trial.write(.put(.note, "mine"))
    var other = SignedLog(.kalmar)
    try other.append(.put(.note, "theirs"))
    let now = Timestamp.midsummer.adding(seconds: 500)
    try trial.receive(other.lines, at: now)
    #expect(try trial.replica.conflicts().map(\.noticed) == [now])
  }

  @Test func `a conflict keeps the time it was noticed while it grows`() throws {
    let trial = try contested(.note, "mine", "theirs")
    let before = try trial.replica.conflicts().map(\.noticed)
    var third = SignedLog(.skane)
    try third.append(.put(.note, "third"))
    try trial.receive(third.lines, at: .midsummer.adding(seconds: 5_000))
    #expect(try trial.replica.conflicts().map(\.noticed) == before)
  }

  @Test func `a conflict keeps the time it was noticed when the scope is rebuilt`() throws {
    var trial = try contested(.note, "mine", "theirs")
    let before = try trial.replica.conflicts().map(\.noticed)
    var third = SignedLog(.skane)
    try third.append(.put(.contact, "x"))
    try trial.receive(third.lines)
    try trial.reopen(rights: TrialParties().without(.skane).rights)
    #expect(try trial.replica.conflicts().map(\.noticed) == before)
  }

  @Test func `delete against edit is a conflict on exists`() throws {
    let trial = try TrialReplica()
    try trial.write(.put(.note, "x"))
    var other = SignedLog(.kalmar)
    try other.append(Change(record: .kol, existence: .delete(seen: [Dot(.skane, 1)])))
    try trial.receive(other.lines)
    #expect(try trial.replica.conflicts().map(\.conflict.cell) == [.exists])
  }

  @Test func `every way to look at a record shows the same`() throws {
    let failure = firstFailingSeed(outOf: 25) { random in
      let trial = try TrialReplica()
      try trial.receive(History.arbitrary(using: &random).changesets.signed().map(\.line))
      var visited: [RecordKey: ShownRecord] = [:]
      try trial.replica.forEachRecord { visited[$0.key] = $0 }
      let listed = try trial.replica.records(of: .named("implementation"))
      for (key, record) in visited {
        guard let alone = try trial.replica.record(key) else { return false }
        let same = [record] + listed.filter { $0.key == key }
        for one in same
        where one.shown != alone.shown || one.exists != alone.exists
          || one.conflicts.map(\.inOracleWords) != alone.conflicts.map(\.inOracleWords)
        {
          return false
        }
      }
      return true
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }
}
