import Foundation
import StoreFixtures
import SyncCore
import SyncStore
import TestSupport
import Testing

@testable import SyncExchange

struct ForeignFileTests {
  private let log: SignedLog
  private let share: Share
  private let vgr: TrialReplica

  init() throws {
    log = try SignedLog(count: 5)
    share = try Share()
    vgr = try TrialReplica(.vgr)
  }

  @Test(arguments: [
    ".DS_Store", "Thumbs.db", "~$protokoll.docx", "region/14/08-kalmar/.DS_Store",
    "region/14/08-kalmar/1-5-abcdef01 (kopia).jsonl", "Mötesanteckningar/2026/protokoll.docx",
    "region/14/08-kalmar/1-5-abcdef01.jsonl/inside", "readme.txt", "region/14/08-kalmar.jsonl",
  ])
  func `a foreign file does no harm and is not opened`(name: String) async throws {
    try share.put(Array("not ours\n".utf8), at: name)
    try share.put(log, 1...5)
    let report = await vgr.pull(share)
    #expect(report.filesOpened == 1 && report.error == nil && report.problems.isEmpty)
    #expect(try vgr.head(of: log.name) == log.head)
  }

  @Test func `a file of changesets under a foreign name is not opened`() async throws {
    try share.put(joined(log.lines), at: "region/14/08-kalmar/1-5-abcdef01 (kopia).jsonl")
    #expect(await vgr.pull(share).filesOpened == 0)
  }

  @Test func `a document under a name of ours does not fill the quarantine`() async throws {
    let page = Array("%PDF-1.7 endobj\n".utf8)
    try share.put(Array(repeatElement(page, count: 500).joined()), at: log.fileName(1...5))
    let report = await vgr.pull(share)
    #expect(report.problems.count == 1 && report.error == nil)
    #expect(try vgr.replica.quarantine().isEmpty)
  }

  @Test func `a document under a name of ours is opened once`() async throws {
    try share.put(Array("Hej\nHej\n".utf8), at: log.fileName(1...5))
    #expect(await [vgr.pull(share), vgr.pull(share)].map(\.filesOpened) == [1, 0])
  }

  @Test func `a file whose name does not fit what it holds is taken for what it holds`()
    async throws
  {
    try share.put(joined(log.lines), at: "region/12/12-skane/7-9-abcdef01.jsonl")
    await vgr.pull(share)
    #expect(try vgr.head(of: log.name) == log.head)
  }

  @Test func `a renamed file is opened once`() async throws {
    try share.put(joined(log.lines), at: "region/12/12-skane/7-9-abcdef01.jsonl")
    #expect(await [vgr.pull(share), vgr.pull(share)].map(\.filesOpened) == [1, 0])
  }

  @Test func `a duplicate of known changesets is opened once`() async throws {
    try share.put(log, 1...5)
    await vgr.pull(share)
    try share.put(joined(log.lines), at: "region/14/08-kalmar/1-5-abcdef01.jsonl")
    let reports = await [vgr.pull(share), vgr.pull(share)]
    #expect(reports.map(\.filesOpened) == [1, 0] && reports.map(\.known) == [5, 0])
  }

  @Test func `a link is not followed, be it to a file or a folder`() async throws {
    let outside = try Share()
    let name = try outside.put(log, 1...5)
    try share.put([], at: "region/14/08-kalmar/.keep")
    let files = FileManager.default
    try files.createSymbolicLink(
      at: share.url.appending(path: name), withDestinationURL: outside.url.appending(path: name))
    try files.createSymbolicLink(
      at: share.url.appending(path: "national"), withDestinationURL: outside.url)
    let report = await vgr.pull(share)
    #expect(report.filesOpened == 0 && report.error == nil)
  }

  @Test func `a push does not follow a link out of the folder`() async throws {
    let outside = try Share()
    try vgr.writeNotes(1)
    try FileManager.default.createSymbolicLink(
      at: share.url.appending(path: "region"), withDestinationURL: outside.url)
    #expect(await vgr.push(share).error != nil)
    #expect(try outside.names() == [])
  }

  @Test func `the shared folder itself may be reached through a link`() async throws {
    try share.put(log, 1...5)
    let link = try Share().url.appending(path: "länk")
    try FileManager.default.createDirectory(
      at: link.deletingLastPathComponent(), withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(at: link, withDestinationURL: share.url)
    let report = await vgr.exchange().pull(try Destination.parse(link.path, rights: .none))
    #expect(report.merged == 5)
  }

  @Test func `a pipe under a name of ours is not opened`() async throws {
    let name = log.fileName(1...5)
    try share.put([], at: "region/14/08-kalmar/.keep")
    #expect(mkfifo(share.url.appending(path: name).path, 0o600) == 0)
    #expect(await vgr.pull(share).filesOpened == 0)
  }
}
