import Foundation
import StoreFixtures
import SyncCore
import SyncStore
import TestSupport
import Testing

@testable import SyncExchange

/// How far peers lie apart, from what they were seen to hold and what is here now.
struct PeerStandingTests {
  private let own = LogName(.vgr, .vgr)

  private func standing(of name: String, at trial: TrialReplica) throws -> PeerStanding? {
    try PeerStandings(of: trial.replica).peers.first { $0.name == name }
  }

  @Test func `ahead is what was written since, behind what was seen and is not here`() throws {
    let trial = try TrialReplica()
    try trial.writeNotes(5)
    let theirs = [own: Int64(3), LogName(.named("region/08"), .kalmar): 4]
    try trial.replica.note(holdings: theirs, of: "08", at: .midsummer)
    #expect(try standing(of: "08", at: trial)?.distance == Distance(ahead: 2, behind: 4))
    try trial.writeNotes(1, prefix: "new")
    #expect(try standing(of: "08", at: trial)?.distance == Distance(ahead: 3, behind: 4))
  }

  @Test func `internal scopes of another party do not count`() throws {
    let trial = try TrialReplica()
    try trial.writeNotes(2, in: .named("region/14/internal"))
    let theirs = [LogName(.named("region/08/internal"), .kalmar): Int64(4)]
    try trial.replica.note(holdings: theirs, of: "08", at: .midsummer)
    #expect(try standing(of: "08", at: trial)?.distance == Distance(ahead: 0, behind: 0))
  }

  @Test func `what an author has no right to, or wrote behind its end, is not lacking`() throws {
    let log = try SignedLog(.kalmar, count: 3)
    let rights = TrialParties().pinning(log.name, at: log.head(at: 2)).rights
    let trial = try TrialReplica(.vgr, rights: rights)
    let theirs = [log.name: Int64(9), LogName(.named("national/x"), .kalmar): 5]
    try trial.replica.note(holdings: theirs, of: "08", at: .midsummer)
    #expect(try standing(of: "08", at: trial)?.distance?.behind == 2)
  }

  @Test func `a party that only came by itself is listed with the time`() throws {
    let trial = try TrialReplica()
    try trial.replica.note(contactOf: "08", at: .midsummer)
    let standing = try #require(try standing(of: "08", at: trial))
    #expect(standing.lastContact == .midsummer)
    #expect(standing.place == nil && standing.distance == nil)
  }

  @Test func `parties without a place are named once, apart`() throws {
    let trial = try TrialReplica()
    try trial.replica.note(contactOf: "08", at: .midsummer)
    let standings = try PeerStandings(of: trial.replica)
    #expect(standings.peers.map(\.name) == ["08"])
    #expect(standings.silent == ["12", "national"])
  }

  @Test func `after an exchange over a folder nothing is ahead or behind`() async throws {
    let (share, trial) = (try Share(), try TrialReplica())
    try trial.writeNotes(3)
    await trial.sync(share)
    let before = try PeerStandings(of: trial.replica).peers.first
    #expect(before?.distance == Distance(ahead: 0, behind: 0))
  }

  private func distance(at trial: TrialReplica) throws -> Distance? {
    try PeerStandings(of: trial.replica).peers.first?.distance
  }

  @Test func `what waits for a part that the folder lacks is behind`() async throws {
    let (share, trial) = (try Share(), try TrialReplica())
    try share.put(SignedLog(.kalmar, count: 6), 4...6)
    for _ in 0..<2 {
      await trial.sync(share)
      #expect(try distance(at: trial) == Distance(ahead: 0, behind: 6))
    }
  }

  @Test func `a name that claims much and holds nothing of it leaves nothing behind`() async throws
  {
    let (share, trial) = (try Share(), try TrialReplica())
    try trial.writeNotes(2)
    let log = try SignedLog(.kalmar, count: 3)
    try share.put(joined(log.lines), at: "region/14/08-kalmar/1-99999-00000000.jsonl")
    try share.put(Array("{}".utf8), at: "region/14/14-vgr/1-99999-00000000.jsonl")
    for direction in [Exchange.Direction.push, .pull, .sync, .pull] {
      _ = await trial.exchange().run(direction, with: share.destination)
      #expect(try distance(at: trial)?.behind == 0, "\(direction)")
    }
    #expect(try trial.head(of: log.name) == log.head)
    #expect(try distance(at: trial) == Distance(ahead: 0, behind: 0))
  }

  @Test func `an exchange that failed leaves what was seen before`() async throws {
    let (share, trial) = (try Share(), try TrialReplica())
    try trial.writeNotes(1)
    await trial.sync(share)
    try FileManager.default.removeItem(at: share.url)
    let report = await trial.sync(share)
    #expect(report.error != nil)
    #expect(try trial.replica.holdings()["share"]?.sequences == [own: 1])
  }
}

extension Distance {
  fileprivate init(ahead: Int64, behind: Int64) {
    self.init(
      own: [
        LogName(.vgr, .vgr): LogStanding(
          log: LogName(.vgr, .vgr), head: Head(sequence: ahead, hash: .zero), fork: nil, end: nil)
      ],
      theirs: [LogName(.named("region/08"), .kalmar): behind], rights: TrialParties().rights
    ) { _ in true }
  }
}
