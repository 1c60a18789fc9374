package import SyncCore
import SyncWire

/// A log of which changesets came before the one that they follow, or before the rest of the branch
/// that a pin names.
package struct WaitingLog: Hashable, Sendable {
  package let name: LogName
  /// The sequence that they wait for.
  package let missing: Int64
  /// The lowest sequence that waits.
  package let first: Int64
  /// The highest one.
  package let last: Int64
  /// How many changesets wait.
  package let count: Int
}

/// A log whose merging stops at a changeset that is kept but cannot be read yet.
package struct HeldLog: Hashable, Sendable {
  /// What it takes to go on.
  package enum Need: Hashable, Sendable {
    /// The changeset's body was withheld and has not come.
    case body
    /// A version of syncd that merges this format.
    case format(Int64)
  }

  package let name: LogName
  /// The sequence of that changeset.
  package let sequence: Int64
  package let need: Need
}

/// The last changeset of a log, as far as it is dated.
package struct LatestChangeset: Hashable, Sendable {
  package let dot: Dot
  package let scope: Scope
  /// What its author's clock said.
  package let claimed: Timestamp
  /// When it came here, by this replica's clock.
  package let received: Timestamp
}

extension Replica {
  /// The logs of which something waits, in the order of scope and author. Cost: what waits.
  package func waitingLogs() throws -> [WaitingLog] {
    try read { session in
      let logs = Logs(session)
      let rows = try session.statement(
        """
        SELECT scope, author, min(sequence), max(sequence), count(*) FROM waiting
        GROUP BY scope, author ORDER BY scope, author
        """
      ).rows { row in
        (Scope(row.text(0)), Author(row.text(1)), row.integer(2)...row.integer(3), row.integer(4))
      }
      return try rows.compactMap { scope, author, range, count in
        guard let scope, let author else { return nil }
        let name = LogName(scope, author)
        let log = try logs.existing(name)
        return WaitingLog(
          name: name, missing: try logs.missing(in: log, before: range.lowerBound),
          first: range.lowerBound, last: range.upperBound, count: Int(count))
      }
    }
  }

  /// The logs that are held, in the order of scope and author. Cost: the logs, and one changeset
  /// of each that is held.
  package func heldLogs() throws -> [HeldLog] {
    try read { session in
      let logs = Logs(session)
      return try logs.all().compactMap { log -> HeldLog? in
        guard let kept = try logs.held(in: log) else { return nil }
        let header = try kept.decoded().header
        return HeldLog(
          name: log.name, sequence: header.sequence,
          need: !Limits.reads(header.format) ? .format(header.format) : .body)
      }
    }
  }

  /// The last changeset of each log. Cost: the logs.
  package func latestChangesets() throws -> [LatestChangeset] {
    try read { session in
      let statement = try session.statement(
        "SELECT claimed, received FROM changesets WHERE log = ? AND sequence = ?")
      return try Logs(session).all().compactMap { log -> LatestChangeset? in
        guard let head = log.head else { return nil }
        return try statement.bind(.integer(log.id), .integer(head.sequence)).first { row in
          LatestChangeset(
            dot: Dot(log.name.author, head.sequence), scope: log.name.scope,
            claimed: Timestamp(milliseconds: row.integer(0)),
            received: Timestamp(milliseconds: row.integer(1)))
        }
      }
    }
  }
}
