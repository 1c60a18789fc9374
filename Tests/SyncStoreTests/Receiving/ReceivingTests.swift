import StoreFixtures
import SyncCore
import SyncWire
import TestSupport
import Testing

@testable import SyncStore

struct ReceivingTests {
  private func log(_ count: Int, by author: Author = .kalmar) throws -> SignedLog {
    var log = SignedLog(author)
    for number in 0..<count { try log.append(.put(.note, .string("\(number)"))) }
    return log
  }

  @Test func `a changeset that continues its log is merged`() throws {
    #expect(try TrialReplica().receive(log(2).lines) == [.merged, .merged])
  }

  @Test func `a changeset that is here already is known`() throws {
    let trial = try TrialReplica()
    let log = try log(2)
    try trial.receive(log.lines)
    #expect(try trial.receive(log.lines) == [.known, .known])
  }

  @Test func `a changeset that comes twice in a batch is merged once`() throws {
    let log = try log(1)
    #expect(try TrialReplica().receive(log.lines + log.lines) == [.merged, .known])
  }

  @Test func `an own changeset that comes back is known`() throws {
    let trial = try TrialReplica()
    try trial.write(.put(.note, "x"))
    let log = LogName(.vgr, .vgr)
    let line = try trial.replica.changesets(of: log, after: 0, limitBytes: 1)[0].line
    #expect(try trial.receive(line) == .known)
  }

  @Test func `the log keeps the exact bytes`() throws {
    let trial = try TrialReplica()
    let log = try log(3)
    try trial.receive(log.lines)
    let kept = try trial.replica.changesets(of: log.name, after: 0, limitBytes: .max)
    #expect(kept.map(\.line) == log.lines)
  }

  @Test func `an empty batch changes nothing`() throws {
    let trial = try TrialReplica()
    try trial.receive([])
    #expect(try trial.replica.logs().isEmpty)
  }

  @Test func `a trial tells what a batch would do`() throws {
    let trial = try TrialReplica()
    let receipt = try trial.replica.receive(
      log(2).lines, from: "a test", at: .midsummer, isTrial: true)
    #expect(receipt.merged == 2)
  }

  @Test func `a trial of a batch writes nothing`() throws {
    let trial = try TrialReplica()
    _ = try trial.replica.receive(
      log(2).lines + [[1]], from: "a test", at: .midsummer, isTrial: true)
    #expect(try trial.replica.logs().isEmpty && trial.replica.quarantine().isEmpty)
  }

  @Test func `a batch counts the conflicts that it brought`() throws {
    let trial = try TrialReplica()
    try trial.write(.put(.note, "mine"))
    let receipt = try trial.replica.receive(
      log(1).lines, from: "a test", at: .midsummer)
    #expect(receipt.conflictsAdded == 1)
  }

  @Test func `one bad log stops no other`() throws {
    let good = try log(2)
    let bad = try log(2, by: .skane)
    let lines = [Array("not a changeset".utf8), bad.line(2), good.line(1), [], good.line(2)]
    let outcomes = try TrialReplica().receive(lines)
    #expect(outcomes.filter { $0 == .merged }.count == 2)
  }

  @Test func `changesets are read in chunks that a limit of bytes cuts`() throws {
    let trial = try TrialReplica()
    let log = try log(5)
    try trial.receive(log.lines)
    let limit = log.line(2).count + 1
    #expect(
      try trial.replica.changesets(of: log.name, after: 1, limitBytes: limit).map(\.sequence)
        == [2, 3])
  }

  @Test func `even the smallest limit gives one changeset`() throws {
    let trial = try TrialReplica()
    let log = try log(2)
    try trial.receive(log.lines)
    #expect(try trial.replica.changesets(of: log.name, after: 0, limitBytes: 1).count == 1)
  }

  @Test func `the order of logs and batches does not matter`() throws {
    let failure = firstFailingSeed(outOf: 25) { random in
      let changesets = try History.arbitrary(using: &random).changesets.signed()
      let first = try TrialReplica()
      try first.receive(changesets.map(\.line))
      let second = try TrialReplica()
      for line in changesets.map(\.line).shuffled(using: &random) { try second.receive([line]) }
      return try Standing(of: first.replica) == Standing(of: second.replica)
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }

  @Test func `the tables hold what the definition says`() throws {
    let failure = firstFailingSeed(outOf: 40) { random in
      let history = History.arbitrary(using: &random).changesets.cut(using: &random)
      let trial = try TrialReplica()
      try trial.receive(history.signed().map(\.line).shuffled(using: &random))
      return try Standing(of: trial.replica).agrees(
        with: Oracle(history), schema: .trial, rights: trial.replica.rights)
        && trial.replica.verify() == []
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }
}
