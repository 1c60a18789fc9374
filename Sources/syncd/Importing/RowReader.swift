import Catalogue
import Inspection
import SyncCore
import SyncStore

/// Compares a row of a file with what its author was shown.
struct RowReader {
  let view: EditView
  let placement: Placement
  let workspace: Workspace

  /// - Throws: `ImportError`, `unknown_dot` for a basis of which this replica knows nothing, or
  ///   where the record cannot stand.
  func read(
    _ row: ImportRow, using random: inout some RandomNumberGenerator, rowName: String
  ) throws -> PlacedRecord {
    let id = try row.recordID(for: workspace.party, using: &random)
    let name = RecordName(row.type.name, id)
    let key = try naming(row, rowName) {
      try placement.target(name, row.type, in: row.scope)
    }
    let state = try view.state(of: key)
    let shown =
      try row.basis.map { try values(of: $0, in: key, row: row, rowName: rowName) }
      ?? ShownState(state, of: key, type: row.type, rights: workspace.rights).values
    let record = try ImportRecord(row, id: id, shown: shown)
    if !record.assignments.isEmpty {
      try naming(row, rowName) { try placement.require(key, row.type) }
    }
    let assignments = record.assignments.map { assignment in
      guard assignment.value == nil, assignment.cell.member == nil else { return assignment }
      // A field is cleared by a value, so that who wrote something else meanwhile is asked.
      let isUnit = row.type.field(named: assignment.cell.field)?.isUnit == true
      let empty: Value = isUnit ? .object([]) : .null
      return Edit.Assignment(assignment.cell, empty, basis: assignment.basis)
    }
    return PlacedRecord(
      record: ImportRecord(
        type: record.type, id: id, scope: record.scope, assignments: assignments, line: row.line),
      key: key, state: state, hasBasis: row.basis != nil)
  }

  /// The values behind a basis: what the sheet showed.
  private func values(
    of basis: Basis, in key: RecordKey, row: ImportRow, rowName: String
  ) throws -> [CellName: Value] {
    var values: [CellName: Value] = [:]
    for (cell, dots) in basis.dots {
      for dot in dots.sorted() {
        guard let value = try view.value(of: cell, at: dot, in: key) else {
          throw StoreError(
            .unknownDot,
            "\(rowName) \(row.line): \(key.name) was exported with \(dot) in \(cell), which this"
              + " replica does not hold. Nothing was written.",
            hint: "Pull first, or export the sheet here.")
        }
        values[cell] = value
      }
    }
    return values
  }

  /// Puts the row's line before a failure that does not know it.
  private func naming<Result>(
    _ row: ImportRow, _ rowName: String, _ body: () throws -> Result
  ) throws -> Result {
    do {
      return try body()
    } catch {
      let failure = Failure(error)
      throw Failure(
        failure.code, "\(rowName) \(row.line): \(failure.message)", hint: failure.hint)
    }
  }
}
