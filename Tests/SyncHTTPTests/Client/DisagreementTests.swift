import StoreFixtures
import SyncCore
import SyncExchange
import SyncStore
import SyncWire
import TestSupport
import Testing

@testable import SyncHTTP

/// Two sides with different Peers: what fits goes on, and what does not has its cause named.
@Suite struct DisagreementTests {
  @Test func `an author that is unknown there is named, and everything else goes on`()
    async throws
  {
    let national = try TrialReplica(.national, rights: TrialParties().without(.skane).rights)
    let region = try TrialReplica(.vgr)
    let neighbour = try TrialReplica(.skane)
    try neighbour.writeNotes(3)
    try region.writeNotes(2)
    try carry(from: neighbour.replica, to: region.replica)
    try await serving(national.replica) { address in
      let report = try await region.run(.sync, at: address)
      #expect(report.error == nil && report.sent == 2, "\(report.summary)")
      #expect(report.problems.count == 1, "\(report.problems)")
      let problem = report.problems.first ?? ""
      #expect(problem.contains("Peers differ"))
      #expect(problem.contains("12-skane in region/14"))
      #expect(problem.contains("Peers there does not allow"))
      #expect(try national.replica.quarantine() == [])
    }
  }

  @Test func `an author that is unknown here is named, and one changeset is kept as evidence`()
    async throws
  {
    let national = try TrialReplica(.national)
    let neighbour = try TrialReplica(.skane)
    let region = try TrialReplica(.vgr, rights: TrialParties().without(.skane).rights)
    try neighbour.writeNotes(5)
    try carry(from: neighbour.replica, to: national.replica)
    try await serving(national.replica) { address in
      for _ in 0..<2 {
        let report = try await region.run(.sync, at: address)
        #expect(report.error == nil, "\(report.summary)")
        #expect((report.received, report.quarantined) == (1, 1))
        let problem = report.problems.first ?? ""
        #expect(problem.contains("12-skane in region/14"), "\(report.problems)")
        #expect(problem.contains("whose author Peers here does not name"))
      }
      #expect(try region.replica.quarantine().count == 1)
    }
  }

  @Test func `a pin on one side is named on either side`() async throws {
    let neighbour = try TrialReplica(.skane)
    try neighbour.writeNotes(5)
    let log = LogName(.vgr, .skane)
    let hash = try #require(try neighbour.replica.headerHash(at: 2, of: log))
    let pinned = TrialParties().pinning(log, at: Head(sequence: 2, hash: hash)).rights
    for pinnedHere in [true, false] {
      let national = try TrialReplica(
        .national, rights: pinnedHere ? TrialParties().rights : pinned)
      let region = try TrialReplica(.vgr, rights: pinnedHere ? pinned : TrialParties().rights)
      try carry(from: neighbour.replica, to: (pinnedHere ? national : region).replica)
      try await serving(national.replica) { address in
        let report = try await region.run(.sync, at: address)
        #expect(report.error == nil && report.quarantined == 0, "\(report.summary)")
        let problem = report.problems.first ?? ""
        #expect(problem.contains("12-skane in region/14"), "\(report.summary)")
        #expect(problem.contains("Peers \(pinnedHere ? "here" : "there") ends at 2"))
        let receiver = pinnedHere ? region : national
        #expect(try receiver.replica.heads()[log]?.sequence == 2)
      }
    }
  }

  @Test func `different Peers under which everything fits are nobody's problem`() async throws {
    let national = try TrialReplica(.national, rights: TrialParties().without(.kalmar).rights)
    let region = try TrialReplica(.vgr)
    try region.writeNotes(2)
    try await serving(national.replica) { address in
      let report = try await region.run(.sync, at: address)
      #expect(report.error == nil && report.problems == [], "\(report.summary)")
    }
  }

  @Test func `what the peer refuses is counted and told by reason`() async throws {
    let national = try TrialReplica(.national)
    var parties = TrialParties()
    parties.writes[.skane] = [.named("region/12"), .vgr, .named("region/08")]
    let region = try TrialReplica(.vgr, rights: parties.rights)
    let neighbour = try TrialReplica(.skane, rights: parties.rights)
    try neighbour.writeNotes(2, in: .named("region/08"), of: .named("implementation/08-kol-1"))
    try region.writeNotes(1)
    try carry(from: neighbour.replica, to: region.replica)
    try await serving(national.replica) { address in
      let report = try await region.run(.sync, at: address)
      #expect(report.error == nil && report.sent == 1, "\(report.summary)")
      #expect(report.problems.contains { $0.contains("12-skane in region/08") })
    }
  }
}
