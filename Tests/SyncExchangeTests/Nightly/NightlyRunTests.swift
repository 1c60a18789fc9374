import Foundation
import StoreFixtures
import SyncCore
import SyncStore
import TestSupport
import Testing

@testable import SyncExchange

/// Nights with fake peers: order, retries, limits, and what one peer's trouble means to others.
struct NightlyRunTests {
  @Test func `one peer's trouble stops nobody else, in whatever order`() async throws {
    let night = FakeNight(["a": [.fail(.certificateInvalid)], "b": [.bring(2)], "c": [.bring(1)]])
    let peers = try await night.run(at: TrialReplica())
    #expect(peers.map(\.name) == ["a", "b", "c"])
    #expect(peers.map(\.report.received) == [0, 2, 1])
    #expect(peers.map(\.report.error?.code) == [.certificateInvalid, nil, nil])
  }

  @Test(arguments: [
    ExchangeError.Code.peerUnreachable, .peerBusy, .timeLimit, .folderMissing, .folderUnreadable,
  ])
  func `trouble that may pass is tried again after the others`(code: ExchangeError.Code)
    async throws
  {
    let night = FakeNight(["a": [.fail(code), .fail(code), .bring(3)], "b": [.bring(1)]])
    let peers = try await night.run(at: TrialReplica())
    #expect(night.course.turns.prefix(4) == ["a", "b", "a", "a"])
    #expect(night.course.pauses == [.seconds(30), .seconds(60)])
    #expect(peers[0].attempts == 3)
    #expect(peers[0].report.error == nil)
    #expect(peers[0].report.received == 3)
  }

  @Test(arguments: [
    ExchangeError.Code.certificateInvalid, .requestRefused, .peerNotUnderstood, .folderReadOnly,
    .unsupportedAddress, .changesetTooLargeForPeer,
  ])
  func `trouble that stays is tried once`(code: ExchangeError.Code) async throws {
    let night = FakeNight(["a": [.fail(code)]])
    let peers = try await night.run(at: TrialReplica())
    #expect(peers[0].attempts == 1)
    #expect(night.course.pauses.isEmpty)
  }

  @Test func `a peer that stays away is given up with the budget`() async throws {
    let night = FakeNight(["a": [.fail(.peerUnreachable)]])
    let peers = try await night.run(at: TrialReplica(), budget: .seconds(120))
    #expect(peers[0].attempts == 3)
    #expect(peers[0].report.error?.code == .peerUnreachable)
    #expect(night.course.elapsed <= .seconds(120))
  }

  @Test func `what all attempts brought is added up`() async throws {
    var peer = NightlyPeer(Destination(name: "a", place: .folder(.temporaryDirectory), parties: []))
    var first = ExchangeReport(peer: "a")
    first.received = 2
    first.merged = 1
    first.fail(ExchangeError(.peerUnreachable, "Cut.", hint: ""))
    var second = ExchangeReport(peer: "a")
    second.received = 5
    second.sent = 1
    peer.add(first)
    peer.add(second)
    #expect(peer.report.received == 7 && peer.report.merged == 1 && peer.report.sent == 1)
    #expect(peer.report.error == nil)
  }

  @Test func `a peer that does not answer is cut off, and the others have their turn`() async throws
  {
    let night = FakeNight(["a": [.hang], "b": [.bring(1)]])
    let peers = try await night.run(at: TrialReplica(), budget: .zero)
    #expect(peers[0].report.error?.code == .timeLimit)
    #expect(peers[1].report.received == 1)
  }

  @Test func `a peer that blocks its thread is left behind, and the others have their turn`()
    async throws
  {
    let night = FakeNight(["a": [.block], "b": [.bring(1)]])
    let peers = try await night.run(at: TrialReplica(), budget: .zero)
    #expect(peers[0].report.error?.code == .timeLimit)
    #expect(peers[1].report.received == 1)
    night.finish()
  }

  @Test func `nobody's turn is longer than its share of the budget`() async throws {
    let night = FakeNight(
      ["a": [.bring(0)], "b": [.bring(0)], "c": [.bring(0)]], turnLength: .seconds(300))
    _ = try await night.run(at: TrialReplica(), budget: .seconds(1_200))
    #expect(night.course.limits.prefix(3) == [.seconds(400), .seconds(450), .seconds(600)])
  }

  @Test func `a run that is stopped tells what was done and what was not`() async throws {
    let night = FakeNight(["a": [.bring(4)], "b": [.wait], "c": [.bring(1)]])
    let trial = try TrialReplica()
    let running = Task { try await night.run(at: trial) }
    while night.course.turns.count < 2 { try await Task.sleep(for: .milliseconds(1)) }
    running.cancel()
    let peers = try await running.value
    #expect(peers.map(\.report.received) == [4, 0, 0])
    #expect(peers.map(\.report.error?.code) == [nil, .timeLimit, .timeLimit])
    #expect(peers[2].report.error?.message.contains("stopped before") == true)
  }

  @Test func `folders and fake servers have their turns in one night`() async throws {
    let share = try Share()
    let night = FakeNight(["a": [.fail(.certificateInvalid)]])
    let trial = try TrialReplica()
    try trial.writeNotes(2)
    let peers = await NightlyRun(
      night.exchange(at: trial), with: night.destinations + [share.destination],
      budget: .seconds(60), time: night.time
    ).run()
    #expect(peers[1].report.sent == 2 && peers[1].report.error == nil)
    #expect(peers[1].proof.code == "unsupported")
    #expect(try trial.replica.holdings()["share"]?.sequences == [LogName(.vgr, .vgr): 2])
  }
}
