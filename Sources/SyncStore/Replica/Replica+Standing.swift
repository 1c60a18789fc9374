package import SyncCore

/// A log of which more is stored than counts: a pin, a missing right or a fork ends it before.
package struct CutLog: Hashable, Sendable {
  package let name: LogName
  /// The last sequence that counts, 0 for none.
  package let counts: Int64
  /// The last sequence stored.
  package let stored: Int64
  package let fork: Int64?
}

/// A cell that a person has to settle, without what is in it.
package struct ConflictPlace: Hashable, Sendable {
  package let key: RecordKey
  package let cell: Text

  package init(key: RecordKey, cell: Text) {
    self.key = key
    self.cell = cell
  }
}

extension Replica {
  /// The logs whose stored changesets do not all count, in the order of scope and author.
  package func cutLogs() throws -> [CutLog] {
    try read { session in
      let logs = Logs(session)
      return try logs.all().compactMap { log in
        let counts = log.head?.sequence ?? 0
        guard let stored = log.stored?.sequence, stored > counts else { return nil }
        // What only waits for a body under a pin is held, not cut.
        if counts == log.merged, try logs.held(in: log) != nil { return nil }
        return CutLog(name: log.name, counts: counts, stored: stored, fork: log.fork)
      }
    }
  }

  /// Where there are open conflicts. Cost: one row each; `conflicts` also reads their history.
  package func conflictPlaces() throws -> Set<ConflictPlace> {
    try read { try ConflictPlace.all(in: $0) }
  }
}

extension ConflictPlace {
  /// The place that a row of scope, type, id and cell names.
  init?(_ row: Statement) {
    guard let scope = Scope(row.text(0)), let type = TypeName(row.text(1)),
      let id = RecordID(row.text(2))
    else { return nil }
    self.init(key: RecordKey(scope, RecordName(type, id)), cell: Text(row.text(3)))
  }

  /// The open conflicts, as far as this session sees them.
  static func all(in session: Session) throws -> Set<ConflictPlace> {
    let rows = try session.statement("SELECT scope, type, id, cell FROM conflicts").rows { row in
      ConflictPlace(row)
    }
    return Set(rows.compactMap { $0 })
  }
}
