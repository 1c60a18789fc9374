package import SyncCore

extension Replica {
  /// A page of the visible records of a declared type, by id and scope.
  ///
  /// Cost: the page, or one pass over the type's keys where few lie in the scopes.
  ///
  /// - Parameters:
  ///   - scopes: nil for all.
  ///   - key: the last of the page before, whether it still exists or not; nil: from the first.
  package func recordPage(
    of type: TypeName, in scopes: Set<Scope>? = nil, after key: RecordKey? = nil, limit: Int
  ) throws -> [ShownRecord] {
    try read { session in
      guard let plan = session.plans[type] else { return [] }
      var condition = SQLCondition(scopes: scopes)
      if let key {
        condition.require("(id, scope) > (?, ?)", .text(key.id.string), .text(key.scope.string))
      }
      let keys = try session.statement(
        """
        SELECT scope, id FROM \(TypePlan.quoted(type.string)) WHERE \(condition.sql)
        ORDER BY id, scope LIMIT ?
        """
      ).bind(all: condition.values + [.integer(Int64(max(0, limit)))])
        .rows { (Scope($0.text(0)), RecordID($0.text(1))) }
      let records = Records(session)
      return try keys.compactMap { scope, id in
        guard let scope, let id else { return nil }
        let key = RecordKey(scope, RecordName(plan.type.name, id))
        return records.shown(key, try records.ranked(records.stored(key), in: scope))
      }
    }
  }

  /// How many visible records of a declared type there are, by scope; scopes without any are left
  /// out. Cost: one pass over the type's keys.
  package func recordCounts(of type: TypeName) throws -> [Scope: Int] {
    try read { session in
      guard session.plans[type] != nil else { return [:] }
      let rows = try session.statement(
        "SELECT scope, count(*) FROM \(TypePlan.quoted(type.string)) GROUP BY scope"
      ).rows { (Scope($0.text(0)), Int($0.integer(1))) }
      var counts: [Scope: Int] = [:]
      for case (let scope?, let count) in rows { counts[scope] = count }
      return counts
    }
  }
}
