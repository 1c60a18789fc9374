import SyncCore
import SyncWire

/// The records of a replica, read and written as whole states. Works inside one session.
struct Records {
  let session: Session

  init(_ session: Session) {
    self.session = session
  }

  /// Where a record lies.
  enum Place: Equatable {
    case nowhere
    case table
    case unprojected
  }

  /// A record with the place it was read from.
  struct Stored {
    let place: Place
    let state: RecordState
    /// Whether rows may stand in `siblings` or `conflicts`.
    let isContested: Bool
    /// What the row's columns hold; empty where there is no row in the type's table.
    let columns: [SQLValue]
  }

  // MARK: Reading

  func stored(_ key: RecordKey) throws -> Stored {
    if let plan = plan(for: key) {
      let statement = try session.statement(\.selectOne, of: plan)
      statement.bind(.text(key.id.string), .text(key.scope.string))
      if let row = try statement.first({ row($0, plan: plan) }) {
        return try stored(row, key: key, place: .table, plan: plan)
      }
    }
    guard let blob = try unprojected(key) else {
      return Stored(place: .nowhere, state: RecordState(), isContested: false, columns: [])
    }
    return try stored((blob, []), key: key, place: .unprojected, plan: nil)
  }

  /// The metadata of a record that has no row in its type's table.
  func unprojected(_ key: RecordKey) throws -> [UInt8]? {
    guard try session.hasUnprojected() else { return nil }
    return try session.statement(
      "SELECT metadata FROM unprojected WHERE scope = ? AND type = ? AND id = ?"
    ).bind(all: keyValues(key)).first { $0.blob(0) }
  }

  /// The state of a record with the claimed time of every sibling; empty if there is none.
  func state(of key: RecordKey) throws -> RecordState {
    try timed(stored(key).state, in: key.scope)
  }

  func row(_ statement: Statement, plan: TypePlan) -> ([UInt8], [SQLValue]) {
    let columns = plan.columns.indices.map { statement.value(Int32($0 + 3)) }
    return (statement.blob(2), columns)
  }

  func stored(
    _ row: (blob: [UInt8], columns: [SQLValue]), key: RecordKey, place: Place, plan: TypePlan?
  ) throws -> Stored {
    let metadata = try session.withWords { try MetadataCoding.decode(row.blob, words: $0) }
    let hasSeveral = metadata.entries.contains { $0.dot == nil }
    let siblings = hasSeveral ? try self.siblings(of: key) : []
    let state = try Projection.state(
      columns: row.columns, metadata: metadata, plan: plan, siblings: siblings)
    return Stored(
      place: place, state: state, isContested: hasSeveral || state[.exists] != nil,
      columns: row.columns)
  }

  /// The state with the claimed time of whatever may have to be ranked.
  func ranked(_ stored: Stored, in scope: Scope) throws -> RecordState {
    stored.isContested ? try timed(stored.state, in: scope) : stored.state
  }

  private func siblings(of key: RecordKey) throws -> [Cell] {
    let statement = try session.statement(
      """
      SELECT cell, author, sequence, claimed, value FROM siblings
      WHERE scope = ? AND type = ? AND id = ? ORDER BY cell
      """)
    let rows = try statement.bind(all: keyValues(key)).rows { row in
      (row.text(0), row.text(1), row.integer(2), row.integer(3), row.text(4))
    }
    var cells: [CellName: [Sibling]] = [:]
    for (cell, author, sequence, claimed, value) in rows {
      guard let name = CellName(Text(cell)), let author = Author(author) else { continue }
      guard let value = try? CanonicalJSON.read(Array(value.utf8)) else {
        throw StoreError(
          .databaseDamaged, "A sibling of \(key) is damaged. Nothing was changed.",
          hint: "Run `syncd verify` to see what is affected.")
      }
      let sibling = Sibling(
        dot: Dot(author, sequence), value: value, time: Timestamp(milliseconds: claimed))
      cells[name, default: []].append(sibling)
    }
    return cells.map { Cell(name: $0.key, siblings: $0.value) }
  }

  /// The same state with the times that the writing processes claimed.
  func timed(_ state: RecordState, in scope: Scope) throws -> RecordState {
    // Most cells of a record come from one write.
    var last: (dot: Dot, time: Timestamp)?
    let cells = try state.cells.map { cell in
      let siblings = try cell.siblings.map { sibling in
        let known = last?.dot == sibling.dot ? last?.time : nil
        let time = try known ?? claimedTime(of: sibling.dot, in: scope)
        last = (sibling.dot, time)
        return Sibling(dot: sibling.dot, value: sibling.value, time: time)
      }
      return Cell(name: cell.name, siblings: siblings)
    }
    return RecordState(cells: cells)
  }

  private func claimedTime(of dot: Dot, in scope: Scope) throws -> Timestamp {
    let statement = try session.statement(
      """
      SELECT claimed FROM changesets JOIN logs ON logs.id = log
      WHERE scope = ? AND author = ? AND sequence = ?
      """)
    statement.bind(.text(scope.string), .text(dot.author.string), .integer(dot.sequence))
    if let claimed = try statement.first({ $0.integer(0) }) {
      return Timestamp(milliseconds: claimed)
    }
    // The changeset itself may be missing below the floor of a snapshot.
    let claims = try session.statement(
      "SELECT claimed FROM claims WHERE scope = ? AND author = ? AND sequence = ?")
    claims.bind(.text(scope.string), .text(dot.author.string), .integer(dot.sequence))
    return Timestamp(milliseconds: try claims.first { $0.integer(0) } ?? 0)
  }

  /// The table a record of this key has its row in while it is visible.
  func plan(for key: RecordKey) -> TypePlan? {
    guard let plan = session.plans[key.type], plan.type.admits(key.id, in: key.scope) else {
      return nil
    }
    return plan
  }

  func keyValues(_ key: RecordKey) -> [SQLValue] {
    [.text(key.scope.string), .text(key.type.string), .text(key.id.string)]
  }
}
