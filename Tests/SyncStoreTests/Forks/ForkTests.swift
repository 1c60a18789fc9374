import StoreFixtures
import SyncCore
import SyncWire
import TestSupport
import Testing

@testable import SyncStore

/// A log that was continued twice after its second changeset.
struct Branches {
  let left: SignedLog
  let right: SignedLog
  let forkedAt = 3

  init() throws {
    var trunk = SignedLog(.kalmar)
    try trunk.append(.put(.note, "one"))
    try trunk.append(.put(.note, "two"))
    var left = trunk.branch(after: 2, salt: 1)
    var right = trunk.branch(after: 2, salt: 2)
    for number in 3...6 {
      try left.append(.put(.note, .string("left \(number)")))
      try right.append(.put(.note, .string("right \(number)")))
    }
    self.left = left
    self.right = right
  }

  var name: LogName { left.name }
}

struct ForkTests {
  private let branches: Branches

  init() throws {
    branches = try Branches()
  }

  @Test func `the second branch is refused as a fork`() throws {
    let trial = try TrialReplica()
    try trial.receive(branches.left.lines)
    #expect(refusalCode(try trial.receive(branches.right.line(3))) == "fork")
  }

  @Test func `a fork cuts the head of the log before it`() throws {
    let trial = try TrialReplica()
    try trial.receive(branches.left.lines + branches.right.lines)
    #expect(try trial.replica.heads()[branches.name] == branches.left.head(at: 2))
  }

  @Test func `a fork takes back what lies behind it`() throws {
    let trial = try TrialReplica()
    try trial.receive(branches.left.lines + branches.right.lines)
    #expect(try trial.shown(.note) == "two")
  }

  @Test func `nothing behind a fork is sent to others`() throws {
    let trial = try TrialReplica()
    try trial.receive(branches.left.lines + branches.right.lines)
    let sent = try trial.replica.changesets(of: branches.name, after: 0, limitBytes: .max)
    #expect(sent.map(\.sequence) == [1, 2])
  }

  @Test func `the branch that was held stays as evidence`() throws {
    let trial = try TrialReplica()
    try trial.receive(branches.left.lines + branches.right.lines)
    #expect(try trial.rows("SELECT count(*) FROM changesets") == ["6"])
  }

  @Test func `after a fork neither branch goes on`() throws {
    var branches = (branches.left, branches.right)
    let trial = try TrialReplica()
    try trial.receive(branches.0.lines + branches.1.lines)
    try branches.0.append(.put(.note, "more"))
    try branches.1.append(.put(.note, "more"))
    let outcomes = try trial.receive([branches.0.line(7), branches.1.line(7)])
    #expect(outcomes.map(refusalCode) == ["fork", "fork"])
  }

  @Test func `a log that forks at its start counts for nothing`() throws {
    var left = SignedLog(.kalmar, salt: 1)
    var right = SignedLog(.kalmar, salt: 2)
    try left.append(.put(.note, "left"))
    try right.append(.put(.note, "right"))
    let trial = try TrialReplica()
    try trial.receive(left.lines + right.lines)
    #expect(try trial.replica.heads().isEmpty && trial.live().isEmpty)
  }

  @Test func `a log that forks at its start is still listed with its fork`() throws {
    var left = SignedLog(.kalmar, salt: 1)
    var right = SignedLog(.kalmar, salt: 2)
    try left.append(.put(.note, "left"))
    try right.append(.put(.note, "right"))
    let trial = try TrialReplica()
    try trial.receive(left.lines + right.lines)
    #expect(try trial.replica.logs().map(\.fork) == [1])
  }

  @Test func `the proof is two signed headers without their bodies`() throws {
    let trial = try TrialReplica()
    try trial.receive(branches.left.lines + branches.right.lines)
    let proof = try trial.replica.forkProof(of: branches.name).map { try Changeset.decode($0) }
    #expect(
      Set(proof.map(\.header.hash))
        == [branches.left.head(at: 3).hash, branches.right.head(at: 3).hash]
        && proof.allSatisfy { $0.body == nil })
  }

  @Test func `the proof cuts the log of a replica that holds one branch`() throws {
    let witness = try TrialReplica()
    try witness.receive(branches.left.lines + branches.right.lines)
    let holder = try TrialReplica()
    try holder.receive(branches.right.lines)
    try holder.receive(witness.replica.forkProof(of: branches.name))
    #expect(try Standing(of: holder.replica) == Standing(of: witness.replica))
  }

  @Test func `the proof cuts the log of a replica that holds neither branch`() throws {
    let witness = try TrialReplica()
    try witness.receive(branches.left.lines + branches.right.lines)
    let newcomer = try TrialReplica()
    try newcomer.receive(witness.replica.forkProof(of: branches.name))
    try newcomer.receive(branches.left.lines)
    #expect(try Standing(of: newcomer.replica) == Standing(of: witness.replica))
  }

  @Test func `a proof that is known already is no news`() throws {
    let trial = try TrialReplica()
    try trial.receive(branches.left.lines + branches.right.lines)
    let proof = try trial.replica.forkProof(of: branches.name)
    #expect(try trial.receive(proof) == [.known, .known])
  }

  @Test func `every order of the same branches gives the same state`() throws {
    let failure = firstFailingSeed(outOf: 25) { random in
      let lines = Set(branches.left.lines + branches.right.lines)
      let first = try TrialReplica()
      for line in lines.shuffled(using: &random) { try first.receive([line]) }
      let second = try TrialReplica()
      for line in lines.shuffled(using: &random) { try second.receive([line]) }
      return try settle([first.replica, second.replica])
        && Standing(of: first.replica) == Standing(of: second.replica)
        && first.shown(.note) == "two"
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }

  @Test func `a lower fork of the same log cuts deeper`() throws {
    var third = branches.left.branch(after: 1, salt: 3)
    try third.append(.put(.note, "third"))
    let trial = try TrialReplica()
    try trial.receive(branches.left.lines + branches.right.lines + third.lines)
    #expect(try trial.replica.heads()[branches.name] == branches.left.head(at: 1))
  }

  @Test func `many headers of one dot are not all kept`() throws {
    let trial = try TrialReplica()
    try trial.receive(branches.left.lines)
    for salt in 10..<20 {
      var other = branches.left.branch(after: 2, salt: UInt8(salt))
      try other.append(.put(.note, "another"))
      _ = try trial.receive(other.line(3))
    }
    #expect(try trial.rows("SELECT count(*) FROM forks") == ["2"])
  }

  @Test func `a fork of one log leaves the others of its scope as they are`() throws {
    let trial = try TrialReplica()
    try trial.write(.put(.contact, "Anna"))
    try trial.receive(branches.left.lines + branches.right.lines)
    #expect(try trial.shown(.contact) == "Anna")
  }

  @Test func `a fork of the own log stops no edits: they go on under a new name`() throws {
    let trial = try TrialReplica()
    try trial.write(.put(.note, "mine"))
    var other = SignedLog(.vgr, salt: 9)
    try other.append(.put(.note, "from a copy"))
    try trial.receive(other.lines)
    let dot = try #require(try trial.write(.put(.note, "more")))
    #expect(dot.author != .vgr && dot.author.registered == .vgr)
  }

  @Test func `a replica with a fork verifies`() throws {
    let trial = try TrialReplica()
    try trial.receive(branches.left.lines + branches.right.lines)
    #expect(try trial.replica.verify() == [])
  }

  @Test func `what waited behind a fork waits no longer`() throws {
    let trial = try TrialReplica()
    try trial.receive([branches.left.line(5), branches.left.line(6)])
    try trial.receive(Array(branches.left.lines.prefix(3)) + [branches.right.line(3)])
    #expect(try trial.replica.waitingLogs().isEmpty)
  }
}
