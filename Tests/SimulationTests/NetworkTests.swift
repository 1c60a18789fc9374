import Foundation
import StoreFixtures
import SyncCore
import SyncWire
import TestSupport
import Testing

@testable import SyncStore

/// Whole networks in one process. `SYNCD_SEEDS=1000` tries more of them, `SYNCD_SEED=7` one again.
struct NetworkTests {
  /// So many of the seeds that were asked for, a share of which each test takes.
  private static func seedCount(_ usual: Int) -> Int {
    ProcessInfo.processInfo.environment["SYNCD_SEEDS"].flatMap { Int($0) } ?? usual
  }

  @Test func `whatever happens, everyone ends up with what the definition says`() throws {
    let failure = firstFailingSeed(outOf: Self.seedCount(30)) { random in
      var network = try Network(using: &random)
      for _ in 0..<40 { try network.step(using: &random) }
      try network.settleAndJudge()
      return true
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }

  @Test func `a network that settles in between stays right`() throws {
    let failure = firstFailingSeed(outOf: Self.seedCount(6)) { random in
      var network = try Network(using: &random)
      for _ in 0..<3 {
        for _ in 0..<15 { try network.step(using: &random) }
        try network.settleAndJudge()
      }
      return true
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }

  @Test func `a replica that was copied writes on under a new name, and nothing is refused`() throws
  {
    let failure = firstFailingSeed(outOf: Self.seedCount(12)) { random in
      var network = try Network(using: &random)
      for _ in 0..<10 { try network.step(using: &random) }
      try network.copyOne(using: &random)
      for _ in 0..<25 { try network.step(using: &random) }
      try network.settleAndJudge()
      return true
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }

  @Test func `a pin says which copy was true, and everyone agrees on that one`() throws {
    let failure = firstFailingSeed(outOf: Self.seedCount(12)) { random in
      var network = try Network(using: &random)
      for _ in 0..<10 { try network.step(using: &random) }
      try network.copyOne(using: &random)
      let copy = network.members.count - 1
      for _ in 0..<random.number(in: 0...25) { try network.step(using: &random) }
      let log = LogName(.vgr, network.replicas[copy].author)
      guard let head = try network.replicas[copy].heads()[log] else { return true }
      try network.adopt(TrialParties().pinning(log, at: head))
      for _ in 0..<10 { try network.step(using: &random) }
      try network.settleAndJudge(isOrderly: false)
      return try network.replicas[copy].heads()[log] == head
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }

  @Test func `clocks decide nothing about what is live`() throws {
    let failure = firstFailingSeed(outOf: Self.seedCount(15)) { random in
      let history = History.arbitrary(using: &random).changesets
      var clock = TestClock.arbitrary(using: &random)
      let other = history.map { changeset in
        clock.jump(milliseconds: Int64(random.number(in: -9...9)) * 31_556_952_000)
        return changeset.claiming(clock.read())
      }
      let first = try TrialReplica()
      try first.receive(history.signed().map(\.line))
      let second = try TrialReplica()
      try second.receive(other.signed().map(\.line))
      return try Standing(of: first.replica).live == Standing(of: second.replica).live
        && first.replica.digests() == second.replica.digests()
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }
}
