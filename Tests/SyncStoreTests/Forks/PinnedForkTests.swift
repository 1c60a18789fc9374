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

  @Test func `lines of both branches may come mixed, each once, from nobody who has one whole`()
    throws
  {
    let failure = firstFailingSeed(outOf: 60) { random in
      let rights = rights(pinningRightAt: random.number(in: 3...6))
      let trial = try TrialReplica(rights: rights)
      let lines = (branches.left.lines + branches.right.lines).shuffled(using: &random)
      let cut = random.number(in: 0...lines.count)
      try trial.receive(Array(lines.prefix(cut)))
      try trial.receive(Array(lines.suffix(lines.count - cut)))
      return try Standing(of: trial.replica) == standing(rights)
        && trial.replica.verify().isEmpty && trial.replica.waitingLogs().isEmpty
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }

  @Test func `what is held of the pinned branch stays when another comes, and so does that`() throws
  {
    let trial = try TrialReplica(rights: rights(pinningRightAt: 6))
    try trial.receive(Array(branches.right.lines.prefix(4)))
    try trial.receive(branches.left.lines)
    let lines = try trial.rows(
      "SELECT count(*) FROM changesets UNION ALL SELECT count(*) FROM waiting")
    // The sixth of the other branch is not the one that the pin names.
    #expect(lines == ["4", "3"])
    #expect(try trial.replica.heads()[branches.name] == branches.right.head(at: 2))
    #expect(
      try trial.receive([branches.right.line(6), branches.right.line(5)]) == [.merged, .merged])
    #expect(try trial.replica.heads()[branches.name] == branches.right.head)
  }

  @Test func `the changeset that a pinned branch lacks is named`() throws {
    let trial = try TrialReplica(rights: rights(pinningRightAt: 6))
    let right = branches.right
    try trial.receive(branches.left.lines + [right.line(3), right.line(5), right.line(6)])
    #expect(
      try trial.replica.waitingLogs()
        == [WaitingLog(name: branches.name, missing: 4, first: 3, last: 6, count: 3)])
    let other = try TrialReplica(rights: rights(pinningRightAt: 6))
    try other.receive(branches.left.lines.prefix(3) + right.lines.suffix(3))
    #expect(
      try other.replica.waitingLogs()
        == [WaitingLog(name: branches.name, missing: 3, first: 4, last: 6, count: 3)])
  }

  @Test func `what was merged of the other branch does not hide what the pinned one lacks`() throws
  {
    let rights = rights(pinningRightAt: 6)
    let trial = try TrialReplica(rights: rights)
    let right = branches.right
    try trial.receive(Array(branches.left.lines.prefix(5)))
    try trial.receive(
      [right.line(3), right.changesets[3].withoutBody.line, right.line(5), right.line(6)])
    #expect(try trial.replica.heads()[branches.name] == right.head(at: 3))
    #expect(try trial.replica.heldLogs().map(\.need) == [.body])
    #expect(try trial.replica.verify() == [])
    #expect(try trial.receive(right.line(4)) == .merged)
    #expect(try Standing(of: trial.replica) == standing(rights))
  }

  @Test func `any lines of two branches leave the same heads, whatever their order`() throws {
    let failure = firstFailingSeed(outOf: 60) { random in
      let pin = random.number(in: 3...6)
      let rights = rights(pinningRightAt: pin)
      let lines = (branches.left.lines + branches.right.lines).filter { _ in
        random.chance(percent: 75)
      }
      let replicas = try (0..<3).map { _ in
        let trial = try TrialReplica(rights: rights)
        let shuffled = lines.shuffled(using: &random)
        let cut = random.number(in: 0...lines.count)
        try trial.receive(Array(shuffled.prefix(cut)))
        try trial.receive(Array(shuffled.suffix(lines.count - cut)))
        return trial
      }
      let standings = try replicas.map { try Standing(of: $0.replica) }
      let isReached = standings[0].heads[branches.name] == branches.right.head(at: pin)
      return try standings.allSatisfy { $0 == standings[0] }
        && replicas.allSatisfy {
          try $0.replica.verify().isEmpty && (!isReached || $0.replica.waitingLogs().isEmpty)
        }
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }

  @Test func `a branch that waits whole is taken once Peers names its end`() throws {
    let left = branches.left
    func pinning(_ sequence: Int) -> Rights {
      TrialParties().pinning(left.name, at: left.head(at: sequence)).rights
    }
    var trial = try TrialReplica(rights: pinning(6))
    try trial.receive(branches.right.lines.prefix(5) + [left.line(3), left.line(4)])
    #expect(try trial.replica.heads()[left.name] == left.head(at: 2))
    try trial.reopen(rights: pinning(4))
    #expect(try trial.replica.heads()[left.name] == left.head(at: 4))
    #expect(try trial.replica.verify() == [])
  }

  @Test(arguments: [10_000, 9_998])
  func `where nothing more may wait, the pinned branch comes through in its order`(_ count: Int)
    throws
  {
    let rights = rights(pinningRightAt: 6)
    let trial = try TrialReplica(rights: rights)
    try trial.receive(branches.left.lines)
    try trial.tamper(
      """
      WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers LIMIT \(count))
      INSERT INTO waiting SELECT 'region/12', '12-skane', n, x'00', 0, x'00' FROM numbers
      """)
    try trial.receive(branches.right.lines)
    #expect(try trial.replica.heads()[branches.name] == branches.right.head)
    try trial.tamper("DELETE FROM waiting WHERE author = '12-skane'")
    #expect(try Standing(of: trial.replica) == standing(rights))
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
