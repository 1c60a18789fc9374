import SyncCore

/// Puts records that are new here straight from a changeset's values into their table: most of a
/// first pull.
///
/// What a row gets is what `Projection` of the merged state gives, without making either. The
/// values that rows of one changeset share stay bound: scope, metadata and empty columns.
final class RowInsertion {
  private let plan: TypePlan
  private let statement: Statement
  private var shape: RowShape?
  private var scope: Scope?
  private var dot: Dot?

  init(_ plan: TypePlan, in session: Session) throws {
    self.plan = plan
    statement = try Statement(plan.insert, on: session.connection)
  }

  /// - Parameter change: one that only writes cells; nothing of it may have been replaced early.
  /// - Returns: whether the record has its row now. If not, nothing was written: there is a row
  ///   already, or the columns cannot hold the values.
  func insert(
    _ change: Change, at key: RecordKey, dot: Dot, in session: Session
  ) throws -> Bool {
    guard try prepare(for: change.writes, dot: dot, in: session), let shape else { return false }
    for index in shape.slots.indices {
      let isExact = RowShape.bind(
        change.writes[index].value, in: shape.slots[index], to: statement,
        first: TypePlan.InsertPlace.firstColumn)
      guard isExact else { return false }
    }
    if scope != key.scope {
      scope = key.scope
      statement.bind(key.scope.string, at: TypePlan.InsertPlace.scope)
    }
    statement.bind(key.id.string, at: TypePlan.InsertPlace.id)
    try statement.run()
    return session.rowsWritten == 1
  }

  /// Binds what rows of this shape and write share; false where there is no such shape.
  private func prepare(
    for writes: [Change.Write], dot: Dot, in session: Session
  ) throws -> Bool {
    if let shape, shape.fits(writes) {
      if dot == self.dot { return true }
    } else {
      shape = RowShape(writes.map(\.cell), plan: plan)
    }
    guard let shape else { return false }
    let entries = shape.cells.map { Metadata.Entry(cell: $0, dot: dot, kept: nil) }
    let blob = try session.withWords {
      try MetadataCoding.encode(Metadata(entries: entries), words: &$0)
    }
    statement.bind(blob, at: TypePlan.InsertPlace.metadata)
    for place in shape.emptyPlaces {
      statement.bindNull(at: TypePlan.InsertPlace.firstColumn + Int32(place))
    }
    self.dot = dot
    return true
  }
}
