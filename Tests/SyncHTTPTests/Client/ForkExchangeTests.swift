import StoreFixtures
import SyncCore
import SyncExchange
import SyncStore
import TestSupport
import Testing

@testable import SyncHTTP

/// Two copies of one author that both went on writing.
@Suite struct ForkExchangeTests {
  /// A log with two branches behind a common trunk.
  private struct Branches {
    let left: SignedLog
    let right: SignedLog

    init(trunk: Int, left leftCount: Int, right rightCount: Int) throws {
      var trunkLog = SignedLog(.kalmar)
      for number in 0..<trunk { try trunkLog.append(.put(.note, .string("\(number)"))) }
      var left = trunkLog.branch(after: trunk, salt: 1)
      var right = trunkLog.branch(after: trunk, salt: 2)
      for number in 0..<leftCount { try left.append(.put(.note, .string("left \(number)"))) }
      for number in 0..<rightCount { try right.append(.put(.note, .string("right \(number)"))) }
      self.left = left
      self.right = right
    }
  }

  @Test(arguments: [(5, 5), (5, 9), (9, 5), (1, 40), (40, 1), (33, 33)])
  func `one sync finds where two branches part, and both sides end there`(
    _ left: Int, _ right: Int
  ) async throws {
    let branches = try Branches(trunk: 4, left: left, right: right)
    let national = try TrialReplica(.national)
    let region = try TrialReplica(.vgr)
    try national.receive(branches.left.lines)
    try region.receive(branches.right.lines)
    try await serving(national.replica) { address in
      let report = try await region.run(.sync, at: address)
      #expect(report.error == nil, "\(report.summary)")
      for side in [national, region] {
        let log = try side.replica.logs().first { $0.name == branches.left.name }
        #expect(log?.fork == 5 && log?.head == branches.left.head(at: 4), "\(report.summary)")
      }
      #expect(try Standing(of: region.replica) == Standing(of: national.replica))
      let again = try await region.run(.sync, at: address)
      #expect((again.received, again.sent, again.error?.code) == (0, 0, nil), "\(again.summary)")
    }
  }

  @Test func `the proof of a fork travels on to those who hold one branch`() async throws {
    let branches = try Branches(trunk: 2, left: 3, right: 3)
    let national = try TrialReplica(.national)
    let region = try TrialReplica(.vgr)
    try national.receive(branches.left.lines)
    try region.receive(branches.left.lines + branches.right.lines)
    try await serving(national.replica) { address in
      let pushed = try await region.run(.push, at: address)
      #expect(pushed.error == nil && pushed.problems == [], "\(pushed.summary)")
      #expect(try national.replica.logs().first?.fork == 3)
      let skane = try TrialReplica(.skane)
      try skane.receive(branches.right.lines)
      let pulled = try await skane.run(.pull, at: address)
      #expect(pulled.error == nil, "\(pulled.summary)")
      #expect(try Standing(of: skane.replica) == Standing(of: national.replica))
    }
  }

  /// A replica that holds the left branch and knows the fork, under Peers that name the right one.
  private func pinned(_ branches: Branches, at sequence: Int) throws -> TrialReplica {
    var region = try TrialReplica(.vgr)
    try region.receive(branches.left.lines + branches.right.lines)
    try region.reopen(rights: Self.rights(branches, at: sequence))
    return region
  }

  private static func rights(_ branches: Branches, at sequence: Int) -> Rights {
    TrialParties().pinning(branches.right.name, at: branches.right.head(at: sequence)).rights
  }

  @Test func `the branch that Peers calls the true one comes in place of the other`() async throws {
    let branches = try Branches(trunk: 2, left: 3, right: 5)
    let region = try pinned(branches, at: 6)
    let national = try TrialReplica(.national, rights: Self.rights(branches, at: 6))
    try national.receive(branches.right.lines)
    try await serving(national.replica) { address in
      let report = try await region.run(.pull, at: address)
      #expect(report.error == nil, "\(report.summary)")
      #expect(try region.replica.heads()[branches.right.name] == branches.right.head(at: 6))
      #expect(try Standing(of: region.replica) == Standing(of: national.replica))
    }
  }

  @Test(arguments: [Exchange.Direction.pull, .push, .sync])
  func `of the branch that is not the true one nothing is asked for without end`(
    _ direction: Exchange.Direction
  ) async throws {
    let branches = try Branches(trunk: 2, left: 4, right: 4)
    let region = try pinned(branches, at: 6)
    let national = try TrialReplica(.national)
    try national.receive(branches.left.lines)
    try await serving(national.replica) { address in
      for _ in 0..<2 {
        let report = try await region.run(direction, at: address)
        #expect(report.error == nil, "\(report.summary)")
      }
      #expect(try region.replica.heads()[branches.right.name] == branches.right.head(at: 2))
    }
  }

  @Test func `a push alone shows the peer a fork`() async throws {
    let branches = try Branches(trunk: 2, left: 3, right: 6)
    let national = try TrialReplica(.national)
    let region = try TrialReplica(.vgr)
    try national.receive(branches.left.lines)
    try region.receive(branches.right.lines)
    try await serving(national.replica) { address in
      let report = try await region.run(.push, at: address)
      #expect(report.error == nil && report.problems == [], "\(report.summary)")
      #expect(try national.replica.logs().first?.fork != nil)
      let sync = try await region.run(.sync, at: address)
      #expect(sync.error == nil, "\(sync.summary)")
      #expect(try Standing(of: region.replica) == Standing(of: national.replica))
    }
  }
}
