import Foundation
import StoreFixtures
import SyncCore
import TestSupport

@testable import SyncExchange
@testable import SyncStore

extension NightlyReport {
  /// A night on which everything happened, with names and texts that nobody should trust.
  static func sample() -> NightlyReport {
    let hostile = "<script>alert(\"1\")</script> | [x](javascript:1) & 'å'\n# \u{202E}www.x.se"
    let log = LogName(.named("region/08"), .kalmar)
    return NightlyReport(
      began: .midsummer, ended: .midsummer.adding(seconds: 90), isStopped: true, author: .vgr,
      party: "14", partyTitle: "Västra Götalandsregionen \(hostile)",
      peers: [folder(hostile), server(.compared(.digestsDiffer([.vgr]))), away()],
      regions: [
        NightlyRegion(
          party: "08", title: "Region Kalmar län", lacks: 12, leads: 1, lastContact: .midsummer,
          newest: LatestChangeset(
            dot: Dot(.kalmar, 17), scope: .named("region/08"), claimed: .midsummer,
            received: .midsummer.adding(seconds: 5))),
        NightlyRegion(
          party: "12", title: hostile, lacks: nil, leads: nil, lastContact: nil, newest: nil),
      ],
      conflicts: [ConflictTally(scope: .vgr, type: .named("implementation"), open: 3, new: 2)],
      newConflicts: [ConflictPlace(key: .kol, cell: Text("note"))],
      quarantine: [QuarantineTally(reason: "signature_mismatch", count: 4)],
      waiting: [WaitingLog(name: log, missing: 7, first: 9, last: 10, count: 2)],
      held: [HeldLog(name: log, sequence: 3, need: .format(2))],
      forks: [LogStatus(name: log, head: Head(sequence: 5, hash: .zero), merged: 5, fork: 6)],
      lapsedErasures: [LapsedErasure(key: .kol, cell: .note, eraser: Dot(.vgr, 4))],
      findings: [
        NightlyFinding(isError: true, code: "same_title", message: hostile),
        NightlyFinding(isError: false, code: "other_version", message: "1. Version 2"),
      ], labels: [.named("implementation"): "Införande"])
  }

  /// A night on which nothing happened.
  static func quiet() -> NightlyReport {
    NightlyReport(
      began: .midsummer, ended: .midsummer, isStopped: false, author: .vgr, party: "14",
      partyTitle: "Västra Götalandsregionen", peers: [server(.compared(.equal))], regions: [],
      conflicts: [], newConflicts: [], quarantine: [], waiting: [], held: [], forks: [],
      lapsedErasures: [], findings: [], labels: [:])
  }

  private static func folder(_ problem: String) -> NightlyPeer {
    var peer = NightlyPeer(
      Destination(name: "/mnt/<share>", place: .folder(URL(filePath: "/mnt/s")), parties: []))
    var report = ExchangeReport(peer: peer.name)
    report.received = 5
    report.merged = 4
    report.sent = 2
    report.quarantined = 1
    report.note(problem)
    peer.add(report)
    peer.proof = .unsupported
    return peer
  }

  private static func server(_ proof: ProofOutcome) -> NightlyPeer {
    var peer = NightlyPeer(
      Destination(name: "national", place: address("https://national.example"), parties: []))
    peer.add(ExchangeReport(peer: peer.name))
    peer.proof = proof
    return peer
  }

  private static func away() -> NightlyPeer {
    var peer = NightlyPeer(
      Destination(name: "12", place: address("https://skane.example"), parties: []))
    var report = ExchangeReport(peer: peer.name)
    report.fail(
      ExchangeError(.peerUnreachable, "Connection refused.", hint: "Ask whoever runs it."))
    peer.add(report)
    peer.add(report)
    return peer
  }

  private static func address(_ text: String) -> Destination.Place {
    guard let server = Server(text) else { preconditionFailure("\(text) is no address") }
    return .server(server)
  }
}
