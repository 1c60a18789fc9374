package import SyncCore

/// A row of the list of conflicts: where one is and since when, without the values in it.
package struct ConflictEntry: Hashable, Sendable {
  package let place: ConflictPlace
  /// When this replica noticed it.
  package let noticed: Timestamp

  package init(place: ConflictPlace, noticed: Timestamp) {
    self.place = place
    self.noticed = noticed
  }

  /// What the conflict is about, which its cell tells.
  package var kind: Conflict.Kind { place.cell == CellName.exists.text ? .existence : .values }
}

/// A part of the list of conflicts, and how long the whole list is.
package struct ConflictPage: Hashable, Sendable {
  package let entries: [ConflictEntry]
  /// How many conflicts the filter lets through, on this page or not.
  package let total: Int
}

/// How many conflicts of one kind are open in the records of one type in one scope.
package struct ConflictCount: Hashable, Sendable {
  package let scope: Scope
  package let type: TypeName
  package let kind: Conflict.Kind
  package let count: Int
  /// When the longest known of them was noticed.
  package let oldest: Timestamp
}

extension Replica {
  /// A page of the open conflicts, the longest known first, then in the order of key and cell.
  ///
  /// Cost: one pass over the rows of open conflicts; no record is read.
  ///
  /// - Parameters:
  ///   - entry: the last of the page before, whether it is still open or not; nil: from the first.
  ///   - offset: how many to pass over.
  package func conflictPage(
    _ filter: ConflictFilter = ConflictFilter(), after entry: ConflictEntry? = nil,
    offset: Int = 0, limit: Int
  ) throws -> ConflictPage {
    try read { session in
      let condition = filter.condition
      let total = try session.statement("SELECT count(*) FROM conflicts WHERE \(condition.sql)")
        .bind(all: condition.values).first { Int($0.integer(0)) }
      var rest = condition
      if let entry { rest.require(after: entry) }
      let bounds = [limit, offset].map { SQLValue.integer(Int64(max(0, $0))) }
      let entries = try session.statement(
        """
        SELECT scope, type, id, cell, noticed FROM conflicts WHERE \(rest.sql)
        ORDER BY noticed, scope, type, id, cell LIMIT ? OFFSET ?
        """
      ).bind(all: rest.values + bounds).rows { ConflictEntry($0) }
      return ConflictPage(entries: entries.compactMap { $0 }, total: total ?? 0)
    }
  }

  /// The conflict of one cell with all that is known of it, or nil if none is open there.
  package func conflict(_ key: RecordKey, cell: CellName) throws -> OpenConflict? {
    try conflicts(at: [ConflictPlace(key: key, cell: cell.text)]).first
  }

  /// The conflicts of these places with all that is known of them, in the order of the places;
  /// those that are not open any more are left out. Cost: each record's history.
  package func conflicts(at places: [ConflictPlace]) throws -> [OpenConflict] {
    try read { session in
      let statement = try session.statement(
        "SELECT noticed FROM conflicts WHERE scope = ? AND type = ? AND id = ? AND cell = ?")
      return try places.compactMap { place in
        let values = Records(session).keyValues(place.key) + [.text(place.cell.string)]
        guard let noticed = try statement.bind(all: values).first({ $0.integer(0) }) else {
          return nil
        }
        return try openConflict(
          place.key, cell: place.cell, noticed: Timestamp(milliseconds: noticed),
          session: session)
      }
    }
  }

  /// The open conflicts by scope, type and kind, sorted. Cost: one pass over their rows.
  package func conflictCounts(
    _ filter: ConflictFilter = ConflictFilter()
  ) throws -> [ConflictCount] {
    try read { session in
      let condition = filter.condition
      return try session.statement(
        """
        SELECT scope, type, cell = 'exists' AS about_existence, count(*), min(noticed)
        FROM conflicts WHERE \(condition.sql)
        GROUP BY scope, type, about_existence ORDER BY scope, type, about_existence
        """
      ).bind(all: condition.values).rows { row -> ConflictCount? in
        guard let scope = Scope(row.text(0)), let type = TypeName(row.text(1)) else { return nil }
        return ConflictCount(
          scope: scope, type: type, kind: row.integer(2) == 0 ? .values : .existence,
          count: Int(row.integer(3)), oldest: Timestamp(milliseconds: row.integer(4)))
      }.compactMap { $0 }
    }
  }
}

extension ConflictEntry {
  /// The entry that a row of scope, type, id, cell and time of notice describes.
  fileprivate init?(_ row: Statement) {
    guard let place = ConflictPlace(row) else { return nil }
    self.init(place: place, noticed: Timestamp(milliseconds: row.integer(4)))
  }
}

extension SQLCondition {
  /// Requires a row of `conflicts` to stand behind an entry in the order of the list.
  fileprivate mutating func require(after entry: ConflictEntry) {
    let key = entry.place.key
    require(
      "(noticed, scope, type, id, cell) > (?, ?, ?, ?, ?)",
      .integer(entry.noticed.milliseconds), .text(key.scope.string), .text(key.type.string),
      .text(key.id.string), .text(entry.place.cell.string))
  }
}
