import SyncCore
import SyncWire

/// Puts the settled records of a snapshot straight into their table.
///
/// What a row gets is what `Projection` of the state gives, without making either: as
/// `RowInsertion` does for changes, but each value may come from another write.
final class StateInsertion {
  private let plan: TypePlan
  private let statement: Statement
  private var shape: RowShape?
  private var scope: Scope?
  private var dots: [Dot] = []

  private static let scopeParameter: Int32 = 1
  private static let idParameter: Int32 = 2
  private static let metadataParameter: Int32 = 3
  private static let firstColumn: Int32 = 4

  init(_ plan: TypePlan, in session: Session) throws {
    self.plan = plan
    statement = try Statement(plan.insert, on: session.connection)
  }

  /// - Returns: whether the record has its row now. If not, nothing was written: there is a row
  ///   already, or the columns cannot hold the values.
  func insert(_ record: SnapshotRecord, in scope: Scope, _ session: Session) throws -> Bool {
    guard try prepare(for: record, in: session), let shape else { return false }
    for index in shape.slots.indices {
      let isExact = RowShape.bind(
        record.writes[index].value, in: shape.slots[index], to: statement,
        first: Self.firstColumn)
      guard isExact else { return false }
    }
    if scope != self.scope {
      self.scope = scope
      statement.bind(scope.string, at: Self.scopeParameter)
    }
    statement.bind(record.name.id.string, at: Self.idParameter)
    try statement.run()
    return session.rowsWritten == 1
  }

  /// Binds what rows of this shape and these writes share; false where there is no such shape.
  private func prepare(for record: SnapshotRecord, in session: Session) throws -> Bool {
    if let shape, shape.fits(record.writes) {
      if record.dots == dots { return true }
    } else {
      shape = RowShape(record.writes, plan: plan)
    }
    guard let shape else { return false }
    let entries = zip(shape.cells, record.dots).map { cell, dot in
      Metadata.Entry(cell: cell, dot: dot, kept: nil)
    }
    let blob = try session.withWords {
      try MetadataCoding.encode(Metadata(entries: entries), words: &$0)
    }
    statement.bind(blob, at: Self.metadataParameter)
    for place in shape.emptyPlaces { statement.bindNull(at: Self.firstColumn + Int32(place)) }
    dots = record.dots
    return true
  }
}
