package import SyncCore

/// How many conflicts are open in the records of one type in one scope.
package struct ConflictTally: Hashable, Sendable {
  package let scope: Scope
  package let type: TypeName
  package let open: Int
  /// How many of them were noticed since a given time.
  package let new: Int
}

extension Replica {
  /// The open conflicts by scope and type, sorted. Cost: the open conflicts.
  package func conflictTallies(since time: Timestamp) throws -> [ConflictTally] {
    try read { session in
      try session.statement(
        """
        SELECT scope, type, count(*), sum(noticed >= ?) FROM conflicts GROUP BY scope, type
        ORDER BY scope, type
        """
      ).bind(.integer(time.milliseconds)).rows { row -> ConflictTally? in
        guard let scope = Scope(row.text(0)), let type = TypeName(row.text(1)) else { return nil }
        return ConflictTally(
          scope: scope, type: type, open: Int(row.integer(2)), new: Int(row.integer(3)))
      }.compactMap { $0 }
    }
  }

  /// Where conflicts are open that were noticed since a time, sorted; at most so many.
  package func conflictPlaces(since time: Timestamp, limit: Int) throws -> [ConflictPlace] {
    try read { session in
      try session.statement(
        """
        SELECT scope, type, id, cell FROM conflicts WHERE noticed >= ?
        ORDER BY scope, type, id, cell LIMIT ?
        """
      ).bind(.integer(time.milliseconds), .integer(Int64(limit))).rows { ConflictPlace($0) }
        .compactMap { $0 }
    }
  }

  private static let reportSetting = "reported"

  /// When the last nightly report was gathered, or nil.
  package func lastReport() throws -> Timestamp? {
    try read { session in
      try session.setting(Self.reportSetting).flatMap { Timestamp($0) }
    }
  }

  /// Notes when a nightly report was gathered: what is noticed from then on is new in the next
  /// one. A power cut may lose the note.
  package func note(reportAt time: Timestamp) throws {
    try observe { try $0.setSetting(Self.reportSetting, time.description) }
  }
}
