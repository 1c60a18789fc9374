package import SyncCore
package import SyncStore

/// Something that a person has to do after a night, the gravest first.
package enum NightlyNeed: Hashable, Sendable {
  /// The same changesets gave different states.
  case digestsDiffer(peer: String, scopes: [Scope])
  /// Values are gone here that whoever had not heard of it in time still shows.
  case lapsedErasures([LapsedErasure])
  case forks(count: Int)
  case conflicts(open: Int, new: Int)
  case quarantine(count: Int)
  case peersDiffer(peer: String)
  case formatsDiffer(peer: String)
  /// An exchange or a comparison with the peer failed.
  case trouble(peer: String, code: String, message: String, hint: String)
  /// Logs that only a newer syncd can merge.
  case upgrade(logs: Int)
  case findings(errors: Int)
  case stopped
}

extension NightlyReport {
  /// What a person has to do, in the order of the list above; empty where all is well.
  package var needs: [NightlyNeed] {
    let verdicts = peers.map { ($0.name, $0.proof) }
    var needs: [NightlyNeed] = verdicts.compactMap { name, proof in
      guard case .compared(.digestsDiffer(let scopes)) = proof else { return nil }
      return .digestsDiffer(peer: name, scopes: scopes)
    }
    if !lapsedErasures.isEmpty { needs.append(.lapsedErasures(lapsedErasures)) }
    if !forks.isEmpty { needs.append(.forks(count: forks.count)) }
    if openConflicts > 0 {
      needs.append(.conflicts(open: openConflicts, new: newConflictCount))
    }
    if quarantined > 0 { needs.append(.quarantine(count: quarantined)) }
    for case (let name, .compared(.rightsDiffer)) in verdicts {
      needs.append(.peersDiffer(peer: name))
    }
    for case (let name, .compared(.formatsDiffer)) in verdicts {
      needs.append(.formatsDiffer(peer: name))
    }
    needs += peers.compactMap { $0.trouble }
    let newer = held.count { $0.need != .body }
    if newer > 0 { needs.append(.upgrade(logs: newer)) }
    if errors > 0 { needs.append(.findings(errors: errors)) }
    if isStopped { needs.append(.stopped) }
    return needs
  }
}

extension NightlyPeer {
  fileprivate var trouble: NightlyNeed? {
    let error: ExchangeError? = if case .failed(let error) = proof { error } else { report.error }
    return error.map {
      .trouble(peer: name, code: $0.codeText, message: $0.message, hint: $0.hint)
    }
  }
}

extension NightlyNeed {
  /// The stable name in JSON.
  package var code: String {
    switch self {
    case .digestsDiffer: "digests_differ"
    case .lapsedErasures: "lapsed_erasures"
    case .forks: "forks"
    case .conflicts: "conflicts"
    case .quarantine: "quarantine"
    case .peersDiffer: "peers_differ"
    case .formatsDiffer: "formats_differ"
    case .trouble(_, let code, _, _): code
    case .upgrade: "upgrade_needed"
    case .findings: "check_errors"
    case .stopped: "stopped"
    }
  }

  /// The peer that it is about, if it is about one.
  package var peer: String? {
    switch self {
    case .digestsDiffer(let peer, _), .peersDiffer(let peer), .formatsDiffer(let peer),
      .trouble(let peer, _, _, _):
      peer
    default: nil
    }
  }
}
