import StoreFixtures
import SyncCore
import SyncExchange
import SyncStore
import Synchronization
import TestSupport
import Testing

@testable import SyncHTTP

@Suite struct RoundTripTests {
  @Test func `a sync leaves both sides with the same heads and the same digest`() async throws {
    let national = try TrialReplica(.national)
    let region = try TrialReplica(.vgr)
    try national.writeNotes(7, in: .named("national/register"))
    try region.writeNotes(5)
    try await serving(national.replica) { address in
      let report = try await region.run(.sync, at: address)
      #expect(report.error == nil, "\(report.summary)")
      #expect((report.received, report.merged, report.sent) == (7, 7, 5))
      #expect(report.problems == [])
      #expect(try Standing(of: region.replica) == Standing(of: national.replica))
      #expect(try region.replica.verify() == [])
      #expect(try national.replica.verify() == [])
      let (theirs, ours) = (
        try await region.replica.proof(at: address), try region.replica.stateProof { _ in true }
      )
      #expect(theirs?.verdict(against: ours) == .equal)
    }
  }

  @Test func `a sync with nothing new is one small request`() async throws {
    let national = try TrialReplica(.national)
    let region = try TrialReplica(.vgr)
    try region.writeNotes(30)
    try await servingSpoiled(national.replica) { proxy in
      try await region.run(.sync, at: proxy.address)
      for direction in [Exchange.Direction.sync, .pull, .push] {
        proxy.reset()
        let report = try await region.run(direction, at: proxy.address)
        #expect(report.error == nil, "\(report.summary)")
        #expect((report.received, report.sent) == (0, 0))
        #expect(proxy.traffic.requests == 1)
        #expect(proxy.traffic.bytes < 2_048, "\(proxy.traffic)")
      }
    }
  }

  @Test func `changesets of a third party are relayed both ways`() async throws {
    let national = try TrialReplica(.national)
    let region = try TrialReplica(.vgr)
    let neighbour = try TrialReplica(.skane)
    try neighbour.writeNotes(4)
    try carry(from: neighbour.replica, to: region.replica)
    try await serving(national.replica) { address in
      let pushed = try await region.run(.push, at: address)
      #expect((pushed.sent, pushed.received, pushed.error?.code) == (4, 0, nil))
      let kalmar = try TrialReplica(.kalmar)
      let pulled = try await kalmar.run(.pull, at: address)
      #expect((pulled.merged, pulled.sent, pulled.error?.code) == (4, 0, nil))
      #expect(try Standing(of: kalmar.replica) == Standing(of: neighbour.replica))
    }
  }

  @Test func `what was sent twice is known the second time`() async throws {
    let national = try TrialReplica(.national)
    let region = try TrialReplica(.vgr)
    let other = try TrialReplica(.kalmar)
    try region.writeNotes(6)
    try carry(from: region.replica, to: other.replica)
    try await serving(national.replica) { address in
      let pair = (region.replica, other.replica)
      async let one = pair.0.run(.push, at: address)
      async let two = pair.1.run(.push, at: address)
      let reports = try await [one, two]
      #expect(reports.compactMap(\.error).isEmpty, "\(reports.map(\.summary))")
      #expect(reports.allSatisfy { $0.problems.isEmpty && [0, 6].contains($0.sent) })
      #expect(try Standing(of: national.replica) == Standing(of: region.replica))
      #expect(try national.replica.quarantine() == [])
    }
  }

  @Test func `a push of many changesets goes in batches, and progress tells how far it is`()
    async throws
  {
    let national = try TrialReplica(.national)
    let region = try TrialReplica(.vgr)
    try region.writeNotes(25)
    var settings = ClientSettings.quick
    settings.batch = BatchLimit(bytes: 8 * 1_048_576, changesets: 10)
    let steps = Mutex<[ExchangeProgress]>([])
    try await servingSpoiled(national.replica) { proxy in
      let report = try await region.replica.run(
        .push, at: proxy.address, settings: settings,
        progress: { step in
          steps.withLock { $0.append(step) }
        })
      #expect(report.sent == 25, "\(report.summary)")
      #expect(proxy.traffic.requests == 5)
      let seen = steps.withLock { $0 }
      #expect(seen.map(\.changesets) == [10, 20, 25])
      #expect(seen.map(\.remaining) == [.changesets(15), .changesets(5), .changesets(0)])
      #expect(seen.map(\.bytes) == seen.map(\.bytes).sorted() && (seen.first?.bytes ?? 0) > 0)
    }
  }

  @Test func `what the peer was seen to hold is kept`() async throws {
    let national = try TrialReplica(.national)
    let region = try TrialReplica(.vgr)
    try region.writeNotes(3)
    try national.writeNotes(2, in: .named("national/register"))
    try await serving(national.replica) { address in
      try await region.run(.sync, at: address)
      let held = try region.replica.holdings()["national"]?.sequences
      #expect(
        held == [
          LogName(.vgr, .vgr): 3, LogName(.named("national/register"), .national): 2,
        ])
    }
  }

  @Test func `a clock that is a year off changes nothing`() async throws {
    let national = try TrialReplica(.national)
    let region = try TrialReplica(.vgr)
    try region.writeNotes(3)
    try await serving(national.replica) { address in
      let report = try await region.run(
        .sync, at: address, now: .midsummer.adding(seconds: 366 * 86_400))
      #expect(report.error == nil, "\(report.summary)")
      #expect(try Standing(of: region.replica) == Standing(of: national.replica))
    }
  }

  @Test func `an address alone is enough where its party is in Peers`() async throws {
    let national = try TrialReplica(.national)
    let region = try TrialReplica(.vgr)
    try region.writeNotes(2)
    try await serving(national.replica) { address in
      let report = try await region.run(.sync, "", at: address)
      #expect((report.sent, report.error?.code) == (2, nil), "\(report.summary)")
    }
  }
}
