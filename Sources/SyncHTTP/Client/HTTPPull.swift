import Logging
import SyncCore
import SyncExchange
import SyncStore
import SyncWire

/// Takes in what a server has and this replica lacks: looks, plans, reads, and goes on from what
/// was merged where the connection broke.
///
/// Memory: one batch of changesets, whatever the size of the pull.
struct HTTPPull {
  let talk: PeerTalk
  var intake: Intake
  /// What was last seen of the peer.
  var view: PeerView?
  /// Logs that a complete answer left short, by unreadable lines or with the branch that is not the
  /// pinned one: asking again would bring the same.
  private var short: Set<LogName> = []
  /// Bytes on the wire so far.
  var bytes = 0

  var report: ExchangeReport { intake.report }

  init(_ talk: PeerTalk, report: ExchangeReport) {
    self.talk = talk
    intake = Intake(report: report)
  }

  /// Pulls until nothing is left to ask for.
  ///
  /// - Throws: `ExchangeError`, or what the replica says; what was merged before stays.
  mutating func run() async throws {
    var attempts = Attempts(talk.link.settings)
    var ours = try talk.standings()
    var view = try await talk.look(beside: ours)
    self.view = view
    var last: RoundPlan?
    var plan = try plan(ours, view)
    while !plan.isEmpty {
      let before = report.merged + report.waiting
      let unreadable = intake.unreadable
      do {
        if plan == last {
          // What is old may be with somebody else; all that is new is here.
          if plan.isOnlyOlder { break }
          throw fewerThanSaid
        }
        last = plan
        try await fetch(plan)
      } catch let trouble as Trouble {
        if report.merged + report.waiting > before { attempts.succeeded() }
        try await attempts.wait(after: trouble)
        // What the peer holds may be another by now, and what came is known here.
        view = try await talk.look(beside: talk.standings())
        self.view = view
        last = nil
      }
      plan = try await rest(after: last, &ours, view, wereUnreadable: unreadable)
    }
  }

  /// What is left to ask for once a plan was carried out, without what this peer cannot give.
  private mutating func rest(
    after last: RoundPlan?, _ ours: inout Standings, _ view: PeerView, wereUnreadable: Int
  ) async throws -> RoundPlan {
    let earlier = ours
    ours = try talk.standings()
    try await trace(forksSince: earlier, in: ours)
    ours = try talk.standings()
    let left = try plan(ours, view)
    let known = short
    if intake.unreadable > wereUnreadable {
      short.formUnion((left.stretches + left.older).map(\.log) + left.forkProofs)
    }
    let stalled = left.stretches.filter { stretch in
      last?.stretches.contains(stretch) == true && ours[stretch.log]?.fork != nil
    }
    short.formUnion(stalled.map(\.log))
    return short == known ? left : try plan(ours, view)
  }

  /// What to ask for, without what was refused in this pull already.
  private func plan(_ ours: Standings, _ view: PeerView) throws -> RoundPlan {
    let rights = talk.replica.rights
    let places = view.standings.compactMapValues { theirs -> Set<Int64>? in
      let reach = ours[theirs.log]?.head.sequence ?? 0
      return theirs.head.sequence < reach ? [theirs.head.sequence] : nil
    }
    let hashes = try talk.replica.headerHashes(at: places)
    return RoundPlan(
      taker: ours.merging(ends(of: view)) { own, _ in own },
      giver: view.standings.filter { !short.contains($0.key) && !intake.stuck.contains($0.key) },
      hashes: hashes.compactMapValues { $0.values.first },
      isStranger: { !rights.mayWrite($0) })
  }

  /// Where Peers here ends logs of which nothing is held yet.
  private func ends(of view: PeerView) -> Standings {
    view.standings.compactMapValues { theirs in
      talk.replica.rights.pin(of: theirs.log).map { pin in
        LogStanding(
          log: theirs.log, head: Head(sequence: 0, hash: .zero), fork: nil, end: pin.sequence)
      }
    }
  }

  private var fewerThanSaid: Trouble {
    .notUnderstood(
      talk.link.address, "sends fewer changesets than it says to hold", mayPass: true)
  }
}

extension RoundPlan {
  /// Whether there is nothing to carry.
  var isEmpty: Bool { isOnlyOlder && older.isEmpty }
  /// Whether all that there is to carry lies below floors.
  var isOnlyOlder: Bool { stretches.isEmpty && forkProofs.isEmpty }
}
