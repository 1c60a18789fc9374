package import SyncCore
import SyncWire

/// A value that is gone here although nothing that counts says so any more.
///
/// The log of whoever erased it was ended before that changeset, by a pin, a fork or a right that
/// is gone. What was erased cannot come back; but whoever had not heard of the erasure by then
/// keeps the value, so that equal heads have different digests. It is mended by erasing the same
/// again under an author that counts.
package struct LapsedErasure: Hashable, Sendable {
  package let key: RecordKey
  package let cell: CellName
  /// The changeset that erased it and counts no more.
  package let eraser: Dot
}

extension Erasures {
  /// Whether a changeset that counts, by somebody who may, erases a cell of another one.
  ///
  /// - Parameter remainder: what it has to name as left, if that matters.
  func isUpheld(
    _ place: CellPlace, of target: ContentHash, leaving remainder: ContentHash? = nil
  ) throws -> Bool {
    try session.statement(
      """
      SELECT scope, author, sequence <= head FROM erasures
      JOIN changesets ON changesets.id = changeset JOIN logs ON logs.id = log
      WHERE target = ? AND type = ? AND erasures.id = ? AND cell = ? AND in_force = 1
        AND remainder = ifnull(?, remainder)
      """
    ).bind(
      .blob(target.bytes), .text(place.record.type.string), .text(place.record.id.string),
      .text(place.cell.text.string), remainder.map { .blob($0.bytes) } ?? .null
    ).rows { counts(scope: $0.text(0), author: $0.text(1), isInLog: $0.integer(2) == 1) }
      .contains(true)
  }

  /// What is gone and nothing that counts erases any more, each cell once, in the order in which
  /// the erasures came here. Cost: the changesets that erase; nothing where there are none.
  func lapsed() throws -> [LapsedErasure] {
    guard try session.hasErasures() else { return [] }
    let places = try session.statement(
      """
      SELECT DISTINCT changesets.id, scope, author, sequence <= head FROM erasures
      JOIN changesets ON changesets.id = changeset JOIN logs ON logs.id = log
      WHERE in_force = 1 ORDER BY changesets.id
      """
    ).rows { row -> Int64? in
      counts(scope: row.text(1), author: row.text(2), isInLog: row.integer(3) == 1)
        ? nil : row.integer(0)
    }
    var seen: Set<RecordKey.Cell> = []
    return try places.compactMap { $0 }.flatMap { try lapsed(at: $0) }.filter {
      seen.insert(RecordKey.Cell(key: $0.key, cell: $0.cell)).inserted
    }
  }

  /// The cells that one changeset erased here and that nothing else erases.
  private func lapsed(at place: Int64) throws -> [LapsedErasure] {
    let logs = Logs(session)
    // What is damaged is another matter, which `verify` tells.
    guard let changeset = try logs.changeset(at: place).flatMap({ try? $0.decoded() }),
      let body = changeset.body
    else { return [] }
    let header = changeset.header
    return try body.erases.flatMap { erasure -> [LapsedErasure] in
      guard let log = try logs.existing(LogName(header.scope, erasure.author)),
        let kept = try logs.changeset(erasure.sequence, of: log), kept.hash == erasure.header,
        let gone = try? kept.decoded().erased?.cells
      else { return [] }
      return try erasure.cells.filter(gone.contains).filter {
        try !isUpheld($0, of: erasure.header)
      }.map {
        LapsedErasure(
          key: RecordKey(header.scope, $0.record), cell: $0.cell, eraser: header.dot)
      }
    }
  }

  private func counts(scope: String, author: String, isInLog: Bool) -> Bool {
    guard isInLog, let scope = Scope(scope), let author = Author(author) else { return false }
    return session.rights.isOwner(author, of: scope)
  }
}

extension RecordKey {
  /// A cell of one record.
  fileprivate struct Cell: Hashable {
    let key: RecordKey
    let cell: CellName
  }
}

extension Replica {
  /// What is gone here and nothing that counts erases any more: why equal heads may have different
  /// digests. Empty in normal life.
  package func lapsedErasures() throws -> [LapsedErasure] {
    try read { try Erasures(session: $0).lapsed() }
  }
}
