import Foundation
import StoreFixtures
import SyncCore
import SyncStore
import SyncWire
import TestSupport
import Testing

@testable import SyncExchange

/// What an erasure does to files that lie in a shared folder already.
struct ErasedFileTests {
  private static let secret = "Fru Andersson i Åmål"

  private func holdsSecret(_ share: Share) throws -> Bool {
    try share.names().contains { name in
      var text: [UInt8] = []
      _ = try FileAccess.reading(share.url.appending(path: name).path, followsLinks: false) {
        try ChangesetLines.read($0, stopsAtZero: true) { line in
          if case .line(let bytes, _) = line { text += bytes }
        }
      }
      return Data(text).range(of: Data(Self.secret.utf8)) != nil
    }
  }

  private func erase(_ trial: TrialReplica) throws {
    _ = try trial.replica.erase(
      .note, of: .kol, Occasion(person: nil, message: "Begäran", time: .midsummer))
  }

  @Test(arguments: [1, 300])
  func `an own file is written anew under its name, packed or not`(_ repeats: Int) async throws {
    let share = try Share()
    let vgr = try TrialReplica(.vgr)
    let other = (0..<repeats).map { "text \($0)" }.joined()
    try vgr.write(.put(.note, .string(Self.secret)))
    try vgr.write(.put(.contact, .string(other)))
    await vgr.push(share)
    let names = try share.names()
    #expect(try holdsSecret(share))
    try erase(vgr)
    let report = await vgr.push(share)
    #expect(report.error == nil && report.problems.isEmpty)
    #expect(try !holdsSecret(share))
    #expect(try Set(names).isSubset(of: share.names()) && share.names().count == names.count + 1)
    let kalmar = try TrialReplica(.kalmar)
    await kalmar.pull(share)
    #expect(try Standing(of: kalmar.replica) == Standing(of: vgr.replica))
  }

  @Test func `a file is written anew once, and again where somebody puts the old one back`()
    async throws
  {
    let share = try Share()
    let vgr = try TrialReplica(.vgr)
    try vgr.write(.put(.note, .string(Self.secret)))
    await vgr.push(share)
    let name = try #require(try share.names().first)
    let old = try share.bytes(of: name)
    try erase(vgr)
    await vgr.push(share)
    let date = Date(timeIntervalSince1970: 1_000_000)
    try share.setModified(date, of: name)
    await vgr.push(share)
    await vgr.push(share)
    let status = FileAccess.status(of: share.url.appending(path: name).path)
    #expect(status?.modified == 1_000_000_000_000_000)
    try share.put(old, at: name)
    await vgr.push(share)
    #expect(try !holdsSecret(share))
  }

  @Test func `an own file that reaches behind a fork is written anew as well`() async throws {
    let share = try Share()
    let left = try TrialReplica(.vgr)
    try left.write(.put(.note, .string(Self.secret)))
    let right = try TrialReplica(cloneOf: left)
    try left.write(.put(.contact, "left"))
    await left.push(share)
    try right.write(.put(.contact, "right"))
    try erase(right)
    #expect(try settle([left.replica, right.replica]))
    #expect(try left.replica.heads()[LogName(.vgr, .vgr)]?.sequence == 1)
    #expect(try holdsSecret(share))
    let report = await left.push(share)
    #expect(report.error == nil && report.problems.isEmpty)
    #expect(try !holdsSecret(share))
    let kalmar = try TrialReplica(.kalmar)
    await kalmar.pull(share)
    #expect(try Standing(of: kalmar.replica) == Standing(of: left.replica))
  }

  @Test func `a file that is too large to be written anew stays, and what to do is said`()
    async throws
  {
    let share = try Share()
    let vgr = try TrialReplica(.vgr)
    try vgr.write(.put(.note, .string(Self.secret)))
    await vgr.push(share)
    let name = try #require(try share.names().first)
    let before = try share.bytes(of: name)
    try erase(vgr)
    let folder = SharedFolder(share.url)
    let files = ErasedFiles(exchange: vgr.exchange(), folder: folder, limitBytes: 100)
    let problems = try files.rewrite(folder.list().entries)
    #expect(problems.count == 1)
    #expect(problems.allSatisfy { $0.contains(name) && $0.contains("stays as it was") })
    #expect(problems.allSatisfy { $0.contains("Remove the file") })
    #expect(try share.bytes(of: name) == before)
  }

  @Test func `another author's file is left to its author`() async throws {
    let share = try Share()
    let (vgr, kalmar) = (try TrialReplica(.vgr), try TrialReplica(.kalmar))
    try kalmar.write(.put(.note, .string(Self.secret)))
    await kalmar.push(share)
    await vgr.pull(share)
    try erase(vgr)
    await vgr.push(share)
    #expect(try holdsSecret(share))
    await kalmar.sync(share)
    #expect(try !holdsSecret(share))
    let skane = try TrialReplica(.skane)
    await skane.pull(share)
    #expect(try Standing(of: skane.replica) == Standing(of: vgr.replica))
  }
}
