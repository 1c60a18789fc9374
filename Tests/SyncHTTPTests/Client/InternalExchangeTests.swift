import StoreFixtures
import SyncCore
import SyncExchange
import SyncStore
import SyncWire
import TestSupport
import Testing

@testable import SyncHTTP

/// `region/NN/internal` goes between replicas of party NN and nowhere else.
@Suite struct InternalExchangeTests {
  private let secret = Scope.named("region/14/internal")
  private let office: Author = .named("14-skovde")

  /// Peers in which a second office writes for party 14.
  private var rights: Rights {
    let parties = TrialParties().rights.parties.map { party in
      guard party.name == "14" else { return party }
      let second = Registration(
        author: office, key: SigningKey.trial(office).publicKey, writes: [.vgr])
      return Party(
        name: party.name, title: party.title, healthcareRegion: nil,
        authors: party.authors + [second], receives: party.receives, endpoints: [:])
    }
    do {
      return try Rights(parties)
    } catch {
      preconditionFailure("\(error)")
    }
  }

  @Test func `replicas of one party exchange their internal scope`() async throws {
    let here = try TrialReplica(.vgr, rights: rights)
    let there = try TrialReplica(office, rights: rights)
    try here.writeNotes(2, in: secret)
    try there.writeNotes(3, in: secret)
    try await serving(there.replica) { address in
      let report = try await here.run(.sync, "14", at: address)
      #expect((report.sent, report.received, report.error?.code) == (2, 3, nil))
      #expect(try Standing(of: here.replica) == Standing(of: there.replica))
    }
  }

  @Test func `another party neither gets nor sees it`() async throws {
    let here = try TrialReplica(.vgr, rights: rights)
    let national = try TrialReplica(.national, rights: rights)
    try here.writeNotes(2, in: secret)
    try await servingSpoiled(national.replica) { proxy in
      let report = try await here.run(.sync, at: proxy.address)
      #expect((report.sent, report.error?.code) == (0, nil), "\(report.summary)")
      #expect(proxy.traffic.requests == 1, "the two hold the same of what both may have")
      #expect(try national.replica.heads().isEmpty)
    }
  }
}
