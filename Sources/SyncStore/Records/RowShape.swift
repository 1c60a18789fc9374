import SyncCore

/// Where the cells of a change lie in their table, for changes that name the same cells in the
/// same order: those of one changeset mostly do.
struct RowShape {
  /// The columns of one cell. `place` is that of the first among the table's columns.
  enum Slot {
    case plain(ColumnForm, place: Int)
    case unit([(name: Text, form: ColumnForm)], place: Int)
  }

  /// Invariant: in the order of a state's cells, each a declared field or unit.
  let cells: [CellName]
  let slots: [Slot]
  /// The places of the columns that none of the cells fill.
  let emptyPlaces: [Int]

  /// Nil where one of the cells is no field or unit that the plan declares, or they stand in
  /// another order than a state's.
  init?(_ cells: [CellName], plan: TypePlan) {
    var slots: [Slot] = []
    var filled: Set<Int> = []
    for (index, cell) in cells.enumerated() {
      if index > 0, !(cells[index - 1] < cell) { return nil }
      guard !cell.isMember, let (field, place) = plan.field(of: cell) else { return nil }
      switch field.shape {
      case .plain(let kind): slots.append(.plain(ColumnForm(kind), place: place))
      case .unit(let members):
        slots.append(
          .unit(members.map { ($0.name.text, ColumnForm($0.kind)) }, place: place))
      case .set: return nil
      }
      filled.formUnion(place..<place + field.columns.count)
    }
    self.cells = cells
    self.slots = slots
    emptyPlaces = plan.columns.indices.filter { !filled.contains($0) }
  }

  func fits(_ writes: [Change.Write]) -> Bool {
    guard writes.count == cells.count else { return false }
    for index in writes.indices where writes[index].cell != cells[index] { return false }
    return true
  }

  /// Binds a cell's value to the parameters of its columns; `first` is that of the table's first.
  ///
  /// - Returns: false where the columns cannot give the value back exactly.
  static func bind(
    _ value: Value, in slot: Slot, to statement: Statement, first: Int32
  ) -> Bool {
    switch slot {
    case .plain(let form, let place):
      return statement.bind(value, as: form, at: first + Int32(place))
    case .unit(let members, let place):
      guard case .object(let object) = value else { return false }
      for offset in members.indices {
        statement.bindNull(at: first + Int32(place + offset))
      }
      for entry in object.entries {
        guard entry.value != .null,
          let offset = members.firstIndex(where: { $0.name == entry.key }),
          statement.bind(
            entry.value, as: members[offset].form, at: first + Int32(place + offset))
        else { return false }
      }
      return true
    }
  }
}

/// What a column can hold, as far as SQLite is concerned.
enum ColumnForm {
  case integer, boolean, text

  init(_ kind: FieldKind) {
    switch kind {
    case .integer: self = .integer
    case .boolean: self = .boolean
    case .text, .longText, .date, .code, .reference: self = .text
    }
  }
}

extension Statement {
  /// Binds a value to a column of this form; false, and nothing bound, where its type is another.
  func bind(_ value: Value, as form: ColumnForm, at index: Int32) -> Bool {
    switch (form, value) {
    case (_, .null): bindNull(at: index)
    case (.integer, .integer(let number)): bind(number, at: index)
    case (.boolean, .boolean(let flag)): bind(flag ? 1 : 0, at: index)
    case (.text, .text(let text)): bind(text.string, at: index)
    default: return false
    }
    return true
  }
}
