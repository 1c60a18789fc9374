package import SyncCore
package import SyncStore

extension NightlyReport {
  /// Gathers how the replica stands after a run. Cost: the logs times the peers, and what is open.
  ///
  /// - Parameters:
  ///   - since: what was noticed from then on is new: when the last report was gathered.
  ///   - findings: what `check` found, errors first.
  ///   - ended: now; what is noticed while this gathers stands in the next report again.
  package init(
    of peers: [NightlyPeer], at replica: Replica, since: Timestamp, findings: [NightlyFinding],
    isStopped: Bool, began: Timestamp, ended: Timestamp
  ) throws {
    let own = replica.rights.party(of: replica.author)
    var reasons: [String: Int] = [:]
    for refused in try replica.quarantine() { reasons[refused.reason, default: 0] += 1 }
    let tallies = try replica.conflictTallies(since: since)
    self.init(
      began: began, ended: ended, isStopped: isStopped, author: replica.author,
      party: own ?? replica.author.string,
      partyTitle: own.flatMap { replica.rights.party(named: $0) }?.title ?? replica.author.string,
      peers: peers, regions: try NightlyRegion.all(at: replica, except: own), conflicts: tallies,
      newConflicts: try replica.conflictPlaces(since: since, limit: Self.listLimit),
      quarantine: reasons.sorted { $0.key < $1.key }
        .map { QuarantineTally(reason: $0.key, count: $0.value) },
      waiting: try replica.waitingLogs(), held: try replica.heldLogs(),
      forks: try replica.logs().filter { $0.fork != nil },
      lapsedErasures: try replica.lapsedErasures(), findings: findings,
      labels: tallies.reduce(into: [:]) { $0[$1.type] = replica.schema[$1.type]?.label })
  }
}

extension NightlyRegion {
  /// Every other party in Peers, by name.
  static func all(at replica: Replica, except own: String?) throws -> [NightlyRegion] {
    let rights = replica.rights
    let standings = try PeerStandings(of: replica).peers
    var newest: [String: LatestChangeset] = [:]
    for changeset in try replica.latestChangesets() {
      guard let party = rights.party(of: changeset.dot.author) else { continue }
      let known = newest[party]
      if known.map({ $0.order < changeset.order }) ?? true { newest[party] = changeset }
    }
    return rights.parties.filter { $0.name != own }.map { party in
      let standing = standings.first { $0.name == party.name }
      return NightlyRegion(
        party: party.name, title: party.title, lacks: standing?.distance?.ahead,
        leads: standing?.distance?.behind, lastContact: standing?.lastContact,
        newest: newest[party.name])
    }
  }
}

extension LatestChangeset {
  /// By arrival; what came in one batch, by its authors' clocks and names, so that the order is
  /// the same every time.
  fileprivate var order: (Timestamp, Timestamp, Scope, Dot) { (received, claimed, scope, dot) }
}
