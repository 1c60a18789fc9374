import Foundation
import StoreFixtures
import SyncCore
import SyncStore
import TestSupport
import Testing

@testable import SyncExchange

struct FolderTroubleTests {
  private func missing() throws -> Destination {
    let share = try Share()
    return Destination(
      name: "14", place: .folder(share.url.appending(path: "not mounted")), parties: [])
  }

  @Test func `a folder that is not there is an error in the report`() async throws {
    let report = try await TrialReplica(.vgr).exchange().sync(missing())
    #expect(report.error?.code == .folderMissing && report.needsPerson)
  }

  @Test func `a folder that is not there is not made`() async throws {
    let destination = try missing()
    _ = try await TrialReplica(.vgr).exchange().sync(destination)
    #expect(!FileManager.default.fileExists(atPath: try #require(destination.folder).path))
  }

  @Test func `the failure is noted for the peer`() async throws {
    let vgr = try TrialReplica(.vgr)
    _ = await vgr.exchange().pull(try missing())
    let noted = try vgr.replica.exchanges().first
    #expect(noted?.peer == "14" && noted?.failed == .midsummer && noted?.failure != nil)
  }

  @Test func `where a file stands in the way nothing is lost and the next push goes on`()
    async throws
  {
    let share = try Share()
    let (vgr, kalmar) = (try TrialReplica(.vgr), try TrialReplica(.kalmar))
    try vgr.writeNotes(1)
    try share.put([1], at: "region")
    let report = await vgr.push(share)
    #expect(report.error?.code == .fileNotWritten && report.sent == 0)
    try share.remove("region")
    await vgr.push(share)
    await kalmar.pull(share)
    #expect(try kalmar.replica.heads() == vgr.replica.heads())
  }

  @Test(
    arguments: [
      (ENOSPC, ExchangeError.Code.folderFull), (EDQUOT, .folderFull), (EROFS, .folderReadOnly),
      (EACCES, .folderReadOnly), (EIO, .fileNotWritten),
    ])
  func `the system's answer to a write becomes a code of ours`(
    number: Int32, code: ExchangeError.Code
  ) throws {
    errno = number
    let failure = SystemFailure("write")
    let name = try #require(FolderName(path: "a/b/1-2-00000000.jsonl"))
    let folder = SharedFolder(URL(filePath: "/mnt/share"))
    #expect(folder.notWritten(name, failure).code == code)
  }

  @Test func `a read-only folder with nothing to write is no error`() async throws {
    let share = try Share()
    let vgr = try TrialReplica(.vgr)
    try vgr.writeNotes(1)
    await vgr.push(share)
    let folder = share.url.path
    chmod(folder, 0o500)
    defer { chmod(folder, 0o700) }
    #expect(await vgr.sync(share).error == nil)
  }

  @Test func `a failure of the replica keeps its own code`() {
    let error = ExchangeError(wrapping: StoreError(.diskFull, "Full.", hint: "Free some."))
    #expect(error.codeText == "disk_full" && error.message == "Full." && error.hint == "Free some.")
  }

  @Test func `only so many problems are listed`() {
    var report = ExchangeReport(peer: "14")
    for number in 0..<500 { report.note("Problem \(number).") }
    #expect(report.problems.count == ExchangeReport.problemsLimit + 1)
  }

  @Test func `the first failure is the one that is reported`() {
    var report = ExchangeReport(peer: "14")
    report.fail(ExchangeError(.folderFull, "Full.", hint: ""))
    report.fail(ExchangeError(.folderMissing, "Gone.", hint: ""))
    #expect(report.error?.code == .folderFull)
  }
}
