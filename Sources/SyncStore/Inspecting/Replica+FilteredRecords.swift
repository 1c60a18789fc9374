package import SyncCore

/// A part of a list of records, and how long the whole list is.
package struct RecordList: Sendable {
  package let records: [ShownRecord]
  /// How many records the filter lets through, in this part or not.
  package let total: Int
}

extension Replica {
  /// A part of the visible records of a declared type whose columns hold exactly these texts, by
  /// id and scope. Cost: one pass over the type's rows; only the part is read.
  ///
  /// - Parameters:
  ///   - scopes: nil for all.
  ///   - texts: by column; one that the type does not declare holds nothing.
  package func records(
    of type: TypeName, in scopes: Set<Scope>? = nil, where texts: [FieldName: String],
    offset: Int = 0, limit: Int
  ) throws -> RecordList {
    try read { session in
      guard let plan = session.plans[type],
        texts.keys.allSatisfy({ name in plan.columns.contains { $0.name == name } })
      else { return RecordList(records: [], total: 0) }
      var condition = SQLCondition(scopes: scopes)
      for (column, text) in texts.sorted(by: { $0.key < $1.key }) {
        condition.require("\(TypePlan.quoted(column.string)) = ?", .text(text))
      }
      let rows = "FROM \(TypePlan.quoted(type.string)) WHERE \(condition.sql)"
      let total = try session.statement("SELECT count(*) \(rows)").bind(all: condition.values)
        .first { Int($0.integer(0)) }
      let bounds = [limit, offset].map { SQLValue.integer(Int64(max(0, $0))) }
      let places = try session.statement(
        "SELECT scope, id \(rows) ORDER BY id, scope LIMIT ? OFFSET ?"
      ).bind(all: condition.values + bounds).rows { (Scope($0.text(0)), RecordID($0.text(1))) }
      let records = Records(session)
      let shown = try places.compactMap { scope, id -> ShownRecord? in
        guard let scope, let id else { return nil }
        let key = RecordKey(scope, RecordName(type, id))
        return records.shown(key, try records.ranked(records.stored(key), in: scope))
      }
      return RecordList(records: shown, total: total ?? 0)
    }
  }

  /// How many visible records of a declared type hold each text in a column; the empty text counts
  /// those that hold none. Cost: one pass over the type's rows.
  package func textCounts(of type: TypeName, in column: FieldName) throws -> [String: Int] {
    try read { session in
      guard let plan = session.plans[type], plan.columns.contains(where: { $0.name == column })
      else { return [:] }
      let name = TypePlan.quoted(column.string)
      let rows = try session.statement(
        "SELECT \(name), count(*) FROM \(TypePlan.quoted(type.string)) GROUP BY 1"
      ).rows { ($0.text(0), Int($0.integer(1))) }
      return Dictionary(rows, uniquingKeysWith: +)
    }
  }

  /// What each of some writes did to a record; those that are not here are left out.
  package func writes(
    of dots: some Sequence<Dot>, to key: RecordKey
  ) throws -> [Dot: RecordWrite] {
    try read { session in
      let lineages = Lineages(session)
      var writes: [Dot: RecordWrite] = [:]
      for dot in dots { writes[dot] = try lineages.write(of: dot, to: key) }
      return writes
    }
  }
}
