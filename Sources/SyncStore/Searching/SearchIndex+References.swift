package import SyncCore

/// A column of a visible record that names another record.
package struct RecordReference: Hashable, Sendable {
  package let source: RecordKey
  package let field: FieldName

  package init(source: RecordKey, field: FieldName) {
    self.source = source
    self.field = field
  }
}

extension SearchIndex {
  /// Which visible records name a record, by type, id and scope; sets count like single values.
  ///
  /// What the replica got since the last `refresh` is not in it. Cost: the page.
  ///
  /// - Parameter reference: the last of the page before; nil: from the first.
  package func references(
    to name: RecordName, after reference: RecordReference? = nil, limit: Int
  ) throws -> [RecordReference] {
    let source = reference?.source
    let position = [source?.type.string, source?.id.string, source?.scope.string]
    return try read { index in
      try index.statement(
        """
        SELECT scope, type, id, field FROM links WHERE target_type = ? AND target_id = ?
          AND (type, id, scope, field) > (?, ?, ?, ?)
        ORDER BY type, id, scope, field LIMIT ?
        """
      ).bind(
        all: [.text(name.type.string), .text(name.id.string)]
          + (position + [reference?.field.string]).map { .text($0 ?? "") }
          + [.integer(Int64(max(0, limit)))]
      ).rows { RecordReference($0) }.compactMap { $0 }
    }
  }

  /// How many visible records of each type name a record. Cost: the references.
  package func referenceCounts(to name: RecordName) throws -> [TypeName: Int] {
    try read { index in
      let rows = try index.statement(
        """
        SELECT type, count(*) FROM (
          SELECT DISTINCT type, id, scope FROM links WHERE target_type = ? AND target_id = ?)
        GROUP BY type
        """
      ).bind(.text(name.type.string), .text(name.id.string)).rows {
        (TypeName($0.text(0)), Int($0.integer(1)))
      }
      var counts: [TypeName: Int] = [:]
      for case (let type?, let count) in rows { counts[type] = count }
      return counts
    }
  }
}

extension RecordReference {
  fileprivate init?(_ row: Statement) {
    guard let scope = Scope(row.text(0)), let type = TypeName(row.text(1)),
      let id = RecordID(row.text(2)), let field = FieldName(row.text(3))
    else { return nil }
    self.init(source: RecordKey(scope, RecordName(type, id)), field: field)
  }
}
