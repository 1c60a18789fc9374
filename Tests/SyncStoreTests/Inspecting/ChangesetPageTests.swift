import StoreFixtures
import SyncCore
import SyncWire
import TestSupport
import Testing

@testable import SyncStore

/// The changesets of a log or a record, the last first.
@Suite struct ChangesetPageTests {
  private let log = LogName(.vgr, .kalmar)

  /// Five changesets of `08-kalmar`, of which the second and fourth change another record.
  private func received() throws -> (TrialReplica, SignedLog) {
    let trial = try TrialReplica()
    var signed = SignedLog(.kalmar)
    for number in 1...5 {
      let record: RecordName = number % 2 == 0 ? .named("implementation/14-other") : .kol
      try signed.append(
        all: [.put(.note, .integer(Int64(number)), of: record)],
        at: .midsummer.adding(seconds: Int64(number)), message: "number \(number)")
    }
    try trial.receive(signed.lines, at: .midsummer.adding(seconds: 60))
    return (trial, signed)
  }

  @Test func `a log is listed from its end, page by page`() throws {
    let (trial, _) = try received()
    let first = try trial.replica.changesetPage(of: log, limit: 3)
    #expect(first.map(\.dot.sequence) == [5, 4, 3])
    let rest = try trial.replica.changesetPage(
      of: log, before: first.last?.dot.sequence, limit: 3)
    #expect(rest.map(\.dot.sequence) == [2, 1])
    #expect(try trial.replica.changesetPage(of: LogName(.vgr, .skane), limit: 3).isEmpty)
  }

  @Test func `what stands in a header is told, and that signature and chain hold`() throws {
    let (trial, signed) = try received()
    let facts = try #require(try trial.replica.changesetFacts(of: log, at: 3))
    #expect(facts.log == log && facts.dot == .named("08-kalmar:3"))
    #expect(facts.hash == signed.head(at: 3).hash && facts.previous == signed.head(at: 2).hash)
    #expect(facts.isChained && facts.refusal == nil && facts.standing == .merged)
    #expect(facts.claimed == .midsummer.adding(seconds: 3))
    #expect(facts.received == .midsummer.adding(seconds: 60))
    #expect(facts.person == "anna.berg" && facts.message == "number 3" && facts.hasBody)
    #expect(facts.changes.map(\.record) == [.kol])
    #expect(facts.format == 1 && facts.schema == 1 && facts.sizeBytes == signed.line(3).count)
    let first = try #require(try trial.replica.changesetFacts(of: log, at: 1))
    #expect(first.isChained && first.previous == nil)
    #expect(try trial.replica.changesetFacts(of: log, at: 6) == nil)
  }

  @Test func `a signature that does not hold and a broken chain are told`() throws {
    let (trial, signed) = try received()
    var other = SignedLog(.kalmar, key: .trial(seed: "another"), salt: 9)
    for number in 1...2 { try other.append(.put(.note, .integer(Int64(number)))) }
    try trial.replica.observe { session in
      try session.run("UPDATE changesets SET line = ? WHERE sequence = 2", .blob(other.line(2)))
    }
    let facts = try #require(try trial.replica.changesetFacts(of: log, at: 2))
    #expect(facts.refusal?.code == "signature_mismatch")
    #expect(!facts.isChained)
    #expect(facts.previous == other.head(at: 1).hash)
    #expect(signed.head(at: 1).hash != other.head(at: 1).hash)
  }

  @Test func `the changesets of a record are those that changed it`() throws {
    let (trial, _) = try received()
    let first = try trial.replica.changesetPage(touching: .kol, limit: 2)
    #expect(first.map(\.dot.sequence) == [5, 3])
    let rest = try trial.replica.changesetPage(
      touching: .kol, before: first.last?.arrival, limit: 2)
    #expect(rest.map(\.dot.sequence) == [1])
    let elsewhere = RecordKey(.named("region/08"), .kol)
    #expect(try trial.replica.changesetPage(touching: elsewhere, limit: 2).isEmpty)
  }

  @Test func `what is held and what is cut is told apart from what is merged`() throws {
    let (trial, signed) = try received()
    var longer = signed
    try longer.append(.put(.note, "more"))
    try trial.receive([longer.changesets[5].withoutBody.line])
    let held = try #require(try trial.replica.changesetFacts(of: log, at: 6))
    #expect(held.standing == .held && !held.hasBody && held.changes.isEmpty)
    var pinned = trial
    let parties = TrialParties().pinning(log, at: signed.head(at: 4))
    try pinned.reopen(rights: parties.rights)
    let page = try pinned.replica.changesetPage(of: log, limit: 3)
    #expect(page.map(\.standing) == [.cut, .cut, .merged])
    #expect(page.map { $0.refusal?.code } == ["beyond_pin", "beyond_pin", nil])
    #expect(try pinned.replica.changesetPage(touching: .kol, limit: 1).map(\.dot.sequence) == [3])
  }

  @Test func `the line is given byte by byte`() throws {
    let (trial, signed) = try received()
    #expect(try trial.replica.changesetLine(of: log, at: 4) == signed.line(4))
    #expect(try trial.replica.changesetLine(of: log, at: 6) == nil)
    #expect(try trial.replica.changesetLine(of: LogName(.vgr, .skane), at: 1) == nil)
  }
}
