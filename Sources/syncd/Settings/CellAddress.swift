import SyncCore

/// The cell that a person means by FIELD: a field, a unit (by its name or one of its columns), a
/// member of a set (`icd10/J44`), or `exists`.
struct CellAddress {
  let cell: CellName
  /// The declared field; nil for `exists`, and for fields that nobody here declared.
  let field: Field?

  /// - Throws: `unknown_field` with the nearest name and all there are.
  init(_ text: String, of address: RecordAddress) throws {
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

  private static func unknown(_ text: String, _ address: RecordAddress) -> CommandFailure {
    let names = address.type?.columns.map(\.name.string) ?? []
    let guess = Nearest.name(to: text, among: names).map { "Did you mean \($0)? " } ?? ""
    return CommandFailure(
      "unknown_field", "\(address.name.type) has no field \(text.quoted). Nothing was changed.",
      hint: guess + "The fields: \(names.joined(separator: ", ")).")
  }
}
