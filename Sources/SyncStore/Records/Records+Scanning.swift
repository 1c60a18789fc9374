import SyncCore

extension Records {
  /// Calls `body` for every record that has a live dot, table by table, with what reads it: that
  /// throws where the row is damaged.
  ///
  /// Cost: one pass over all rows. Claimed times of settled cells are not filled in.
  func forEach(_ body: (RecordKey, () throws -> Stored) throws -> Void) throws {
    for plan in session.plans.values.sorted(by: { $0.type.name < $1.type.name }) {
      let statement = try Statement(plan.select, on: session.connection)
      while try statement.step() {
        guard let scope = Scope(statement.text(0)), let id = RecordID(statement.text(1)) else {
          continue
        }
        let key = RecordKey(scope, RecordName(plan.type.name, id))
        try body(key) {
          try stored(row(statement, plan: plan), key: key, place: .table, plan: plan)
        }
      }
    }
    try forEachUnprojected(body)
  }

  /// The same for the records that have no row in a type's table.
  func forEachUnprojected(_ body: (RecordKey, () throws -> Stored) throws -> Void) throws {
    let statement = try Statement(
      "SELECT scope, type, id, metadata FROM unprojected", on: session.connection)
    while try statement.step() {
      guard let scope = Scope(statement.text(0)), let type = TypeName(statement.text(1)),
        let id = RecordID(statement.text(2))
      else { continue }
      let key = RecordKey(scope, RecordName(type, id))
      try body(key) {
        try stored((statement.blob(3), []), key: key, place: .unprojected, plan: nil)
      }
    }
  }

  /// Takes every record of a scope out of the tables, so that its logs can be merged anew. The
  /// conflicts stay with the times they were noticed; `forgetSettled` is to follow.
  func removeAll(in scope: Scope) throws {
    for plan in session.plans.values {
      let table = TypePlan.quoted(plan.type.name.string)
      try session.run("DELETE FROM \(table) WHERE scope = ?", .text(scope.string))
    }
    for table in ["unprojected", "siblings", "early"] {
      try session.run("DELETE FROM \(table) WHERE scope = ?", .text(scope.string))
    }
  }

  /// Takes the conflicts of a scope away that are none any more.
  func forgetSettled(in scope: Scope) throws {
    let rows = try session.statement("SELECT type, id, cell FROM conflicts WHERE scope = ?")
      .bind(.text(scope.string)).rows { ($0.text(0), $0.text(1), $0.text(2)) }
    for (type, id, cell) in rows {
      if let type = TypeName(type), let id = RecordID(id) {
        let key = RecordKey(scope, RecordName(type, id))
        let open = conflicts(of: try state(of: key), key: key)
        if open.contains(where: { $0.cell.text == Text(cell) }) { continue }
      }
      try session.run(
        "DELETE FROM conflicts WHERE scope = ? AND type = ? AND id = ? AND cell = ?",
        .text(scope.string), .text(type), .text(id), .text(cell))
    }
  }

  /// Ranks every cell with several siblings anew: rules or owners may be others than before.
  ///
  /// - Parameter noticed: the instant for conflicts that are not known yet.
  func rankAgain(noticed: Timestamp = Timestamp(milliseconds: 0)) throws {
    let rows = try session.statement(
      "SELECT scope, type, id FROM siblings UNION SELECT scope, type, id FROM conflicts"
    ).rows { ($0.text(0), $0.text(1), $0.text(2)) }
    for (scope, type, id) in rows {
      guard let scope = Scope(scope), let type = TypeName(type), let id = RecordID(id) else {
        continue
      }
      let key = RecordKey(scope, RecordName(type, id))
      let old = try stored(key)
      try save(old.state, at: key, replacing: old, noticed: noticed)
    }
  }

  /// Gives records of a type their columns after its table was made or grew.
  func projectAgain(_ type: RecordType) throws {
    guard let plan = session.plans[type.name] else { return }
    var keys: [RecordKey] = []
    let sources = [plan.select, "SELECT scope, id, metadata FROM unprojected WHERE type = ?1"]
    for (index, source) in sources.enumerated() {
      let statement = try Statement(source, on: session.connection)
      if index == 1 { statement.bind(.text(type.name.string)) }
      while try statement.step() {
        let blob = statement.blob(2)
        let metadata = try session.withWords { try MetadataCoding.decode(blob, words: $0) }
        // What lay beside the table has its row to get, whatever its cells are.
        let waits =
          index == 1
          || metadata.entries.contains { $0.kept != nil && plan.field(of: $0.cell) != nil }
        guard waits, let scope = Scope(statement.text(0)), let id = RecordID(statement.text(1))
        else { continue }
        keys.append(RecordKey(scope, RecordName(type.name, id)))
      }
    }
    for key in keys {
      let old = try stored(key)
      try save(old.state, at: key, replacing: old, noticed: Timestamp(milliseconds: 0))
    }
  }
}
