import Foundation
import Logging
import StoreFixtures
import SyncCore
import SyncStore
import TestSupport
import Testing

@testable import SyncExchange

struct ConsolidationTests {
  /// A folder with a file per changeset.
  private func pushed(_ count: Int, to share: Share) async throws -> TrialReplica {
    let vgr = try TrialReplica(.vgr)
    for _ in 0..<count {
      try vgr.writeNotes(1)
      await vgr.push(share)
    }
    return vgr
  }

  private func stretches(_ share: Share) throws -> [ClosedRange<Int64>] {
    try share.names().compactMap { FolderName(path: $0)?.range }
      .sorted { $0.lowerBound < $1.lowerBound }
  }

  @Test func `a push that finds more than sixteen small files makes them one`() async throws {
    let share = try Share()
    let vgr = try await pushed(17, to: share)
    #expect(try share.names().count == 17)
    try vgr.writeNotes(1)
    await vgr.push(share)
    #expect(try stretches(share) == [1...17, 18...18])
  }

  @Test func `files stay few however often an author pushes`() async throws {
    let share = try Share()
    let vgr = try await pushed(60, to: share)
    #expect(try share.names().count <= FolderPlan.smallFilesLimit + 1)
    let kalmar = try TrialReplica(.kalmar)
    await kalmar.pull(share)
    #expect(try Standing(of: kalmar.replica) == Standing(of: vgr.replica))
  }

  @Test func `who relays another author's files leaves them as they are`() async throws {
    let share = try Share()
    let log = try SignedLog(.kalmar, count: 30)
    for sequence in Int64(1)...30 { try share.put(log, sequence...sequence) }
    try await TrialReplica(.vgr).sync(share)
    #expect(try share.names().count == 30)
  }

  @Test func `a crash between writing the one file and removing the small ones does no harm`()
    async throws
  {
    let share = try Share()
    let vgr = try await pushed(16, to: share)
    let small = try share.names().map { (name: $0, bytes: try share.bytes(of: $0)) }
    try vgr.writeNotes(1)
    await vgr.push(share)
    for file in small { try share.put(file.bytes, at: file.name) }
    let kalmar = try TrialReplica(.kalmar)
    await kalmar.pull(share)
    #expect(try Standing(of: kalmar.replica) == Standing(of: vgr.replica))
    #expect(await vgr.push(share).error == nil)
    #expect(try stretches(share) == [1...17])
  }

  @Test func `where the one file cannot be written the small ones stay`() async throws {
    let share = try Share()
    let vgr = try await pushed(17, to: share)
    let small = try share.names()
    let log = LogName(.vgr, .vgr)
    let head = try #require(try vgr.head(of: log))
    let one = FolderName(
      log: log, content: .changesets(1...17), mark: head.hash.mark,
      isPacked: true)
    // A folder of that name cannot be replaced by a file.
    try share.put([1], at: one.path + "/in the way")
    #expect(await vgr.push(share).error?.code == .fileNotWritten)
    #expect(try Set(share.names()).isSuperset(of: small))
    #expect(try share.names().allSatisfy { !$0.contains(".syncd-tmp") })
  }

  @Test func `who listed the small files before they went reads the one file`() async throws {
    let share = try Share()
    let vgr = try TrialReplica(.vgr)
    let log = try SignedLog(count: 3)
    for sequence in Int64(1)...3 { try share.put(log, sequence...sequence) }
    let small = try share.names().map { share.url.appending(path: $0) }
    let (one, lines) = (share.url.appending(path: log.fileName(1...3)), joined(log.lines))
    // Once the first file is read, the author's own merge comes in between.
    let exchange = Exchange(
      replica: vgr.replica, logger: Logger(label: "test"), now: { .midsummer },
      progress: { progress in
        guard progress.step == .receiving, progress.remaining == .files(2) else { return }
        try? Data(lines).write(to: one)
        for file in small { try? FileManager.default.removeItem(at: file) }
      }, connect: { _, destination, _ in NoServer(name: destination.name) })
    let report = await exchange.pull(share.destination)
    #expect(report.error == nil && report.problems.isEmpty)
    #expect(try vgr.head(of: log.name) == log.head)
  }
}
