import StoreFixtures
import SyncCore
import SyncWire
import TestSupport
import Testing

@testable import SyncStore

/// A pin at or above a fork says which branch is true.
struct PinnedForkTests {
  private let branches: Branches

  init() throws {
    branches = try Branches()
  }

  private func rights(pinningRightAt sequence: Int) -> Rights {
    TrialParties().pinning(branches.name, at: branches.right.head(at: sequence)).rights
  }

  /// What a replica stands at that never saw the other branch.
  private func standing(_ rights: Rights) throws -> Standing {
    let trial = try TrialReplica(rights: rights)
    try trial.receive(branches.right.lines)
    return try Standing(of: trial.replica)
  }

  @Test(arguments: 3...6)
  func `the pinned branch that is held outlives the proof`(_ pin: Int) throws {
    let rights = rights(pinningRightAt: pin)
    let trial = try TrialReplica(rights: rights)
    try trial.receive(branches.right.lines + branches.left.lines)
    #expect(try Standing(of: trial.replica) == standing(rights))
  }

  @Test(arguments: 3...6)
  func `the pinned branch takes the place of the other`(_ pin: Int) throws {
    let rights = rights(pinningRightAt: pin)
    var trial = try TrialReplica()
    try trial.receive(branches.left.lines)
    try trial.reopen(rights: rights)
    try trial.receive(branches.right.lines)
    #expect(try Standing(of: trial.replica) == standing(rights))
  }

  @Test func `the pinned branch takes the place of one that is shorter than the pin`() throws {
    let rights = rights(pinningRightAt: 6)
    let trial = try TrialReplica(rights: rights)
    try trial.receive(Array(branches.left.lines.prefix(4)))
    try trial.receive(branches.right.lines)
    #expect(try Standing(of: trial.replica) == standing(rights))
  }

  @Test func `a pin that comes after the fork was proven brings the branch back`() throws {
    var trial = try TrialReplica()
    try trial.receive(branches.right.lines + branches.left.lines)
    let rights = rights(pinningRightAt: 5)
    try trial.reopen(rights: rights)
    #expect(try Standing(of: trial.replica) == standing(rights))
  }

  @Test func `without the pin the fork cuts again`() throws {
    var trial = try TrialReplica(rights: rights(pinningRightAt: 5))
    try trial.receive(branches.right.lines + branches.left.lines)
    try trial.reopen(rights: TrialParties().rights)
    #expect(try trial.replica.heads()[branches.name] == branches.right.head(at: 2))
  }

  @Test func `a pin below the fork ends the log there`() throws {
    let trial = try TrialReplica(rights: rights(pinningRightAt: 1))
    try trial.receive(branches.right.lines + branches.left.lines)
    #expect(try trial.replica.heads()[branches.name] == branches.right.head(at: 1))
  }

  @Test func `the other branch counts up to where it left the pinned one`() throws {
    var trial = try TrialReplica()
    try trial.receive(branches.left.lines + branches.right.lines)
    try trial.reopen(rights: rights(pinningRightAt: 5))
    #expect(try trial.replica.heads()[branches.name] == branches.left.head(at: 2))
  }

  @Test func `the proof alone is no branch: the pinned one still comes whole`() throws {
    let rights = rights(pinningRightAt: 3)
    let trial = try TrialReplica()
    try trial.receive(Array(branches.left.lines.prefix(2)))
    try trial.receive([branches.right, branches.left].map { $0.changesets[2].withoutBody.line })
    var pinned = trial
    try pinned.reopen(rights: rights)
    try pinned.receive(branches.right.lines)
    #expect(try Standing(of: pinned.replica) == standing(rights))
  }

  @Test func `the proof is asked for whole where a pin makes its branch the true one`() throws {
    var trial = try TrialReplica()
    try trial.receive(Array(branches.left.lines.prefix(2)))
    try trial.receive([branches.right, branches.left].map { $0.changesets[2].withoutBody.line })
    try trial.reopen(rights: rights(pinningRightAt: 3))
    #expect(try trial.replica.heads()[branches.name] == branches.left.head(at: 2))
  }

  @Test(arguments: [3, 6])
  func `in a log with a pin a header counts once its body is there`(_ pin: Int) throws {
    let rights = rights(pinningRightAt: pin)
    let trial = try TrialReplica(rights: rights)
    try trial.receive(Array(branches.right.lines.prefix(2)))
    #expect(try trial.receive(branches.right.changesets[2].withoutBody.line) == .held)
    #expect(try trial.replica.heads()[branches.name] == branches.right.head(at: 2))
    try trial.receive(Array(branches.right.lines.dropFirst(3)))
    #expect(try trial.replica.heads()[branches.name] == branches.right.head(at: 2))
    #expect(try trial.replica.verify() == [])
    #expect(try trial.replica.heldLogs().map(\.need) == [.body])
    #expect(try trial.replica.cutLogs().isEmpty)
    #expect(try trial.receive(branches.right.line(3)) == .merged)
    #expect(try Standing(of: trial.replica) == standing(rights))
  }

  @Test func `a proof that comes under a pin leaves everyone at the same head`() throws {
    let rights = rights(pinningRightAt: 3)
    var holder = try TrialReplica()
    try holder.receive(branches.left.lines)
    let proof = [branches.right, branches.left].map { $0.changesets[2].withoutBody.line }
    try holder.receive(proof)
    try holder.reopen(rights: rights)
    let newcomer = try TrialReplica(rights: rights)
    #expect(try settle([holder.replica, newcomer.replica]))
    #expect(try Standing(of: holder.replica) == Standing(of: newcomer.replica))
    try newcomer.receive(branches.right.lines)
    #expect(try settle([holder.replica, newcomer.replica]))
    for trial in [holder, newcomer] {
      #expect(try Standing(of: trial.replica) == standing(rights))
    }
  }

  @Test func `heads under a pin follow from what came, whole or not, in whatever order`() throws {
    let failure = firstFailingSeed(outOf: 60) { random in
      let rights = rights(pinningRightAt: random.number(in: 3...6))
      var lines: [[UInt8]] = []
      for changeset in branches.left.changesets + branches.right.changesets {
        if random.chance(percent: 70) { lines.append(changeset.line) }
        if random.chance(percent: 50) { lines.append(changeset.withoutBody.line) }
      }
      let replicas = try (0..<3).map { _ in
        var trial = try TrialReplica(rights: random.chance(percent: 50) ? rights : nil)
        for line in lines.shuffled(using: &random) { try trial.receive([line]) }
        try trial.reopen(rights: rights)
        try trial.receive(lines.shuffled(using: &random))
        return trial
      }
      guard try settle(replicas.map(\.replica)) else { return false }
      let standings = try replicas.map { try Standing(of: $0.replica) }
      let isSound = try replicas.allSatisfy { try $0.replica.verify().isEmpty }
      return isSound && standings.allSatisfy { $0 == standings[0] }
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }

  @Test func `whatever comes first the pinned branch wins`() throws {
    let failure = firstFailingSeed(outOf: 25) { random in
      let rights = rights(pinningRightAt: random.number(in: 3...6))
      var trial = try TrialReplica(rights: random.chance(percent: 50) ? rights : nil)
      let lines = branches.left.lines + branches.right.lines
      for line in lines.shuffled(using: &random) { try trial.receive([line]) }
      try trial.reopen(rights: rights)
      let source = try TrialReplica(rights: rights)
      try source.receive(branches.right.lines)
      return try settle([source.replica, trial.replica])
        && Standing(of: trial.replica) == Standing(of: source.replica)
        && Standing(of: trial.replica) == standing(rights)
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }
}

extension TrialReplica {
  fileprivate init(rights: Rights?) throws {
    try self.init(.vgr, rights: rights ?? TrialParties().rights)
  }
}
