import SyncCore
import SyncWire

/// Which values are to be gone, as far as this replica knows; inside one session.
///
/// A row stands for one cell of one changeset, and for the changeset that erases it. It comes when
/// that one counts, and is in force if its author writes for the owner of the scope. From then on
/// it stays so, whatever happens to that log: a value that is gone cannot come back.
struct Erasures {
  let session: Session

  /// The changeset as it may be kept: without the values that are to be gone.
  ///
  /// Where an erasure and the changeset do not fit each other nothing is erased; where what is left
  /// would be over the limit of a line, the whole body goes. Cost: a look-up where anything is to
  /// be erased at all, and reading the line where something of it is.
  func applied(to changeset: Changeset) throws -> Changeset {
    guard changeset.body != nil else { return changeset }
    let named = try cells(of: changeset.header.hash)
    guard !named.isEmpty, let remainder = changeset.remainder, let cells = named[remainder] else {
      return changeset
    }
    return changeset.erasing(cells) ?? changeset.withoutBody
  }

  /// The same for a line that was refused; nothing is left of one that cannot be read where
  /// anything is erased, for it may be a damaged copy of a value that is gone.
  func applied(toLine line: [UInt8]) throws -> [UInt8] {
    guard try session.hasErasures() else { return line }
    guard let changeset = try? Changeset.decode(line) else { return [] }
    return try applied(to: changeset).line
  }

  /// What a changeset says, if its author's signature vouches for it, or erasures that are in
  /// force do for what they left.
  ///
  /// - Returns: nil as well where there is no body that can be read.
  func proven(_ changeset: Changeset) throws -> Body? {
    guard let erased = changeset.erased else { return changeset.body }
    let named = try cells(of: changeset.header.hash)
    guard let cells = named[erased.remainder], erased.cells.isSubset(of: cells) else { return nil }
    return changeset.body
  }

  /// The cells of a changeset that are to be gone, by the remainder that is named with them.
  private func cells(of target: ContentHash) throws -> [ContentHash: Set<CellPlace>] {
    guard try session.hasErasures() else { return [:] }
    let rows = try session.statement(
      "SELECT type, id, cell, remainder FROM erasures WHERE target = ? AND in_force = 1"
    ).bind(.blob(target.bytes)).rows { row in
      (row.text(0), row.text(1), row.text(2), row.blob(3))
    }
    var cells: [ContentHash: Set<CellPlace>] = [:]
    for (type, id, cell, remainder) in rows {
      guard let type = TypeName(type), let id = RecordID(id), let cell = CellName(Text(cell)),
        let remainder = ContentHash(bytes: remainder)
      else { continue }
      cells[remainder, default: []].insert(CellPlace(RecordName(type, id), cell))
    }
    return cells
  }
}

/// One row of the table, but for whether it is in force.
struct ErasureRow: Hashable {
  let target: [UInt8]
  let type: String
  let id: String
  let cell: String
  let changeset: Int64
  let remainder: [UInt8]

  /// The rows that follow from a changeset at a place in `changesets`.
  static func all(of body: Body, place: Int64) -> [ErasureRow] {
    body.erases.flatMap { erasure in
      erasure.cells.map { cell in
        ErasureRow(
          target: erasure.header.bytes, type: cell.record.type.string,
          id: cell.record.id.string, cell: cell.cell.text.string, changeset: place,
          remainder: erasure.remainder.bytes)
      }
    }
  }
}

extension Erasures {
  /// Keeps what a changeset that counts erases.
  ///
  /// - Returns: whether anything of it is in force now that was not before.
  func note(_ body: Body, header: Header, place: Int64) throws -> Bool {
    session.noteErasures()
    let isOwner = session.rights.isOwner(header.author, of: header.scope)
    var isNew = false
    for row in ErasureRow.all(of: body, place: place) {
      try session.run(
        """
        INSERT INTO erasures VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET in_force = 1 WHERE excluded.in_force > in_force
        """,
        .blob(row.target), .text(row.type), .text(row.id), .text(row.cell),
        .integer(row.changeset), .blob(row.remainder), .integer(isOwner ? 1 : 0))
      if isOwner, session.rowsWritten > 0 { isNew = true }
    }
    return isNew
  }

  /// Every row, and its mark of being in force.
  func rows() throws -> [(row: ErasureRow, isInForce: Int64)] {
    try session.statement(
      "SELECT target, type, id, cell, changeset, remainder, in_force FROM erasures"
    ).rows { row in
      let found = ErasureRow(
        target: row.blob(0), type: row.text(1), id: row.text(2), cell: row.text(3),
        changeset: row.integer(4), remainder: row.blob(5))
      return (found, row.integer(6))
    }
  }

  /// The changesets that erase something, by their place in `changesets`.
  func places() throws -> [Int64] {
    guard try session.hasErasures() else { return [] }
    return try session.statement("SELECT DISTINCT changeset FROM erasures ORDER BY changeset")
      .rows { $0.integer(0) }
  }

  func remove(_ row: ErasureRow) throws {
    try session.run(
      """
      DELETE FROM erasures WHERE target = ? AND type = ? AND id = ? AND cell = ? AND changeset = ?
      """,
      .blob(row.target), .text(row.type), .text(row.id), .text(row.cell),
      .integer(row.changeset))
  }
}
