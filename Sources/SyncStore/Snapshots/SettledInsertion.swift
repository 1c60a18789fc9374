import SyncCore
import SyncWire

/// Puts the settled records of a snapshot from the bytes of their lines into their table.
///
/// What a row gets is what `Projection` of the state gives, without making either or any value: as
/// `RowInsertion` does for changes. SQLite reads the texts where they lie in the line, so every row
/// binds all columns anew.
final class SettledInsertion {
  private let plan: TypePlan
  private let statement: Statement
  private var shape: RowShape?
  /// What the shape and the bound metadata are of.
  private var writes: SettledWrites?
  private var scope: Scope?

  init(_ plan: TypePlan, in session: Session) throws {
    self.plan = plan
    statement = try Statement(plan.insert, on: session.connection)
  }

  /// - Returns: whether the record has its row now. If not, nothing was written: it has none in this
  ///   scope, there is a row already, or the columns cannot hold the values.
  func insert(
    _ record: SettledRecord, _ values: SettledRecord.Values,
    of line: UnsafeBufferPointer<UInt8>, in scope: Scope, _ session: Session
  ) throws -> Bool {
    if record.writes !== writes { try prepare(for: record.writes, in: session) }
    guard let shape, plan.type.admits(record.id, in: scope) else { return false }
    var place = record.contents.lowerBound
    for slot in shape.slots {
      guard bind(values.contents[place], values.members, of: line, in: slot) else { return false }
      place += 1
    }
    if scope != self.scope {
      self.scope = scope
      statement.bind(scope.string, at: TypePlan.InsertPlace.scope)
    }
    statement.bind(unowned: line[record.idBytes], at: TypePlan.InsertPlace.id)
    try statement.run()
    return session.rowsWritten == 1
  }

  /// Binds what rows of these writes share.
  private func prepare(for writes: SettledWrites, in session: Session) throws {
    if self.writes?.cells != writes.cells { shape = RowShape(writes.cells, plan: plan) }
    self.writes = writes
    guard let shape else { return }
    let entries = zip(shape.cells, writes.dots).map { cell, dot in
      Metadata.Entry(cell: cell, dot: dot, kept: nil)
    }
    let blob = try session.withWords {
      try MetadataCoding.encode(Metadata(entries: entries), words: &$0)
    }
    statement.bind(blob, at: TypePlan.InsertPlace.metadata)
    for place in shape.emptyPlaces {
      statement.bindNull(at: TypePlan.InsertPlace.firstColumn + Int32(place))
    }
  }

  /// Binds a cell's value to its columns; false where they cannot give it back exactly.
  private func bind(
    _ content: SettledRecord.Content, _ members: [SettledRecord.Member],
    of line: UnsafeBufferPointer<UInt8>, in slot: RowShape.Slot
  ) -> Bool {
    switch slot {
    case .plain(let form, let place):
      return bind(content, of: line, as: form, at: place)
    case .unit(let columns, let place):
      guard case .object(let range) = content else { return false }
      return bind(members[range], of: line, to: columns, at: place)
    }
  }

  /// Binds a plain value to its column; false where the column cannot give it back exactly.
  private func bind(
    _ content: SettledRecord.Content, of line: UnsafeBufferPointer<UInt8>,
    as form: ColumnForm, at place: Int
  ) -> Bool {
    let index = TypePlan.InsertPlace.firstColumn + Int32(place)
    switch (form, content) {
    case (_, .null): statement.bindNull(at: index)
    case (.text, .text(let range)): statement.bind(unowned: line[range], at: index)
    case (.text, .escaped(let range)):
      guard let text = SettledRecordReader.unescaped(range, of: line) else { return false }
      statement.bind(text.string, at: index)
    case (.integer, .integer(let number)): statement.bind(number, at: index)
    case (.boolean, .boolean(let flag)): statement.bind(flag ? 1 : 0, at: index)
    default: return false
    }
    return true
  }

  /// The same for the members of a unit.
  private func bind(
    _ given: ArraySlice<SettledRecord.Member>, of line: UnsafeBufferPointer<UInt8>,
    to columns: [(name: Text, form: ColumnForm)], at place: Int
  ) -> Bool {
    for offset in columns.indices {
      statement.bindNull(at: TypePlan.InsertPlace.firstColumn + Int32(place + offset))
    }
    for member in given {
      if case .null = member.content { return false }
      let key = line[member.key]
      guard let offset = columns.firstIndex(where: { $0.name.string.utf8.elementsEqual(key) }),
        bind(member.content, of: line, as: columns[offset].form, at: place + offset)
      else { return false }
    }
    return true
  }
}
