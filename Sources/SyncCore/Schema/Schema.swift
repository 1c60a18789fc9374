/// The record types that a program knows. Data of other types merges all the same.
public struct Schema: Hashable, Sendable {
  /// Grows when a type or field is added; it stands in every changeset, for information.
  public let version: Int64
  public let types: [RecordType]
  private let byName: [TypeName: Int]

  /// Invariant: type names are unique.
  public init(version: Int64, types: [RecordType]) {
    self.version = version
    self.types = types
    byName = Dictionary(
      types.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  public subscript(name: TypeName) -> RecordType? {
    byName[name].map { types[$0] }
  }

  /// The rule for a cell; `manual` for a type or field that is not declared.
  public func rule(for cell: CellName, of type: TypeName) -> MergeRule {
    self[type]?.rule(for: cell) ?? .manual
  }
}
