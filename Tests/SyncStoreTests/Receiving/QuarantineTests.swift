import StoreFixtures
import SyncCore
import SyncWire
import TestSupport
import Testing

@testable import SyncStore

struct QuarantineTests {
  private func log(_ count: Int, by author: Author = .kalmar) throws -> SignedLog {
    var log = SignedLog(author)
    for number in 1...count { try log.append(.put(.note, .string("\(number)"))) }
    return log
  }

  private func forged(_ changeset: Changeset) throws -> [UInt8] {
    try RawLine(changeset, key: .trial(seed: "a forger")).line()
  }

  @Test func `evidence says what, whose, why and from where`() throws {
    let trial = try TrialReplica()
    try trial.receive([forged(log(1).changesets[0])])
    let refused = try #require(try trial.replica.quarantine().first)
    #expect(
      [refused.scope, refused.author, refused.reason, refused.receivedFrom]
        == ["region/14", "08-kalmar", "signature_mismatch", "a test"])
  }

  @Test func `evidence of what cannot be read names no log`() throws {
    let trial = try TrialReplica()
    try trial.receive([Array("nonsense".utf8)])
    #expect(try trial.replica.quarantine().map(\.author) == [nil])
  }

  @Test func `the same line is evidence once`() throws {
    let trial = try TrialReplica()
    let line = try forged(log(1).changesets[0])
    try trial.receive([line, line])
    #expect(try trial.replica.quarantine().count == 1)
  }

  @Test func `only so much evidence is kept, the latest`() throws {
    let trial = try TrialReplica()
    let lines = (0..<1_010).map { Array("line \($0)".utf8) }
    try trial.receive(lines)
    let kept = try trial.rows("SELECT CAST(evidence AS TEXT) FROM quarantine ORDER BY id")
    #expect(kept.count == 1_000 && kept.last == "line 1009")
  }

  @Test func `only the beginning of a long line is kept`() throws {
    let trial = try TrialReplica()
    try trial.receive([[UInt8](repeating: UInt8(ascii: "x"), count: 100_000)])
    #expect(try trial.rows("SELECT length(evidence) FROM quarantine") == ["65536"])
  }

  @Test func `the true changeset takes the evidence away`() throws {
    let trial = try TrialReplica()
    let log = try log(1)
    try trial.receive([forged(log.changesets[0])])
    try trial.receive(log.lines)
    #expect(try trial.replica.quarantine().isEmpty)
  }

  @Test func `the true changeset that had to wait takes the evidence away`() throws {
    let trial = try TrialReplica()
    let log = try log(2)
    try trial.receive([forged(log.changesets[1])])
    try trial.receive([log.line(2), log.line(1)])
    #expect(try trial.replica.quarantine().isEmpty)
  }

  @Test func `the true changeset without its body takes the evidence away`() throws {
    let trial = try TrialReplica()
    let log = try log(1)
    try trial.receive([forged(log.changesets[0])])
    _ = try trial.receive(log.changesets[0].withoutBody.line)
    #expect(try trial.replica.quarantine().isEmpty)
  }

  @Test func `evidence of another log stays`() throws {
    let trial = try TrialReplica()
    try trial.receive([forged(log(1, by: .skane).changesets[0])])
    try trial.receive(log(1).lines)
    #expect(try trial.replica.quarantine().count == 1)
  }

  @Test func `an author that Peers learns of is merged when it comes again`() throws {
    let parties = TrialParties()
    var trial = try TrialReplica(rights: parties.without(.kalmar).rights)
    let log = try log(1)
    try trial.receive(log.lines)
    try trial.reopen(rights: parties.rights)
    #expect(try trial.receive(log.lines) == [.merged])
  }
}
