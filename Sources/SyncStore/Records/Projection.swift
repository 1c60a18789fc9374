import SyncCore
import SyncWire

/// A record as the tables hold it: its columns, its metadata, and the siblings of its cells.
///
/// `Projection(of:)` and `state(siblings:)` are each other's opposites: nothing of a state is lost.
struct Projection {
  let columns: [SQLValue]
  let metadata: Metadata
  /// The cells that have several siblings.
  let contested: [Cell]

  /// - Parameters:
  ///   - plan: the table, or nil for a record that has no row in one: then metadata keeps all.
  ///   - provisional: the sibling of a cell with several that its column shows.
  init(of state: RecordState, plan: TypePlan?, provisional: (Cell) -> Sibling) {
    var columns = Array(repeating: SQLValue.null, count: plan?.columns.count ?? 0)
    var members: [Int: [Text]] = [:]
    var entries: [Metadata.Entry] = []
    var contested: [Cell] = []
    for cell in state.cells {
      let isContested = cell.siblings.count > 1
      let shown = isContested ? provisional(cell) : cell.siblings[0]
      var isExact = false
      if let (field, first) = plan?.field(of: cell.name) {
        if cell.name.isMember, let member = cell.name.member {
          isExact = shown.value == .boolean(true)
          if isExact { members[first, default: []].append(member) }
        } else {
          isExact = field.project(shown.value, into: &columns[first..<first + field.columns.count])
        }
      }
      if isContested { contested.append(cell) }
      let kept = isContested || isExact ? nil : shown.value
      entries.append(
        Metadata.Entry(cell: cell.name, dot: isContested ? nil : shown.dot, kept: kept))
    }
    for (place, texts) in members {
      let array = CanonicalJSON.write(.array(texts.sorted().map(Value.text)))
      columns[place] = .text(String(decoding: array, as: UTF8.self))
    }
    self.columns = columns
    metadata = Metadata(entries: entries)
    self.contested = contested
  }

  /// What a row holds. The claimed times of settled cells are not in it: they are set to zero.
  static func state(
    columns: [SQLValue], metadata: Metadata, plan: TypePlan?, siblings: [Cell]
  ) throws -> RecordState {
    var cells: [Cell] = []
    for entry in metadata.entries {
      guard let dot = entry.dot else {
        if let cell = siblings.first(where: { $0.name == entry.cell }) { cells.append(cell) }
        continue
      }
      let value = entry.kept ?? shownValue(of: entry.cell, columns: columns, plan: plan)
      let sibling = Sibling(dot: dot, value: value, time: Timestamp(milliseconds: 0))
      cells.append(Cell(name: entry.cell, siblings: [sibling]))
    }
    return RecordState(cells: cells)
  }

  private static func shownValue(
    of cell: CellName, columns: [SQLValue], plan: TypePlan?
  ) -> Value {
    guard let (field, first) = plan?.field(of: cell) else { return .null }
    if cell.isMember { return .boolean(true) }
    return field.value(of: columns[first..<first + field.columns.count])
  }
}

extension Field {
  /// Puts a value into the field's columns; false where they cannot give it back exactly.
  fileprivate func project(_ value: Value, into columns: inout ArraySlice<SQLValue>) -> Bool {
    switch shape {
    case .plain(let kind), .set(let kind):
      guard let column = kind.sqlValue(of: value) else { return false }
      columns[columns.startIndex] = column
      return true
    case .unit(let members):
      for (offset, member) in members.enumerated() {
        let column = value[member.name.text].flatMap { member.kind.sqlValue(of: $0) }
        columns[columns.startIndex + offset] = column ?? .null
      }
      return self.value(of: columns) == value
    }
  }

  /// The value that the field's columns show; for a unit an object of the members that have one.
  fileprivate func value(of columns: ArraySlice<SQLValue>) -> Value {
    switch shape {
    case .plain(let kind), .set(let kind):
      return kind.value(of: columns[columns.startIndex])
    case .unit(let members):
      let pairs = zip(members, columns).map { ($0.name.text, $0.kind.value(of: $1)) }
      return .object(pairs.filter { $0.1 != .null })
    }
  }
}
