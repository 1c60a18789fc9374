/// What one changeset does to one record (DESIGN section 6).
public struct Change: Hashable, Sendable {
  public let record: RecordName
  /// The cells that get a value. Invariant: each cell once, never `exists`.
  public let writes: [Write]
  /// The dots that are superseded, cell by cell. Invariant: each cell once. A cell that stands
  /// here and not in `writes` is removed: that is how a member leaves a set.
  public let replaces: [Replacement]
  public let existence: ExistenceChange?
  /// Why, in the words of the person who settled a conflict, deleted or moved.
  public let reason: Text?

  public init(
    record: RecordName, writes: [Write] = [], replaces: [Replacement] = [],
    existence: ExistenceChange? = nil, reason: Text? = nil
  ) {
    self.record = record
    self.writes = writes
    self.replaces = replaces
    self.existence = existence
    self.reason = reason
  }

  /// A value for one cell.
  public struct Write: Hashable, Sendable {
    public let cell: CellName
    public let value: Value

    public init(_ cell: CellName, _ value: Value) {
      self.cell = cell
      self.value = value
    }
  }

  /// The dots of one cell that this change supersedes.
  public struct Replacement: Hashable, Sendable {
    public let cell: CellName
    public let dots: [Dot]

    public init(_ cell: CellName, _ dots: [Dot]) {
      self.cell = cell
      self.dots = dots
    }
  }

  /// Whether the change does nothing at all.
  public var isEmpty: Bool { writes.isEmpty && replaces.isEmpty && existence == nil }

  /// Whether the change only writes cells, superseding nothing that it names.
  public var isPut: Bool { !writes.isEmpty && replaces.isEmpty && existence == nil }

  /// Everything the change writes, the cell `exists` included.
  public var allWrites: [Write] {
    guard let existence else { return writes }
    return writes + [Write(.exists, existence.value)]
  }

  /// The dots this change supersedes in one cell.
  public func replaced(in cell: CellName) -> [Dot] {
    replaces.first { $0.cell == cell }?.dots ?? []
  }
}

/// What a change says about a record's existence.
public enum ExistenceChange: Hashable, Sendable {
  /// The record is deleted as far as its author saw it: the live dots of all its cells.
  case delete(seen: Set<Dot>)
  /// The record exists again; `replaces` names the deletes that this undoes.
  case restore

  /// What stands in the cell `exists`: the sorted array of dots, or true.
  public var value: Value {
    switch self {
    case .delete(let seen): .array(Dot.wireTexts(seen).map(Value.text))
    case .restore: .boolean(true)
    }
  }
}
