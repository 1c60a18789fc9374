import Foundation
import StoreFixtures
import SyncCore
import SyncStore
import SyncWire
import TestSupport
import Testing

@testable import SyncExchange

struct RereadingTests {
  @Test func `what an unknown author wrote comes again once Peers knows them`() async throws {
    let share = try Share()
    let log = try SignedLog(.skane, count: 3)
    try share.put(log, 1...3)
    var vgr = try TrialReplica(.vgr, rights: TrialParties().without(.skane).rights)
    #expect(await [vgr.pull(share), vgr.pull(share)].map(\.quarantined) == [3, 0])
    try vgr.reopen(rights: TrialParties().rights)
    await vgr.pull(share)
    #expect(try vgr.head(of: log.name) == log.head)
  }

  @Test func `what lay beyond a pin comes again once the pin is gone`() async throws {
    let share = try Share()
    let log = try SignedLog(count: 3)
    try share.put(log, 1...3)
    var vgr = try TrialReplica(
      .vgr, rights: TrialParties().pinning(log.name, at: log.head(at: 2)).rights)
    #expect(await [vgr.pull(share), vgr.pull(share)].map(\.filesOpened) == [1, 0])
    try vgr.reopen(rights: TrialParties().rights)
    await vgr.pull(share)
    #expect(try vgr.head(of: log.name) == log.head)
  }

  @Test func `a malformed line is refused once and the file is not opened again`() async throws {
    let share = try Share()
    let vgr = try TrialReplica(.vgr)
    let log = try SignedLog(count: 3)
    let lines = [log.line(1), log.line(2), Array("{\"body\":{}}".utf8)]
    try share.put(joined(lines), at: log.fileName(1...3))
    let reports = await [vgr.pull(share), vgr.pull(share)]
    #expect(reports.map(\.quarantined) == [1, 0] && reports.map(\.filesOpened) == [1, 0])
  }

  @Test func `a malformed line stops its own log alone`() async throws {
    let share = try Share()
    let vgr = try TrialReplica(.vgr)
    let (bad, good) = (try SignedLog(count: 3), try SignedLog(.skane, count: 3))
    let lines = [bad.line(1), Array("{\"body\":{}}".utf8), bad.line(3)]
    try share.put(joined(lines), at: bad.fileName(1...3))
    try share.put(good, 1...3)
    let report = await vgr.pull(share)
    #expect(report.quarantined == 1 && report.waiting == 1)
    #expect(try vgr.head(of: good.name) == good.head)
    #expect(try vgr.head(of: bad.name)?.sequence == 1)
  }

  @Test func `behind a malformed line goes on once the true one came from elsewhere`() async throws
  {
    let share = try Share()
    let vgr = try TrialReplica(.vgr)
    let log = try SignedLog(count: 4)
    let lines = [log.line(1), Array("{\"body\":{}}".utf8), log.line(3), log.line(4)]
    try share.put(joined(lines), at: log.fileName(1...4))
    await vgr.pull(share)
    try vgr.receive(log.line(2))
    #expect(try vgr.head(of: log.name) == log.head)
  }

  @Test func `files that wait for a gap are not opened until the gap is filled`() async throws {
    let share = try Share()
    let vgr = try TrialReplica(.vgr)
    let log = try SignedLog(count: 6)
    try share.put(log, 5...6)
    #expect(await [vgr.pull(share), vgr.pull(share)].map(\.filesOpened) == [1, 0])
    try share.put(log, 1...4)
    await vgr.pull(share)
    #expect(try vgr.head(of: log.name) == log.head)
  }

  @Test func `what was dropped for lack of room comes again once its log has grown`() async throws {
    let share = try Share()
    let vgr = try TrialReplica(.vgr)
    let log = try SignedLog(count: 6)
    try share.put(log, 5...6)
    await vgr.pull(share)
    try DatabaseFile(vgr).execute("DELETE FROM waiting")
    try share.put(log, 1...4)
    await vgr.pull(share)
    #expect(try vgr.head(of: log.name) == log.head)
  }

  @Test func `files in any order of arrival merge in one pull`() async throws {
    let share = try Share()
    let vgr = try TrialReplica(.vgr)
    let log = try SignedLog(count: 12)
    for start in stride(from: Int64(10), through: 1, by: -3) {
      try share.put(log, start...start + 2)
    }
    await vgr.pull(share)
    #expect(try vgr.head(of: log.name) == log.head)
  }

  @Test func `where the file that claims most holds least the others are read`() async throws {
    let share = try Share()
    let vgr = try TrialReplica(.vgr)
    let log = try SignedLog(count: 6)
    try share.put(joined([log.line(1)]), at: log.fileName(1...6))
    try share.put(log, 2...4)
    try share.put(log, 5...6)
    await vgr.pull(share)
    #expect(try vgr.head(of: log.name) == log.head)
  }

  @Test func `names that are gone from the folder are forgotten`() async throws {
    let share = try Share()
    let vgr = try TrialReplica(.vgr)
    let log = try SignedLog(count: 6)
    let name = try share.put(log, 5...6)
    await vgr.pull(share)
    let folder = SharedFolder(share.url).path
    #expect(try vgr.replica.filesRead(in: folder).count == 1)
    try share.remove(name)
    await vgr.pull(share)
    #expect(try vgr.replica.filesRead(in: folder).isEmpty)
  }

  @Test func `a pull that ended after a batch goes on where it ended`() async throws {
    let share = try Share()
    let vgr = try TrialReplica(.vgr)
    let log = try SignedLog(count: 5)
    try vgr.receive([log.line(1), log.line(2)])
    try share.put(log, 1...5)
    let report = await vgr.pull(share)
    #expect(report.known == 2 && report.merged == 3)
  }
}
