import Foundation
import GRDB
import StoreFixtures
import SyncCore
import SyncWire
import TestSupport
import Testing

@testable import SyncStore

/// Replicas that hang on a snapshot, when something below it turns out otherwise.
struct SnapshotFloorTests {
  private func log(_ count: Int) throws -> SignedLog {
    var log = SignedLog(.vgr)
    for number in 1...count {
      try log.append(.put(.note, .string("\(number)"), of: .named("implementation/14-\(number)")))
    }
    return log
  }

  /// A replica that began with a snapshot of this log and has written one changeset of its own.
  private func begun(with log: SignedLog, rights: Rights = TrialParties().rights) throws
    -> TrialReplica
  {
    let source = try TrialReplica(.national)
    try source.receive(log.lines)
    let trial = try Begun.replica(from: Begun.lines(of: source.replica), rights: rights)
    try trial.write(.put(.note, "egen", of: .named("implementation/14-own")))
    return trial
  }

  /// The same changesets in a replica that never had a snapshot.
  private func whole(_ lines: [[UInt8]], and trial: TrialReplica, rights: Rights) throws
    -> TrialReplica
  {
    let other = try TrialReplica(.kalmar, rights: rights)
    try other.receive(lines)
    try carry(from: trial.replica, to: other.replica)
    return other
  }

  @Test func `a pin below the floor empties the scope until the log has come`() throws {
    let log = try log(4)
    var trial = try begun(with: log)
    let pinned = TrialParties().pinning(log.name, at: log.head(at: 2)).rights
    try trial.reopen(rights: pinned)
    #expect(try trial.replica.heads().keys.map(\.author) == [.skane])
    #expect(try trial.shown(.note, of: .init(.vgr, .named("implementation/14-1"))) == nil)
    #expect(
      try trial.shown(.note, of: .init(.vgr, .named("implementation/14-own"))) == "egen")
    #expect(try trial.replica.verify() == [])
    try trial.receive(log.lines)
    let other = try whole(log.lines, and: trial, rights: pinned)
    #expect(try Standing(of: trial.replica) == Standing(of: other.replica))
    #expect(try trial.replica.prove(at: .midsummer).problems == [])
  }

  @Test func `where a floor counts no more, nothing hangs on it any longer`() throws {
    let log = try log(4)
    var trial = try begun(with: log)
    #expect(try trial.replica.unprovenLogs().map(\.name) == [log.name])
    try trial.reopen(rights: TrialParties().pinning(log.name, at: log.head(at: 2)).rights)
    #expect(try trial.replica.unprovenLogs().isEmpty)
    #expect(try trial.replica.logs().allSatisfy { $0.gap == nil })
    #expect(try trial.rows("SELECT count(*) FROM claims") == ["0"])
    // Nobody offers what lies above the pin, so this is all that ever comes.
    try trial.receive(Array(log.lines.prefix(2)))
    let proof = try trial.replica.prove(at: .midsummer)
    #expect(proof.problems.isEmpty && proof.unproven.isEmpty)
    #expect(try !Begun.lines(of: trial.replica).isEmpty)
  }

  @Test func `a pin above the floor changes nothing below it`() throws {
    let log = try log(4)
    let source = try TrialReplica(.national)
    try source.receive(Array(log.lines.prefix(2)))
    var trial = try Begun.replica(from: Begun.lines(of: source.replica))
    try trial.receive([log.line(3), log.line(4)])
    let pinned = TrialParties().pinning(log.name, at: log.head(at: 3)).rights
    try trial.reopen(rights: pinned)
    // What the pin cut off had been merged, so all of the scope waits for its log.
    try trial.receive(log.lines)
    let other = try whole(log.lines, and: trial, rights: pinned)
    #expect(try Standing(of: trial.replica) == Standing(of: other.replica))
  }

  @Test func `a fork below the floor cuts the log there, as everywhere`() throws {
    let log = try log(4)
    var branch = log.branch(after: 2, salt: 7)
    try branch.append(.put(.note, "annan", of: .named("implementation/14-3")))
    let trial = try begun(with: log)
    let proof = [log.changesets[2].withoutBody.line, branch.changesets[2].withoutBody.line]
    try trial.receive(proof)
    #expect(try trial.replica.logs().first { $0.name == log.name }?.fork == 3)
    try trial.receive(Array(log.lines.prefix(2)))
    let other = try whole(log.lines + [branch.line(3)], and: trial, rights: TrialParties().rights)
    #expect(try Standing(of: trial.replica) == Standing(of: other.replica))
    #expect(try trial.replica.verify() == [])
  }

  @Test func `a log that does not lead to the floor stops before it, and only that log`() throws {
    let log = try log(3)
    var branch = log.branch(after: 2, salt: 7)
    try branch.append(.put(.note, "annan", of: .named("implementation/14-3")))
    let trial = try begun(with: log)
    let outcomes = try trial.receive([log.line(1), log.line(2), branch.line(3)])
    #expect(refusalCode(outcomes[2]) == "broken_chain")
    #expect(try trial.replica.unprovenLogs().map(\.gap) == [3...3])
    #expect(try trial.write(.put(.note, "mer")) != nil)
    try trial.receive(log.line(3))
    #expect(try trial.replica.prove(at: .midsummer).unproven == [])
  }

  @Test func `below the floor a changeset has to follow the one that is here`() throws {
    let log = try log(4)
    var branch = log.branch(after: 1, salt: 7)
    for number in 2...3 {
      try branch.append(
        .put(.note, "annan", of: .named("implementation/14-\(number)")))
    }
    let trial = try begun(with: log)
    let outcomes = try trial.receive([log.line(1), log.line(2), branch.line(3)])
    #expect(refusalCode(outcomes[2]) == "broken_chain")
    #expect(try trial.replica.unprovenLogs().map(\.gap) == [3...4])
    #expect(try trial.replica.verify() == [])
  }

  /// Where the pin lies, and whether the snapshot was made of the branch that it names.
  @Test(arguments: [(4, true), (6, true), (6, false), (3, true), (3, false)])
  func `mixed branches below and above a floor end in the pinned one`(_ pin: Int, _ isTrue: Bool)
    throws
  {
    let right = try log(6)
    var left = right.branch(after: 2, salt: 7)
    for number in 3...6 {
      try left.append(.put(.note, "annan", of: .named("implementation/14-\(number)")))
    }
    let rights = TrialParties().pinning(right.name, at: right.head(at: pin)).rights
    let source = try TrialReplica(.national)
    try source.receive(Array((isTrue ? right : left).lines.prefix(4)))
    let snapshot = try Begun.lines(of: source.replica)
    let failure = firstFailingSeed(outOf: 25) { random in
      var trial = try Begun.replica(from: snapshot)
      try trial.reopen(rights: rights)
      let lines = (right.lines + left.lines).shuffled(using: &random)
      try trial.receive(lines)
      let other = try whole(right.lines, and: trial, rights: rights)
      let proof = try trial.replica.prove(at: .midsummer)
      return try Standing(of: trial.replica) == Standing(of: other.replica)
        && proof.problems.isEmpty && proof.unproven.isEmpty
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }

  @Test func `below a floor nothing counts past a fork until it is seen to lead there`() throws {
    let right = try log(6)
    var left = right.branch(after: 2, salt: 7)
    try left.append(
      .put(.note, "annan", of: .named("implementation/14-3")),
      at: Timestamp(milliseconds: Timestamp.midsummer.milliseconds + 1))
    let source = try TrialReplica(.national)
    try source.receive(Array(right.lines.prefix(4)))
    var trial = try Begun.replica(from: Begun.lines(of: source.replica))
    try trial.receive([right.line(1), right.line(2), left.line(3)])
    // Nothing tells yet which of the two branches the snapshot's time of the third is of.
    #expect(try trial.replica.verify() == [])
    let rights = TrialParties().pinning(right.name, at: right.head(at: 6)).rights
    try trial.reopen(rights: rights)
    try trial.receive([right.line(3), right.line(5), right.line(6)])
    #expect(try trial.replica.heads()[right.name] == right.head(at: 2))
    try trial.receive(right.line(4))
    let other = try whole(right.lines, and: trial, rights: rights)
    #expect(try Standing(of: trial.replica) == Standing(of: other.replica))
    #expect(try trial.replica.prove(at: .midsummer).unproven == [])
  }

  @Test func `a repair keeps what is here and says what the snapshot stood for`() throws {
    let log = try log(3)
    let trial = try begun(with: log)
    try trial.receive(log.line(1))
    try trial.tamper(
      "UPDATE implementation SET note = 'x' WHERE id = '14-own'; DELETE FROM touches")
    let repair = try trial.replica.repair(at: .midsummer)
    #expect(repair.left == [])
    #expect(repair.done.contains { $0.contains("2 to 3") })
    try trial.receive(log.lines)
    let other = try whole(log.lines, and: trial, rights: TrialParties().rights)
    #expect(try Standing(of: trial.replica) == Standing(of: other.replica))
    #expect(try trial.replica.prove(at: .midsummer).unproven == [])
  }

  @Test func `a random moment of a random history goes on like a replica without a snapshot`() {
    let failure = firstFailingSeed(outOf: 40) { random in
      var parties = TrialParties()
      parties.writes[.skane] = []
      let lines = try History.arbitrary(using: &random).changesets.signed().map(\.line)
        .shuffled(using: &random)
      let moment = random.number(in: 1...lines.count)
      let source = try TrialReplica(.national, rights: parties.rights)
      try source.receive(Array(lines.prefix(moment)))
      guard try !source.replica.heads().isEmpty else { return true }
      let trial = try Begun.replica(from: Begun.lines(of: source.replica), rights: parties.rights)
      guard try Standing(of: trial.replica) == Standing(of: source.replica) else { return false }
      // What had not come yet, and what the snapshot stood for, in any order.
      for line in lines.shuffled(using: &random) {
        try trial.receive(line)
        try source.receive(line)
      }
      guard try settle([source.replica, trial.replica]) else { return false }
      try trial.receive(lines)
      let proof = try trial.replica.prove(at: .midsummer)
      return try Standing(of: trial.replica) == Standing(of: source.replica)
        && proof.problems.isEmpty && proof.unproven.isEmpty && trial.replica.verify().isEmpty
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }
}
