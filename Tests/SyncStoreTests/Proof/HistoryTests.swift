import StoreFixtures
import SyncCore
import TestSupport
import Testing

@testable import SyncStore

struct HistoryTests {
  /// We write, Kalmar answers on that basis, and we go on from the first value meanwhile.
  private func forked() throws -> TrialReplica {
    let trial = try TrialReplica()
    let first = try #require(try trial.assign([Edit.Assignment(.note, "base")]))
    var other = SignedLog(.kalmar)
    try other.append(.put(.note, "theirs", replacing: [first]))
    try trial.assign([Edit.Assignment(.note, "mine")], at: .midsummer.adding(seconds: 60))
    try trial.receive(other.lines, at: .midsummer.adding(seconds: 90))
    return trial
  }

  @Test func `a history holds every write of a record in the order it came`() throws {
    let history = try forked().replica.history(of: .kol)
    #expect(history.map(\.origin.dot) == [Dot(.vgr, 1), Dot(.vgr, 2), Dot(.kalmar, 1)])
  }

  @Test func `a history says which values are still live`() throws {
    #expect(try forked().replica.history(of: .kol).map(\.live) == [[], [.note], [.note]])
  }

  @Test func `a history of an unknown record is empty`() throws {
    #expect(
      try forked().replica.history(of: RecordKey(.vgr, .named("implementation/14-no"))).isEmpty)
  }

  @Test func `a history leaves out what no longer counts`() throws {
    var trial = try forked()
    try trial.reopen(rights: TrialParties().without(.kalmar).rights)
    #expect(try trial.replica.history(of: .kol).map(\.origin.dot.author) == [.vgr, .vgr])
  }

  @Test func `the base of siblings is what they were written over`() throws {
    #expect(try forked().replica.conflicts().map(\.base) == ["base"])
  }

  @Test func `siblings that nothing preceded have no base`() throws {
    let trial = try TrialReplica()
    try trial.write(.put(.note, "mine"))
    var other = SignedLog(.kalmar)
    try other.append(.put(.note, "theirs"))
    try trial.receive(other.lines)
    #expect(try trial.replica.conflicts().map(\.base) == [nil])
  }

  @Test func `a conflict says where each value comes from`() throws {
    let open = try #require(try forked().replica.conflicts().first)
    #expect(Set(open.origins.keys) == [Dot(.vgr, 2), Dot(.kalmar, 1)])
  }

  @Test func `a claim later than its receipt is marked`() throws {
    let trial = try TrialReplica()
    var other = SignedLog(.kalmar)
    try other.append(.put(.note, "x"), at: .midsummer.adding(seconds: 1))
    try trial.receive(other.lines, at: .midsummer)
    #expect(try trial.replica.history(of: .kol).map(\.origin.isClaimedLate) == [true])
  }

  @Test func `the last own write is what undo takes back`() throws {
    #expect(try forked().replica.lastOwnWrite(to: .kol)?.origin.dot == Dot(.vgr, 2))
  }

  @Test func `a write that is not here is not known`() throws {
    #expect(try forked().replica.write(of: Dot(.skane, 1), to: .kol) == nil)
  }

  @Test func `a reason is kept with its change`() throws {
    let trial = try TrialReplica()
    try trial.write(.put(.note, "x"))
    try trial.delete()
    #expect(try trial.replica.history(of: .kol).last?.origin.reason == "Dubblett")
  }

  @Test func `the base of siblings is found behind a long history`() throws {
    let trial = try TrialReplica()
    var log = SignedLog(.kalmar)
    var last: [Dot] = []
    for number in 0..<200 {
      last = [try log.append(.put(.note, .string("\(number)"), replacing: last))]
    }
    try trial.receive(log.lines)
    try trial.write(.put(.note, "mine", replacing: last))
    try log.append(.put(.note, "theirs", replacing: last))
    try trial.receive(log.lines)
    #expect(try trial.replica.conflicts().map(\.base) == ["199"])
  }
}
