import SyncCore
import SyncWire

extension Records {
  /// Puts a record's state into the tables, in place of what was stored.
  ///
  /// Invariant: a record has a row in its type's table exactly while it is visible and stands
  /// where its type belongs; a row in `unprojected` if it has live dots all the same.
  ///
  /// - Parameter noticed: the instant for conflicts that are not known yet, this replica's clock.
  /// - Returns: how many conflicts are new.
  @discardableResult
  func save(
    _ state: RecordState, at key: RecordKey, replacing old: Stored, noticed: Timestamp
  ) throws -> Int {
    let existence = state.existence
    let hasSeveral = state.cells.contains { $0.siblings.count > 1 }
    let isContested = hasSeveral || state[.exists] != nil
    let state = isContested ? try timed(state, in: key.scope) : state
    let plan = existence.isVisible ? plan(for: key) : nil
    let place: Place = existence == .absent ? .nowhere : plan == nil ? .unprojected : .table
    let projection = Projection(of: state, plan: plan) { cell in
      ranking(of: cell, in: key).provisional
    }
    if old.place != place { try remove(key, from: old.place) }
    try write(projection, key: key, place: place, plan: plan, isUpdate: old.place == place)
    guard isContested || old.isContested else { return 0 }
    try replaceSiblings(of: key, with: projection.contested)
    return try replaceConflicts(of: key, with: state, noticed: noticed)
  }

  /// Puts a record into its table if nothing of it is stored yet, without looking first: most of a
  /// first pull is new.
  ///
  /// - Parameter change: one that only writes cells, none of which was replaced early.
  /// - Returns: false where something is stored, or the values need more than a row; nothing was
  ///   written then.
  func insertFirst(_ change: Change, at key: RecordKey, dot: Dot) throws -> Bool {
    guard let plan = plan(for: key), try unprojected(key) == nil else { return false }
    return try session.writer(into: plan).insertion.insert(
      change, at: key, dot: dot, in: session)
  }

  /// Changes fields of a settled record in its row.
  ///
  /// - Parameter change: one whose replaced dots have all come and none of whose writes was
  ///   replaced early.
  /// - Returns: false where the outcome is more than one value a cell, or there is no such row;
  ///   nothing was written then.
  func amend(_ change: Change, at key: RecordKey, dot: Dot) throws -> Bool {
    guard let plan = plan(for: key) else { return false }
    return try session.writer(into: plan).amendment.amend(
      change, at: key, dot: dot, in: session)
  }

  func ranking(of cell: Cell, in key: RecordKey) -> Ranking {
    cell.ranking(rule: session.rule(for: cell.name, of: key.type)) {
      session.rights.isOwner($0, of: key.scope)
    }
  }

  func conflicts(of state: RecordState, key: RecordKey) -> [Conflict] {
    state.conflicts(rule: { session.rule(for: $0, of: key.type) }) {
      session.rights.isOwner($0, of: key.scope)
    }
  }

  private func write(
    _ projection: Projection, key: RecordKey, place: Place, plan: TypePlan?, isUpdate: Bool
  ) throws {
    guard place != .nowhere else { return }
    let blob = SQLValue.blob(
      try session.withWords { try MetadataCoding.encode(projection.metadata, words: &$0) })
    let scope = SQLValue.text(key.scope.string)
    let id = SQLValue.text(key.id.string)
    guard let plan else {
      session.noteUnprojected()
      try session.statement("INSERT OR REPLACE INTO unprojected VALUES (?, ?, ?, ?)")
        .bind(all: keyValues(key) + [blob]).run()
      return
    }
    if isUpdate {
      try session.statement(\.update, of: plan)
        .bind(all: [blob] + projection.columns + [id, scope]).run()
    } else {
      try session.statement(\.insert, of: plan)
        .bind(all: [scope, id, blob] + projection.columns).run()
    }
  }

  private func remove(_ key: RecordKey, from place: Place) throws {
    switch place {
    case .nowhere: break
    case .table:
      guard let plan = plan(for: key) else { return }
      try session.run(plan.delete, .text(key.id.string), .text(key.scope.string))
    case .unprojected:
      try session.statement("DELETE FROM unprojected WHERE scope = ? AND type = ? AND id = ?")
        .bind(all: keyValues(key)).run()
    }
  }

  private func replaceSiblings(of key: RecordKey, with cells: [Cell]) throws {
    try session.statement("DELETE FROM siblings WHERE scope = ? AND type = ? AND id = ?")
      .bind(all: keyValues(key)).run()
    let insert = try session.statement("INSERT INTO siblings VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
    for cell in cells {
      for sibling in cell.siblings {
        let value = String(decoding: CanonicalJSON.write(sibling.value), as: UTF8.self)
        let rest: [SQLValue] = [
          .text(cell.name.text.string), .text(sibling.dot.author.string),
          .integer(sibling.dot.sequence), .integer(sibling.time.milliseconds), .text(value),
        ]
        try insert.bind(all: keyValues(key) + rest).run()
      }
    }
  }

  private func replaceConflicts(
    of key: RecordKey, with state: RecordState, noticed: Timestamp
  ) throws -> Int {
    let known = try session.statement(
      "SELECT cell FROM conflicts WHERE scope = ? AND type = ? AND id = ?"
    ).bind(all: keyValues(key)).rows { Text($0.text(0)) }
    let open = Set(conflicts(of: state, key: key).map(\.cell.text))
    for cell in known where !open.contains(cell) {
      try session.statement(
        "DELETE FROM conflicts WHERE scope = ? AND type = ? AND id = ? AND cell = ?"
      ).bind(all: keyValues(key) + [.text(cell.string)]).run()
    }
    let new = open.subtracting(known)
    for cell in new {
      try session.statement("INSERT INTO conflicts VALUES (?, ?, ?, ?, ?)")
        .bind(all: keyValues(key) + [.text(cell.string), .integer(noticed.milliseconds)]).run()
    }
    return new.count
  }
}
