package import SyncCore
import SyncWire

/// A record as people are shown it: one value per column, and what is unsettled.
package struct ShownRecord: Sendable {
  package let key: RecordKey
  package let exists: Bool
  package let state: RecordState
  /// The value shown for each cell.
  package let shown: [CellName: Value]
  package let conflicts: [Conflict]
}

/// A conflict with the record it is in, and when this replica noticed it.
package struct OpenConflict: Sendable {
  package let key: RecordKey
  package let conflict: Conflict
  package let noticed: Timestamp
  /// What all siblings were written over, or nil where they have nothing in common.
  package let base: Value?
  /// Where each sibling comes from.
  package let origins: [Dot: Origin]
}

extension Records {
  /// The scopes in which a record has live dots, sorted.
  func scopes(of name: RecordName) throws -> [Scope] {
    var scopes: Set<String> = []
    if session.plans[name.type] != nil {
      let table = TypePlan.quoted(name.type.string)
      scopes.formUnion(
        try session.statement("SELECT scope FROM \(table) WHERE id = ?")
          .bind(.text(name.id.string)).rows { $0.text(0) })
    }
    scopes.formUnion(
      try session.statement("SELECT scope FROM unprojected WHERE type = ? AND id = ?")
        .bind(.text(name.type.string), .text(name.id.string)).rows { $0.text(0) })
    return scopes.compactMap { Scope($0) }.sorted()
  }

  func shown(_ key: RecordKey, _ state: RecordState) -> ShownRecord {
    var shown: [CellName: Value] = [:]
    for cell in state.cells {
      shown[cell.name] = ranking(of: cell, in: key).provisional.value
    }
    return ShownRecord(
      key: key, exists: state.existence.isVisible, state: state, shown: shown,
      conflicts: conflicts(of: state, key: key))
  }
}

extension Replica {
  /// The scopes in which a record has live dots, deleted or not, sorted.
  package func scopes(of name: RecordName) throws -> [Scope] {
    try read { try Records($0).scopes(of: name) }
  }

  /// The same for many records at once; those of which nothing is live are left out.
  package func scopes(of names: Set<RecordName>) throws -> [RecordName: [Scope]] {
    try read { session in
      let records = Records(session)
      var scopes: [RecordName: [Scope]] = [:]
      for name in names { scopes[name] = try records.scopes(of: name) }
      return scopes.filter { !$0.value.isEmpty }
    }
  }

  /// One record, deleted or not; nil if nothing of it is live here.
  package func record(_ key: RecordKey) throws -> ShownRecord? {
    try read { session in
      let records = Records(session)
      let state = try records.state(of: key)
      return state.isEmpty ? nil : records.shown(key, state)
    }
  }

  /// The visible records of a declared type, by id and scope. Cost: the type's rows.
  package func records(of type: TypeName) throws -> [ShownRecord] {
    try read { session in
      guard let plan = session.plans[type] else { return [] }
      let records = Records(session)
      let keys = try session.statement(plan.select + " ORDER BY id, scope").rows { row in
        (row.text(0), row.text(1))
      }
      return try keys.compactMap { scope, id in
        guard let scope = Scope(scope), let id = RecordID(id) else { return nil }
        let key = RecordKey(scope, RecordName(type, id))
        return records.shown(key, try records.ranked(records.stored(key), in: scope))
      }
    }
  }

  /// Visits every record with a live dot, deleted ones too, table by table. `body` must not read
  /// or write the replica itself. Claimed times of settled cells are not filled in.
  package func forEachRecord(_ body: (ShownRecord) throws -> Void) throws {
    try read { session in
      let records = Records(session)
      try records.forEach { key, stored in
        try body(records.shown(key, records.ranked(stored(), in: key.scope)))
      }
    }
  }

  /// Every open conflict, the longest known first.
  package func conflicts() throws -> [OpenConflict] {
    try read { session in
      let rows = try session.statement(
        """
        SELECT scope, type, id, cell, noticed FROM conflicts
        ORDER BY noticed, scope, type, id, cell
        """
      ).rows { ($0.text(0), $0.text(1), $0.text(2), $0.text(3), $0.integer(4)) }
      return try rows.compactMap { scope, type, id, cell, noticed in
        guard let scope = Scope(scope), let type = TypeName(type), let id = RecordID(id) else {
          return nil
        }
        let key = RecordKey(scope, RecordName(type, id))
        return try openConflict(
          key, cell: Text(cell), noticed: Timestamp(milliseconds: noticed), session: session)
      }
    }
  }

  /// What is known of the conflict in a cell, or nil if there is none.
  func openConflict(
    _ key: RecordKey, cell: Text, noticed: Timestamp, session: Session
  ) throws -> OpenConflict? {
    let records = Records(session)
    let lineages = Lineages(session)
    let state = try records.state(of: key)
    let conflicts = records.conflicts(of: state, key: key)
    guard let conflict = conflicts.first(where: { $0.cell.text == cell }) else { return nil }
    var origins: [Dot: Origin] = [:]
    for sibling in conflict.siblings {
      origins[sibling.dot] = try lineages.write(of: sibling.dot, to: key)?.origin
    }
    let base = try lineages.base(of: conflict, in: key)
    return OpenConflict(
      key: key, conflict: conflict, noticed: noticed, base: base, origins: origins)
  }

  /// How many cells a person has to settle.
  package func conflictCount() throws -> Int {
    try read { session in
      try session.statement("SELECT count(*) FROM conflicts").first { Int($0.integer(0)) } ?? 0
    }
  }

  /// How many refusals are kept; the oldest go first.
  package static let quarantineLimit = Quarantine.limit

  /// What was refused and is kept as evidence, oldest first; at most `quarantineLimit` entries.
  package func quarantine() throws -> [Refused] {
    try read { try Quarantine(session: $0).all() }
  }
}
