package import SyncCore

/// The cell that a person means by FIELD: a field, a unit (by its name or one of its columns), a
/// member of a set (`icd10/J44`), or `exists`.
package struct CellAddress {
  package let cell: CellName
  /// The declared field; nil for `exists`, and for fields that nobody here declared.
  package let field: Field?

  /// - Throws: `unknown_field` with the nearest name and all there are.
  package init(_ text: String, of address: RecordAddress) throws {
    guard let cell = CellName(Text(text)) else { throw Self.unknown(text, address) }
    guard cell != .exists, let type = address.type else {
      self.cell = cell
      field = nil
      return
    }
    let member = cell.member
    let declared =
      type.field(named: cell.field) ?? (member == nil ? type.field(showing: text) : nil)
    guard let declared else { throw Self.unknown(text, address) }
    field = declared
    self.cell = member == nil ? CellName(declared.name) : cell
  }

  private static func unknown(_ text: String, _ address: RecordAddress) -> Failure {
    let names = address.type?.columns.map(\.name.string) ?? []
    let guess = Nearest.name(to: text, among: names).map { "Did you mean \($0)? " } ?? ""
    return Failure(
      "unknown_field", "\(address.name.type) has no field \(text.quoted). Nothing was changed.",
      hint: guess + "The fields: \(names.joined(separator: ", ")).")
  }
}
