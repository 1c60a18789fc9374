package import SyncCore
import SyncWire

extension Replica {
  /// The stored changesets of a log, the last first; also those that do not count.
  ///
  /// Cost: the bytes of the page, and one Ed25519 check each.
  ///
  /// - Parameter sequence: only those before it; nil: from the log's end.
  package func changesetPage(
    of name: LogName, before sequence: Int64? = nil, limit: Int
  ) throws -> [ChangesetFacts] {
    try read { session in
      let logs = Logs(session)
      guard let log = try logs.existing(name) else { return [] }
      return try logs.changesets(of: log, before: sequence ?? Int64.max, limit: limit).map {
        try ChangesetFacts($0, of: log, logs: logs)
      }
    }
  }

  /// The changesets that did something to a record and are part of their logs, the last to come
  /// here first.
  ///
  /// Cost: the bytes of the page, and one Ed25519 check each.
  ///
  /// - Parameter arrival: only those that came before this one; nil: from the last.
  package func changesetPage(
    touching key: RecordKey, before arrival: Int64? = nil, limit: Int
  ) throws -> [ChangesetFacts] {
    try read { session in
      let logs = Logs(session)
      let rows = try logs.changesets(
        touching: key, before: arrival ?? Int64.max, limit: limit)
      return try rows.compactMap { author, kept in
        guard let log = try logs.existing(LogName(key.scope, author)) else { return nil }
        let facts = try ChangesetFacts(kept, of: log, logs: logs)
        return facts.changes.contains { $0.record == key.name } ? facts : nil
      }
    }
  }

  /// What there is to tell about one stored changeset, or nil if it is not here.
  package func changesetFacts(of name: LogName, at sequence: Int64) throws -> ChangesetFacts? {
    try read { session in
      let logs = Logs(session)
      guard let log = try logs.existing(name), let kept = try logs.changeset(sequence, of: log)
      else { return nil }
      return try ChangesetFacts(kept, of: log, logs: logs)
    }
  }

  /// The exact bytes of a stored changeset, or nil if it is not here; also of one that does not
  /// count.
  package func changesetLine(of name: LogName, at sequence: Int64) throws -> [UInt8]? {
    try read { session in
      let logs = Logs(session)
      return try logs.existing(name).flatMap { try logs.changeset(sequence, of: $0)?.line }
    }
  }
}
