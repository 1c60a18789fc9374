import SyncCore

/// Writes single fields of a settled record into its row: its metadata is read, its other columns
/// are neither read nor bound.
///
/// Only where the outcome is one value a cell, as `RecordState.merge` would have it; anything else
/// is left to the road by way of the whole state.
final class RowAmendment {
  private let plan: TypePlan
  private let select: Statement
  private var update: Statement
  private var shape: RowShape?
  private var updates: [String: Statement] = [:]

  /// How many statements are kept prepared.
  private static let updatesLimit = 64

  private static let rowParameter: Int32 = 1
  private static let metadataParameter: Int32 = 2
  private static let firstColumn: Int32 = 3

  init(_ plan: TypePlan, in session: Session) throws {
    self.plan = plan
    select = try Statement(plan.selectMetadata, on: session.connection)
    update = select
  }

  /// - Parameter change: one whose replaced dots have all come and none of whose writes was
  ///   replaced early.
  /// - Returns: whether the row holds the outcome now. If not, nothing was written.
  func amend(
    _ change: Change, at key: RecordKey, dot: Dot, in session: Session
  ) throws -> Bool {
    guard change.existence == nil, try prepare(for: change, in: session), let shape else {
      return false
    }
    select.bind(key.id.string, at: 1)
    select.bind(key.scope.string, at: 2)
    guard let row = try select.first({ ($0.integer(0), $0.blob(1)) }) else { return false }
    var metadata = try session.withWords { try MetadataCoding.decode(row.1, words: $0) }
    guard metadata.take(change, dot: dot) else { return false }
    for (write, slot) in zip(change.writes, shape.slots) {
      guard RowShape.bind(write.value, in: slot, to: update, first: Self.firstColumn) else {
        return false
      }
    }
    let blob = try session.withWords { try MetadataCoding.encode(metadata, words: &$0) }
    update.bind(row.0, at: Self.rowParameter)
    update.bind(blob, at: Self.metadataParameter)
    try update.run()
    return true
  }

  /// Makes the statement that writes these cells' columns; false where the cells have none.
  private func prepare(for change: Change, in session: Session) throws -> Bool {
    if let shape, shape.fits(change.writes) { return true }
    shape = nil
    guard let shape = RowShape(change.writes.map(\.cell), plan: plan), !shape.slots.isEmpty else {
      return false
    }
    let empty = Set(shape.emptyPlaces)
    let sets = plan.columns.indices.filter { !empty.contains($0) }.map { place in
      ", \(TypePlan.quoted(plan.columns[place].name.string)) = ?\(Int(Self.firstColumn) + place)"
    }
    update = try statement(
      "UPDATE \(TypePlan.quoted(plan.type.name.string))"
        + " SET metadata = ?\(Self.metadataParameter)\(sets.joined())"
        + " WHERE rowid = ?\(Self.rowParameter)", in: session)
    self.shape = shape
    return true
  }
}

extension RowAmendment {
  /// A prepared statement; of those for as many sets of columns as somebody may write, some are
  /// kept.
  private func statement(_ sql: String, in session: Session) throws -> Statement {
    if let known = updates[sql] { return known }
    if updates.count == Self.updatesLimit { updates = [:] }
    let statement = try Statement(sql, on: session.connection)
    updates[sql] = statement
    return statement
  }
}

extension Metadata {
  /// Gives the written cells their new dot; false where a cell would have several values or none,
  /// or where the record's existence is in question.
  fileprivate mutating func take(_ change: Change, dot: Dot) -> Bool {
    guard entries.allSatisfy({ $0.dot != nil && $0.cell != .exists }) else { return false }
    for replacement in change.replaces
    where !change.writes.contains(where: { $0.cell == replacement.cell }) {
      return false
    }
    for write in change.writes {
      let written = Entry(cell: write.cell, dot: dot, kept: nil)
      guard let index = entries.firstIndex(where: { $0.cell == write.cell }) else {
        entries.append(written)
        continue
      }
      guard let old = entries[index].dot,
        old.author == dot.author || change.replaced(in: write.cell).contains(old)
      else { return false }
      entries[index] = written
    }
    entries.sort { $0.cell < $1.cell }
    return true
  }
}
