import SyncCore

extension IndexRefresh {
  /// Looks at queued records, at most so many, and returns how many.
  func takeQueue(limit: Int) throws -> Int {
    let rows = try index.statement("SELECT scope, type, id FROM queue LIMIT ?")
      .bind(.integer(Int64(limit))).rows { ($0.text(0), $0.text(1), $0.text(2)) }
    for (scope, type, id) in rows {
      try index.run(
        "DELETE FROM queue WHERE scope = ? AND type = ? AND id = ?", .text(scope), .text(type),
        .text(id))
      guard let scope = Scope(scope), let type = TypeName(type), let id = RecordID(id) else {
        continue
      }
      let key = RecordKey(scope, RecordName(type, id))
      try put(text(of: key), of: key)
    }
    return rows.count
  }

  /// Goes on with the pass over the tables, if one is under way, by at most so many records.
  func takeScan(limit: Int) throws {
    guard let position = try index.setting(Self.scanSetting) else { return }
    let parts = position.split(separator: " ").map(String.init)
    var (type, id, scope) = parts.count == 3 ? (parts[0], parts[1], parts[2]) : ("", "", "")
    var left = limit
    for plan in source.plans.values.sorted(by: { $0.type.name < $1.type.name })
    where plan.type.name.string >= type {
      if plan.type.name.string > type { (id, scope) = ("", "") }
      type = plan.type.name.string
      let last = try scan(plan, after: (id, scope), limit: left, count: &left)
      if left == 0, let last {
        try index.setSetting(Self.scanSetting, "\(type) \(last.id) \(last.scope)")
        return
      }
    }
    try index.run("DELETE FROM settings WHERE name = ?", .text(Self.scanSetting))
  }

  /// Puts records of one type into the index, in the order of id and scope, and returns the last.
  private func scan(
    _ plan: TypePlan, after last: (id: String, scope: String), limit: Int, count left: inout Int
  ) throws -> (id: String, scope: String)? {
    let rows = try source.statement(
      plan.select + " WHERE (id, scope) > (?, ?) ORDER BY id, scope LIMIT ?"
    ).bind(.text(last.id), .text(last.scope), .integer(Int64(limit))).rows { row in
      (scope: row.text(0), id: row.text(1), columns: Records(source).row(row, plan: plan).1)
    }
    left -= rows.count
    for row in rows {
      guard let scope = Scope(row.scope), let id = RecordID(row.id) else { continue }
      let key = RecordKey(scope, RecordName(plan.type.name, id))
      try put(plans[plan.type.name]?.text(of: key, columns: row.columns), of: key)
    }
    return rows.last.map { ($0.id, $0.scope) }
  }

  /// What there is to find of a record, or nil while it is not visible.
  private func text(of key: RecordKey) throws -> RecordText? {
    guard let plan = Records(source).plan(for: key) else { return nil }
    let columns = try source.statement(\.selectOne, of: plan)
      .bind(.text(key.id.string), .text(key.scope.string))
      .first { Records(source).row($0, plan: plan).1 }
    return columns.flatMap { plans[key.type]?.text(of: key, columns: $0) }
  }

  /// Puts a text in place of what the index held of a record; nothing is written where it is equal.
  private func put(_ text: RecordText?, of key: RecordKey) throws {
    let values: [SQLValue] = [
      .text(key.id.string), .text(key.type.string), .text(key.scope.string),
    ]
    let doc = try index.statement("SELECT doc FROM docs WHERE id = ? AND type = ? AND scope = ?")
      .bind(all: values).first { $0.integer(0) }
    if let doc {
      guard try text != held(doc, links: values) else { return }
      try index.run("DELETE FROM texts WHERE rowid = ?", .integer(doc))
      try index.statement("DELETE FROM links WHERE id = ? AND type = ? AND scope = ?")
        .bind(all: values).run()
      if text == nil { try index.run("DELETE FROM docs WHERE doc = ?", .integer(doc)) }
    }
    guard let text else { return }
    if doc == nil {
      try index.statement("INSERT INTO docs (id, type, scope) VALUES (?, ?, ?)")
        .bind(all: values).run()
    }
    let row = try doc ?? index.statement("SELECT last_insert_rowid()").first { $0.integer(0) } ?? 0
    try index.run(
      "INSERT INTO texts (rowid, name, title, body) VALUES (?, ?, ?, ?)", .integer(row),
      .text(text.name), .text(text.title), .text(text.body))
    for link in text.links {
      try index.run(
        "INSERT INTO links VALUES (?, ?, ?, ?, ?, ?)", .text(link.target.type.string),
        .text(link.target.id.string), values[1], values[0], values[2], .text(link.field.string))
    }
  }

  private func held(_ doc: Int64, links values: [SQLValue]) throws -> RecordText? {
    let links = try index.statement(
      "SELECT target_type, target_id, field FROM links WHERE id = ? AND type = ? AND scope = ?"
    ).bind(all: values).rows { row -> RecordText.Link? in
      guard let type = TypeName(row.text(0)), let id = RecordID(row.text(1)),
        let field = FieldName(row.text(2))
      else { return nil }
      return RecordText.Link(target: RecordName(type, id), field: field)
    }
    return try index.statement("SELECT name, title, body FROM texts WHERE rowid = ?")
      .bind(.integer(doc)).first { row in
        RecordText(
          name: row.text(0), title: row.text(1), body: row.text(2),
          links: Set(links.compactMap { $0 }))
      }
  }
}
