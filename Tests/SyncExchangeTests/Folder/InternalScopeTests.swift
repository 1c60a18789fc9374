import Foundation
import StoreFixtures
import SyncCore
import SyncStore
import TestSupport
import Testing

@testable import SyncExchange

struct InternalScopeTests {
  private static let inside: Scope = .named("region/14/internal")
  private let share: Share
  private let vgr: TrialReplica

  init() throws {
    share = try Share()
    vgr = try TrialReplica(.vgr)
    try vgr.writeNotes(1)
    try vgr.writeNotes(1, in: Self.inside)
  }

  private var party: Party {
    get throws { try #require(vgr.replica.rights.party(named: "14")) }
  }

  @Test func `internal scopes stay out of a folder`() async throws {
    #expect(await vgr.push(share).sent == 1)
    #expect(try share.names().allSatisfy { !$0.contains("internal") })
  }

  @Test func `internal scopes stay out even of their own party's folder`() async throws {
    let report = await vgr.exchange().push(share.destination(for: try party))
    #expect(report.sent == 1)
  }

  @Test func `internal scopes go to a folder if that is asked for`() async throws {
    #expect(await vgr.exchange(includeInternal: true).push(share.destination).sent == 2)
  }

  @Test func `internal scopes do not go to another party even if that is asked for`() async throws {
    let kalmar = try #require(vgr.replica.rights.party(named: "08"))
    let report = await vgr.exchange(includeInternal: true).push(share.destination(for: kalmar))
    #expect(report.sent == 1)
  }

  @Test func `another party's internal scopes are not read`() async throws {
    _ = await vgr.exchange(includeInternal: true).push(share.destination)
    let kalmar = try TrialReplica(.kalmar)
    let report = await kalmar.exchange(includeInternal: true).pull(share.destination)
    #expect(report.received == 1)
    #expect(try kalmar.replica.heads().keys.map(\.scope) == [.vgr])
  }

  @Test func `another replica of the same party reads them`() async throws {
    _ = await vgr.exchange(includeInternal: true).push(share.destination)
    let office = try TrialReplica(.vgrAgain)
    _ = await office.exchange(includeInternal: true).pull(share.destination)
    #expect(try office.replica.heads() == vgr.replica.heads())
  }

  @Test func `internal scopes in a folder are left alone unless they are asked for`() async throws {
    _ = await vgr.exchange(includeInternal: true).push(share.destination)
    let office = try TrialReplica(.vgrAgain)
    let report = await office.pull(share)
    #expect(report.received == 1 && report.filesOpened == 1)
    #expect(try office.replica.heads().keys.map(\.scope) == [.vgr])
    _ = await office.exchange(includeInternal: true).pull(share.destination)
    #expect(try office.replica.heads() == vgr.replica.heads())
  }

  @Test func `internal scopes stay out of an export`() throws {
    let file = share.url.appending(path: "export.jsonl")
    #expect(try ChangesetFile.export(vgr.replica, to: file, for: nil) == 1)
    #expect(try ChangesetFile.export(vgr.replica, to: file, for: party) == 1)
  }

  @Test func `internal scopes go into an export if that is asked for`() throws {
    let file = share.url.appending(path: "export.jsonl")
    #expect(
      try ChangesetFile.export(vgr.replica, to: file, for: nil, includeInternal: true) == 2)
  }

  @Test func `a party is sent what it receives alone`() async throws {
    let kalmar = Party(
      name: "08", title: "Kalmar", healthcareRegion: nil, authors: [],
      receives: [.named("national")], endpoints: [:])
    #expect(await vgr.exchange().push(share.destination(for: kalmar)).sent == 0)
  }
}
