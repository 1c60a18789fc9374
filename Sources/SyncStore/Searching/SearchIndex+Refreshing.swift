import GRDB
import SyncCore

/// How far an index has come.
package enum IndexProgress: Hashable, Sendable {
  /// It holds every visible record as it was when the refresh began.
  case complete
  /// There is more to do; so many records are in it.
  case partial(indexed: Int)
}

extension SearchIndex {
  /// How many records one refresh looks at, where nothing else is said: a fraction of a second.
  package static let refreshLimit = 2_000

  /// Brings the index closer to what the replica holds now: only records that were touched since
  /// the last time are looked at. Where nothing was, nothing is written.
  ///
  /// - Parameter limit: about how many records to look at; call again while it is not complete.
  /// - Throws: `busy` if another process keeps the index, `search_unavailable`, `disk_full`.
  @discardableResult
  package func refresh(limit: Int = refreshLimit) throws -> IndexProgress {
    try file.use { queue in
      try replica.read { source in
        let isCurrent = try queue.read { try refresh(with: $0, source, limit: limit).isCurrent() }
        if isCurrent { return .complete }
        var progress = IndexProgress.complete
        try queue.inTransaction(.immediate) { database in
          progress = try refresh(with: database, source, limit: limit).run()
          return .commit
        }
        return progress
      }
    }
  }

  private func refresh(
    with database: Database, _ source: Session, limit: Int
  ) throws -> IndexRefresh {
    IndexRefresh(
      index: try Session(database, plans: [:], rights: replica.rights), source: source,
      plans: plans, limit: limit)
  }
}
