import Foundation
import StoreFixtures
import SyncCore
import SyncStore
import TestSupport
import Testing

@testable import SyncExchange

struct FolderForkTests {
  private let trunk: SignedLog
  private let left: SignedLog
  private let right: SignedLog

  init() throws {
    trunk = try SignedLog(count: 3)
    var left = trunk
    for number in 0..<3 { try left.append(.put(.note, .string("left \(number)"))) }
    var right = trunk.branch(after: 3, salt: 1)
    for number in 0..<2 { try right.append(.put(.note, .string("right \(number)"))) }
    self.left = left
    self.right = right
  }

  /// Two replicas of which each holds one branch.
  private func holders() throws -> (TrialReplica, TrialReplica) {
    let (one, other) = (try TrialReplica(.vgr), try TrialReplica(.skane))
    try one.receive(left.lines)
    try other.receive(right.lines)
    return (one, other)
  }

  @Test func `a fork is recognised by who reads the shorter branch`() async throws {
    let share = try Share()
    let (one, other) = try holders()
    await other.push(share)
    let report = await one.pull(share)
    #expect(report.needsPerson)
    #expect(try one.head(of: trunk.name) == trunk.head)
  }

  @Test func `a fork is recognised by who reads the longer branch`() async throws {
    let share = try Share()
    let (one, other) = try holders()
    await one.push(share)
    await other.pull(share)
    #expect(try other.head(of: trunk.name) == trunk.head)
  }

  @Test func `the proof travels and both sides cut the log at the same place`() async throws {
    let share = try Share()
    let (one, other) = try holders()
    await one.push(share)
    await other.sync(share)
    await one.sync(share)
    #expect(try Standing(of: one.replica) == Standing(of: other.replica))
    #expect(try one.head(of: trunk.name) == trunk.head)
  }

  @Test func `who held neither branch learns of the fork from the proof alone`() async throws {
    let (share, next) = (try Share(), try Share())
    let (one, other) = try holders()
    await one.push(share)
    await other.pull(share)
    await other.push(next)
    let third = try TrialReplica(.national)
    await third.pull(next)
    #expect(try third.head(of: trunk.name) == trunk.head)
    #expect(try third.replica.logs().first { $0.name == trunk.name }?.fork == 4)
  }

  @Test func `a known fork opens no file again`() async throws {
    let share = try Share()
    let (one, other) = try holders()
    await one.push(share)
    await other.sync(share)
    await one.sync(share)
    await other.sync(share)
    #expect(await [one.sync(share), other.sync(share)].map(\.filesOpened) == [0, 0])
  }

  @Test func `a known fork is written once`() async throws {
    let share = try Share()
    let (one, other) = try holders()
    await one.push(share)
    await other.sync(share)
    await one.sync(share)
    let names = try share.names()
    #expect(names.count { $0.contains("/fork-4-") } == 2)
    #expect(await [one.sync(share), other.sync(share)].map(\.sent) == [0, 0])
    #expect(try share.names() == names)
  }

  @Test func `both branches in one folder before anyone knows are recognised in one pull`()
    async throws
  {
    let share = try Share()
    let (one, other) = try holders()
    await one.push(share)
    await other.push(share)
    let third = try TrialReplica(.national)
    await third.pull(share)
    #expect(try third.replica.logs().first { $0.name == trunk.name }?.fork == 4)
  }

  @Test func `the proof of a fork stands in an export`() throws {
    let (one, other) = try holders()
    try one.receive(right.lines)
    let share = try Share()
    let file = share.url.appending(path: "export.jsonl")
    _ = try ChangesetFile.export(one.replica, to: file, for: nil)
    _ = try ChangesetFile.apply(other.replica, from: file, now: .midsummer)
    #expect(try Standing(of: other.replica) == Standing(of: one.replica))
  }
}
