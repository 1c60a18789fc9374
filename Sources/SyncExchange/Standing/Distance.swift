import SyncCore
import SyncStore

/// How far a place and this replica lie apart, in changesets.
package struct Distance: Hashable, Sendable {
  /// What is here, and lacks there as far as was seen.
  package let ahead: Int64
  /// What was seen there, and lacks here.
  package let behind: Int64

  /// - Parameters:
  ///   - own: how the logs stand here now.
  ///   - theirs: what the place was last seen to hold. It may hold more by now.
  ///   - mayShare: which scopes both may have; others do not count.
  ///   - rights: what an author without a right wrote, or wrote behind a log's end, is not lacking.
  init(own: Standings, theirs: Holdings, rights: Rights, mayShare: (Scope) -> Bool) {
    ahead = own.values.reduce(0) { sum, standing in
      guard mayShare(standing.log.scope) else { return sum }
      return sum + max(0, standing.head.sequence - (theirs[standing.log] ?? 0))
    }
    behind = theirs.reduce(0) { sum, holding in
      let (log, sequence) = holding
      guard mayShare(log.scope),
        rights.mayWrite(log)
      else { return sum }
      let fork = own[log]?.fork.map { $0 - 1 } ?? .max
      let end = min(sequence, rights.pin(of: log)?.sequence ?? .max, fork)
      return sum + max(0, end - (own[log]?.head.sequence ?? 0))
    }
  }
}
