package import SyncCore
import SyncWire

/// Some columns of one visible record, as texts.
package struct ColumnRow: Hashable, Sendable {
  package let key: RecordKey
  /// In the order in which they were asked for; empty where there is no value.
  package let texts: [String]
}

/// Which rows are asked for: those in whose column one of some texts stands.
package struct ColumnFilter: Hashable, Sendable {
  package let column: FieldName
  package let texts: Set<String>

  package init(_ column: FieldName, in texts: Set<String>) {
    self.column = column
    self.texts = texts
  }
}

extension Replica {
  /// Some columns of the visible records of a declared type, by id and scope: the values that are
  /// shown, without what is known of them.
  ///
  /// Cost: one pass over the type's rows; only what passes the filters is read. A column that the
  /// type does not declare is empty.
  package func columnRows(
    of type: TypeName, _ columns: [FieldName], where filters: [ColumnFilter] = [], limit: Int
  ) throws -> [ColumnRow] {
    try read { session in
      guard let plan = session.plans[type] else { return [] }
      let conditions = filters.map {
        "\(plan.selected($0.column)) IN (SELECT value FROM json_each(?))"
      }
      let select = (["scope", "id"] + columns.map(plan.selected)).joined(separator: ", ")
      let condition = conditions.isEmpty ? "true" : conditions.joined(separator: " AND ")
      let lists = filters.map { filter in
        let texts = filter.texts.sorted().map { Value.string($0) }
        return SQLValue.text(String(decoding: CanonicalJSON.write(.array(texts)), as: UTF8.self))
      }
      // The signs keep SQLite from walking the key's index, which costs a look-up per row.
      return try session.statement(
        """
        SELECT \(select) FROM \(TypePlan.quoted(type.string)) WHERE \(condition)
        ORDER BY +id, +scope LIMIT ?
        """
      ).bind(all: lists + [.integer(Int64(max(0, limit)))])
        .rows { $0.columnRow(of: type, count: columns.count) }.compactMap { $0 }
    }
  }

  /// Some columns of these records, as texts. Those that are not visible, or of a type that nobody
  /// declared, are left out. Cost: a look-up for each record.
  package func columnRows(
    of keys: Set<RecordKey>, _ columns: [FieldName]
  ) throws -> [ColumnRow] {
    try read { session in
      try Dictionary(grouping: keys, by: \.type).flatMap { type, keys -> [ColumnRow] in
        guard let plan = session.plans[type] else { return [] }
        let select = (["scope", "id"] + columns.map(plan.selected)).joined(separator: ", ")
        let statement = try session.statement(
          "SELECT \(select) FROM \(TypePlan.quoted(type.string)) WHERE id = ? AND scope = ?")
        return try keys.compactMap { key in
          try statement.bind(.text(key.id.string), .text(key.scope.string))
            .first { $0.columnRow(of: type, count: columns.count) } ?? nil
        }
      }
    }
  }

  /// When records were last changed after the changeset that made them, by their authors' clocks;
  /// those that were written once are left out. Cost: the changesets of these records.
  package func lastChanges(of keys: [RecordKey]) throws -> [RecordKey: Timestamp] {
    try read { session in
      let statement = try session.statement(
        """
        SELECT claimed FROM touches
        JOIN changesets ON changesets.id = changeset JOIN logs ON logs.id = log
        WHERE record = ? AND scope = ? AND sequence <= head ORDER BY changesets.id
        """)
      var changes: [RecordKey: Timestamp] = [:]
      for key in keys {
        let times = try statement.bind(
          .integer(Touches.number(of: key)), .text(key.scope.string)
        ).rows { Timestamp(milliseconds: $0.integer(0)) }
        if let last = times.dropFirst().max() { changes[key] = last }
      }
      return changes
    }
  }
}

extension TypePlan {
  /// A column as a statement names it; `NULL` for one that the type does not declare.
  fileprivate func selected(_ column: FieldName) -> String {
    columns.contains { $0.name == column } ? Self.quoted(column.string) : "NULL"
  }
}

extension Statement {
  /// The row of scope, id and some columns.
  fileprivate func columnRow(of type: TypeName, count: Int) -> ColumnRow? {
    guard let scope = Scope(text(0)), let id = RecordID(text(1)) else { return nil }
    let texts = (0..<count).map { text(Int32($0 + 2)) }
    return ColumnRow(key: RecordKey(scope, RecordName(type, id)), texts: texts)
  }
}
