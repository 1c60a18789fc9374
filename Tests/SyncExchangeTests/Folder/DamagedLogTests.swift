import Foundation
import StoreFixtures
import SyncCore
import SyncStore
import TestSupport
import Testing

@testable import SyncExchange

/// A log of which a stored line is damaged here stops at most itself, whatever carries it.
struct DamagedLogTests {
  private let share: Share
  private let vgr: TrialReplica
  private let damaged: SignedLog
  private static let own = LogName(.vgr, .vgr)

  /// The damaged log comes before the own one in the order of names, and one more comes after it.
  init() throws {
    share = try Share()
    vgr = try TrialReplica(.vgr)
    damaged = try SignedLog(.kalmar, count: 3)
    try vgr.receive(damaged.lines + SignedLog(.skane, count: 1).lines)
    try vgr.writeNotes(1)
    try vgr.damage(2)
  }

  /// What somebody gets: all but what lies from the damage on.
  private func expectRest(_ report: ExchangeReport, at trial: TrialReplica) throws {
    #expect(report.error == nil && report.merged == 3)
    #expect(try trial.head(of: damaged.name) == damaged.head(at: 1))
    #expect(try trial.head(of: Self.own)?.sequence == 1)
    #expect(try trial.head(of: LogName(.vgr, .skane))?.sequence == 1)
  }

  @Test func `a push into a folder writes what is whole and names the damage`() async throws {
    let report = await vgr.push(share)
    #expect(report.error?.codeText == "database_damaged" && report.needsPerson)
    #expect(report.error?.message.contains("Changeset 2") == true)
    #expect(report.sent == 3)
    let skane = try TrialReplica(.skane)
    try expectRest(await skane.pull(share), at: skane)
  }

  @Test func `after a repair the folder gives back what was damaged`() async throws {
    try share.put(damaged, 1...3)
    let replica = try Replica.open(
      vgr.folder, schema: vgr.replica.schema, rights: vgr.replica.rights, isForRepair: true)
    #expect(try replica.repair(at: .midsummer).left == [])
    let report = await vgr.sync(share)
    #expect(report.error == nil)
    #expect(try vgr.head(of: damaged.name) == damaged.head && vgr.replica.verify() == [])
  }

  @Test func `an export holds what is whole and names the damage`() throws {
    let file = share.url.appending(path: "export.jsonl")
    #expect {
      try ChangesetFile.export(vgr.replica, to: file, for: nil)
    } throws: {
      ($0 as? StoreError)?.code == .databaseDamaged
    }
    let skane = try TrialReplica(.skane)
    let applied = try ChangesetFile.apply(skane.replica, from: file, now: .midsummer)
    try expectRest(applied.report, at: skane)
  }
}
