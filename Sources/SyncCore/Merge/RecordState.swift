/// A live value of a cell: what was written, and by which write.
public struct Sibling: Hashable, Sendable {
  public let dot: Dot
  public let value: Value
  /// The instant that the writing process claimed; it orders what is shown first, nothing else.
  public let time: Timestamp

  public init(dot: Dot, value: Value, time: Timestamp) {
    self.dot = dot
    self.value = value
    self.time = time
  }
}

/// The unit of merge: a field, a unit of fields, or one member of a set.
///
/// Invariant: at least one sibling, at most one per author, in the order of their dots.
public struct Cell: Hashable, Sendable {
  public let name: CellName
  public internal(set) var siblings: [Sibling]

  public init(name: CellName, siblings: [Sibling]) {
    self.name = name
    self.siblings = siblings.sorted { $0.dot < $1.dot }
  }

  public var dots: [Dot] { siblings.map(\.dot) }

  /// Whether the siblings hold more than one value.
  public var differs: Bool {
    siblings.dropFirst().contains { $0.value != siblings[0].value }
  }
}

/// All live values of one record, `exists` among the cells. Invariant: cells are sorted by name.
///
/// State is defined, not computed (DESIGN section 7): a dot is live in a cell if a counting
/// changeset wrote it there, none names it in `replaces` of that cell, and its author has no later
/// counting write to that cell. So the order in which changesets arrive cannot matter.
public struct RecordState: Hashable, Sendable {
  public private(set) var cells: [Cell]

  public init(cells: [Cell] = []) {
    self.cells = cells.filter { !$0.siblings.isEmpty }.sorted { $0.name < $1.name }
  }

  public var isEmpty: Bool { cells.isEmpty }

  public subscript(name: CellName) -> Cell? {
    let index = position(of: name)
    return index < cells.count && cells[index].name == name ? cells[index] : nil
  }

  /// The cells that make up one field: one for a field or unit, one per member for a set.
  public func cells(of field: String) -> [Cell] {
    cells.filter { $0.name.field == field }
  }

  /// The distinct dots that are live anywhere in the record.
  public var liveDots: Set<Dot> {
    Set(cells.lazy.flatMap(\.siblings).map(\.dot))
  }

  /// Changes the siblings of one cell, which is made where it is missing and removed when empty.
  mutating func update(_ name: CellName, _ body: (inout [Sibling]) -> Void) {
    let index = position(of: name)
    let isPresent = index < cells.count && cells[index].name == name
    if !isPresent { cells.insert(Cell(name: name, siblings: []), at: index) }
    body(&cells[index].siblings)
    if cells[index].siblings.isEmpty { cells.remove(at: index) }
  }

  private func position(of name: CellName) -> Int {
    var low = 0
    var high = cells.count
    while low < high {
      let middle = (low + high) / 2
      if cells[middle].name < name { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
