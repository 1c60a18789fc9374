import StoreFixtures
import SyncCore
import SyncWire
import TestSupport
import Testing

@testable import SyncStore

struct WaitingTests {
  private func log(_ count: Int) throws -> SignedLog {
    var log = SignedLog(.kalmar)
    for number in 1...count { try log.append(.put(.note, .string("\(number)"))) }
    return log
  }

  @Test func `a changeset before its predecessor waits`() throws {
    #expect(try TrialReplica().receive(log(2).line(2)) == .waiting)
  }

  @Test func `a waiting changeset is no part of its log`() throws {
    let trial = try TrialReplica()
    _ = try trial.receive(log(2).line(2))
    #expect(try trial.replica.heads().isEmpty && trial.live().isEmpty)
  }

  @Test func `the log of which something waits is named`() throws {
    let trial = try TrialReplica()
    let log = try log(5)
    try trial.receive([log.line(5), log.line(3)])
    let waiting = try trial.replica.waitingLogs()
    #expect(waiting == [WaitingLog(name: log.name, missing: 1, first: 3, last: 5, count: 2)])
  }

  @Test func `when the predecessor comes all that waited is merged`() throws {
    let trial = try TrialReplica()
    let log = try log(4)
    try trial.receive([log.line(4), log.line(2), log.line(3)])
    _ = try trial.receive(log.line(1))
    #expect(try trial.replica.heads()[log.name] == log.head)
  }

  @Test func `nothing waits any more once the log is whole`() throws {
    let trial = try TrialReplica()
    let log = try log(4)
    try trial.receive([log.line(4), log.line(2), log.line(3), log.line(1)])
    #expect(try trial.replica.waitingLogs().isEmpty)
  }

  @Test func `a header waits until its body comes before the predecessor`() throws {
    let trial = try TrialReplica()
    let log = try log(2)
    _ = try trial.receive(log.changesets[1].withoutBody.line)
    _ = try trial.receive(log.line(2))
    _ = try trial.receive(log.line(1))
    #expect(try trial.shown(.note) == "2")
  }

  @Test func `what waited and does not fit becomes evidence`() throws {
    let trial = try TrialReplica()
    let log = try log(2)
    var raw = try RawLine(log.changesets[1], key: .trial(.kalmar))
    raw.setHeader("previous", .string(ContentHash.zero.description))
    try trial.receive([raw.line(), log.line(1)])
    #expect(try trial.replica.quarantine().map(\.reason) == ["broken_chain"])
  }

  @Test func `of several that wait for one place the true one is merged`() throws {
    let trial = try TrialReplica()
    let log = try log(2)
    var raw = try RawLine(log.changesets[1], key: .trial(.kalmar))
    raw.setHeader("previous", .string(ContentHash.zero.description))
    try trial.receive([raw.line(), log.line(2), log.line(1)])
    #expect(try trial.replica.heads()[log.name] == log.head)
  }

  @Test func `no more than the limit waits`() throws {
    let trial = try TrialReplica()
    let log = try log(4)
    try trial.tamper(
      """
      WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers LIMIT 10000)
      INSERT INTO waiting SELECT 'region/12', '12-skane', n, x'00', 0, x'00' FROM numbers
      """)
    _ = try trial.receive(log.line(3))
    #expect(try trial.rows("SELECT count(*) FROM waiting") == ["10000"])
  }

  @Test func `what was dropped at the limit comes again`() throws {
    let trial = try TrialReplica()
    let log = try log(2)
    try trial.tamper(
      """
      WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers LIMIT 10000)
      INSERT INTO waiting SELECT 'region/12', '12-skane', n, x'00', 0, x'00' FROM numbers
      """)
    try trial.receive([log.line(2), log.line(1)])
    #expect(try trial.receive(log.line(2)) == .merged)
  }
}
