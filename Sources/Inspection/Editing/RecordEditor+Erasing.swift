import Catalogue
package import SyncCore
package import SyncStore

extension RecordEditor {
  /// What was erased of one cell.
  package struct Erased {
    package let key: RecordKey
    package let cell: CellName
    /// The columns that the cell has beside its own name, where it is a unit.
    package let columns: [String]
    package let outcome: ErasureOutcome
  }

  /// Erases every value that a field was ever given in a record, for good.
  ///
  /// - Parameter field: a field, or a unit by its name or one of its columns: it goes as a whole.
  /// - Throws: `not_erasable` for what is no value but a name, or what `Replica.erase` throws;
  ///   nothing was erased then.
  package func erase(_ name: RecordName, field: String, reason: String) throws -> Erased {
    let address = try RecordAddress(name.description)
    let cellAddress = try CellAddress(field, of: address)
    let cell = cellAddress.cell
    try requireErasable(cell, cellAddress.field, of: name)
    try Judgement.require(reason, named: "reason")
    let key = try workspace.key(of: address, in: scope)
    let outcome = try workspace.replica.erase(
      cell, of: key, try workspace.occasion(message: reason))
    let isUnit = cellAddress.field?.isUnit == true
    return Erased(
      key: key, cell: cell,
      columns: isUnit ? cellAddress.field?.columns.map(\.name.string) ?? [] : [],
      outcome: outcome)
  }

  private func requireErasable(_ cell: CellName, _ field: Field?, of name: RecordName) throws {
    if cell == .exists {
      throw Failure(
        "not_erasable",
        "Whether \(name) exists is no text that could be erased. Nothing was erased.",
        hint: "Hide the record with: syncd delete \(name).")
    }
    guard cell.isMember || field?.isSet == true else { return }
    let member = cell.member.map { "-=\($0.string.printable)" } ?? "-=MEMBER"
    throw Failure(
      "not_erasable",
      "A member of the set \(cell.field) is a name in the log, and names stay. Nothing was erased.",
      hint: "Take it out of the set, so that it is shown no more:"
        + " syncd set \(name) '\(cell.field)\(member)'.")
  }
}
