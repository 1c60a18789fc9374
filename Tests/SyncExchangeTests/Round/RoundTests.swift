import StoreFixtures
import SyncCore
import SyncStore
import SyncWire
import TestSupport
import Testing

@testable import SyncExchange

/// Rounds between real replicas that carry exactly what `RoundPlan` says and nothing else.
struct RoundTests {
  /// One side takes from the other what the plan says; the number of changesets carried.
  @discardableResult
  private func carryByPlan(from giver: Replica, to taker: Replica) throws -> Int64 {
    let (ours, theirs) = (try taker.standings { _ in true }, try giver.standings { _ in true })
    let places = theirs.compactMapValues { standing -> Set<Int64>? in
      standing.head.sequence > 0 ? [standing.head.sequence] : nil
    }
    let hashes = try taker.headerHashes(at: places).compactMapValues { $0.values.first }
    let plan = RoundPlan(taker: ours, giver: theirs, hashes: hashes) { log in
      !taker.rights.mayWrite(log)
    }
    for stretch in plan.stretches {
      _ = try taker.receive(lines(of: stretch, from: giver), from: "giver", at: .midsummer)
    }
    for log in plan.forkProofs {
      _ = try taker.receive(giver.forkProof(of: log), from: "giver", at: .midsummer)
    }
    return plan.changesets
  }

  private func lines(of stretch: RoundPlan.Stretch, from giver: Replica) throws -> [[UInt8]] {
    if let mark = stretch.mark,
      try giver.headerHash(at: stretch.after, of: stretch.log) != mark
    {
      return try giver.changesets(of: stretch.log, after: stretch.after - 1, limitBytes: 1)
        .map(\.line)
    }
    return try giver.changesets(of: stretch.log, after: stretch.after, limitBytes: .max)
      .prefix { $0.sequence <= stretch.through }.map(\.line)
  }

  private func settle(_ replicas: [TrialReplica]) throws {
    for _ in 0..<(2 * replicas.count) {
      for giver in replicas {
        for taker in replicas where taker.folder.url != giver.folder.url {
          try carryByPlan(from: giver.replica, to: taker.replica)
        }
      }
    }
  }

  private func areEqual(_ replicas: [TrialReplica]) throws -> Bool {
    let standings = try replicas.map { try Standing(of: $0.replica) }
    let hashes = try replicas.map { HeadsHash(try $0.replica.standings { _ in true }) }
    return standings.allSatisfy { $0 == standings[0] } && hashes.allSatisfy { $0 == hashes[0] }
  }

  @Test func `what the plan says makes both sides equal, and then it says nothing`() throws {
    let failure = firstFailingSeed(outOf: 25) { random in
      let replicas = try [Author.vgr, .kalmar, .skane].map { try TrialReplica($0) }
      for _ in 0..<20 {
        let (one, other) = (random.one(of: replicas), random.one(of: replicas))
        if random.chance(percent: 60) {
          try one.writeNotes(random.number(in: 1...3), prefix: "\(random.number(in: 0...99)) ")
        } else if one.folder.url != other.folder.url {
          try carryByPlan(from: other.replica, to: one.replica)
        }
      }
      try settle(replicas)
      let rest = try carryByPlan(from: replicas[0].replica, to: replicas[1].replica)
      return try areEqual(replicas) && rest == 0
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }

  @Test func `a log that two clones of a replica forked is cut at one place everywhere`() throws {
    let failure = firstFailingSeed(outOf: 25) { random in
      let original = try TrialReplica(.vgr)
      try original.writeNotes(random.number(in: 1...3))
      let copy = try TrialReplica(cloneOf: original)
      let witness = try TrialReplica(.kalmar)
      try original.writeNotes(random.number(in: 1...4), prefix: "original ")
      try copy.writeNotes(random.number(in: 1...4), prefix: "copy ")
      let replicas = [original, copy, witness].shuffled(using: &random)
      try settle(replicas)
      return try areEqual(replicas)
        && replicas.allSatisfy { try $0.replica.logs().contains { $0.fork != nil } }
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }

  /// Two replicas that hold one branch of a log which Peers ends; one of them knows of the other
  /// branch as well.
  @Test(arguments: [1, 2, 3, 4, 6])
  func `the proof of a fork that a pin outranks makes no difference between two sides`(
    _ pin: Int
  ) throws {
    var trunk = SignedLog(.kalmar)
    for note in ["one", "two"] { try trunk.append(.put(.note, .string(note))) }
    var (left, right) = (trunk.branch(after: 2, salt: 1), trunk.branch(after: 2, salt: 2))
    for number in 3...6 {
      try left.append(.put(.note, .string("left \(number)")))
      try right.append(.put(.note, .string("right \(number)")))
    }
    let rights = TrialParties().pinning(trunk.name, at: right.head(at: pin)).rights
    var (knowing, plain) = (try TrialReplica(.vgr), try TrialReplica(.skane))
    try knowing.receive(right.lines + left.lines)
    try plain.receive(right.lines)
    try knowing.reopen(rights: rights)
    try plain.reopen(rights: rights)
    #expect(try knowing.replica.logs().contains { $0.fork == 3 })
    #expect(try areEqual([knowing, plain]))
    let proofs = try [knowing, plain].map { try $0.replica.stateProof { _ in true } }
    #expect(proofs[0].verdict(against: proofs[1]) == .equal)
    #expect(try carryByPlan(from: knowing.replica, to: plain.replica) == 0)
    #expect(try plain.replica.quarantine().isEmpty)
  }

  @Test func `a log that only one side's Peers know costs one changeset, not its length`() throws {
    let (kalmar, relay) = (try TrialReplica(.kalmar), try TrialReplica(.vgr))
    try kalmar.writeNotes(30)
    try carryByPlan(from: kalmar.replica, to: relay.replica)
    let stranger = try TrialReplica(
      .skane, rights: TrialParties().without(.kalmar).rights)
    #expect(try carryByPlan(from: relay.replica, to: stranger.replica) == 1)
    #expect(try stranger.replica.quarantine().count == 1)
  }
}
