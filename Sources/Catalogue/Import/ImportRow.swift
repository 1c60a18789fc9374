package import SyncCore

/// One record as a sheet or a JSON file gives it, before it is compared with what stands here.
package struct ImportRow: Hashable, Sendable {
  /// What a file says of one column.
  package enum Input: Hashable, Sendable {
    /// A person's text, read by the column's kind. The empty text clears.
    case text(String)
    /// A typed value. Null clears.
    case value(Value)
  }

  package let type: RecordType
  /// Nil where the id is to be made by the type's rule.
  package let id: RecordID?
  /// Nil where the file does not say: then the record's own, or the type's home.
  package let scope: Scope?
  /// The columns that the file names, but sets. What it does not name is left alone.
  package let cells: [FieldName: Input]
  /// The sets that the file names, with all members that it says there are.
  package let sets: [FieldName: Set<Text>]
  /// What the person was shown; nil where the file does not say.
  package let basis: Basis?
  /// Where the record begins in its file, from 1.
  package let line: Int

  package init(
    type: RecordType, id: RecordID?, scope: Scope?, cells: [FieldName: Input],
    sets: [FieldName: Set<Text>], basis: Basis?, line: Int
  ) {
    self.type = type
    self.id = id
    self.scope = scope
    self.cells = cells
    self.sets = sets
    self.basis = basis
    self.line = line
  }

  /// The id that stands in the file, or the one that the type's rule makes.
  package func recordID(
    for party: String, using random: inout some RandomNumberGenerator
  ) throws(ImportError) -> RecordID {
    if let id { return id }
    let source =
      switch cells[type.identity.source] {
      case .text(let text): text
      case .value(.text(let text)): text.string
      case .value, nil: ""
      }
    guard let made = Catalogue.id(for: type, party: party, title: source, using: &random) else {
      throw .noID(line, type)
    }
    return made
  }
}
