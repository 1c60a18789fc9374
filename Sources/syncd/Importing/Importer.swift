import Catalogue
import Inspection
import SyncCore
import SyncStore

/// Writes the records of a file, all of them in one transaction or none.
struct Importer {
  let workspace: Workspace
  let message: String?
  /// Whether cells that hold a value are written over where the file names no basis.
  let isOverwriting: Bool
  /// Whether all of it is only rehearsed.
  let isTrial: Bool

  init(
    _ workspace: Workspace, message: String?, isOverwriting: Bool = false, isTrial: Bool = false
  ) {
    self.workspace = workspace
    self.message = message
    self.isOverwriting = isOverwriting
    self.isTrial = isTrial
  }

  /// Imports a user's sheet or JSON file.
  ///
  /// - Throws: the first faults found, with their lines; nothing was written.
  func run(_ file: ImportFile) throws -> ImportAnswer {
    try write { view, tally in
      let placement = Placement(source: view, workspace: workspace)
      var changes: [(Scope, Change)] = []
      var lines: [RecordKey: Int] = [:]
      var random = SystemRandomNumberGenerator()
      for row in file.rows {
        let placed = try ImportFile.naming(file.rowName) {
          try RowReader(view: view, placement: placement, workspace: workspace)
            .read(row, using: &random, rowName: file.rowName)
        }
        if let first = lines.updateValue(row.line, forKey: placed.key) {
          throw ImportError.twice(row.line, placed.key.name, first: first)
        }
        if let change = try change(placed, by: view.author, tally: &tally) {
          changes.append(change)
        }
      }
      try tally.requireUnopposed(rowName: file.rowName)
      return changes
    }
  }

  /// Imports the catalogue that the program carries.
  ///
  /// - Throws: `no_right` unless this author may write every scope of it: only the national source
  ///   does; all others get the catalogue by exchange.
  func runBundled() throws -> ImportAnswer {
    let records = try BundledCatalogue.records()
    let scopes = Set(records.compactMap(\.scope)).sorted()
    let registration = workspace.rights.registration(of: workspace.author)
    if let registration, let scope = scopes.first(where: { !registration.mayWrite($0) }) {
      throw Failure(
        "no_right",
        "The bundled catalogue goes to \(scopes.count) national scopes, and \(workspace.author)"
          + " may not write in \(scope). Nothing was written.",
        hint: "Import it in the replica of the national source; others get it by sync or apply.")
    }
    return try write { view, tally in
      var changes: [(Scope, Change)] = []
      for record in records {
        guard let scope = record.scope else { continue }
        let key = RecordKey(scope, record.name)
        let row = PlacedRecord(
          record: record, key: key, state: try view.state(of: key), hasBasis: false,
          isBundled: true)
        if let change = try change(row, by: view.author, tally: &tally) { changes.append(change) }
      }
      try tally.requireUnopposed(rowName: "Record")
      return changes
    }
  }

  private func write(
    _ decide: (EditView, inout ImportTally) throws -> [(Scope, Change)]
  ) throws -> ImportAnswer {
    var tally = ImportTally()
    let written = try workspace.replica.edit(
      try workspace.occasion(message: message), isTrial: isTrial
    ) { view in
      try decide(view, &tally)
    }
    return ImportAnswer(tally: tally, written: written, isTrial: isTrial)
  }

  /// What one record comes down to, or nil where nothing of it is written.
  private func change(
    _ row: PlacedRecord, by author: Author, tally: inout ImportTally
  ) throws -> (Scope, Change)? {
    tally.records += 1
    let all = row.record.assignments
    let assignments = row.hasBasis || isOverwriting ? all : row.filling(all)
    let differing = Set(row.differing(all).map(\.cell.field))
    tally.skipped += differing.subtracting(assignments.map(\.cell.field)).count
    guard !assignments.isEmpty else { return nil }
    tally.judge(
      ContentRules.problems(
        of: row.key.name, assigning: assignments.map { ($0.cell, $0.value) }),
      line: row.record.line)
    do throws(Edit.Obstacle) {
      guard
        let change = try row.state.change(
          of: row.key.name, assigning: assignments, by: author)
      else { return nil }
      tally.add(change, isNew: row.state.isEmpty)
      for cell in row.erasedCells(writtenBy: change) {
        tally.warn(
          "\(row.key.name) \(cell) was erased here, and the file writes a value there again. If it is"
            + " the one that was to go: syncd erase \(row.key.name) \(cell) --reason R")
      }
      return (row.key.scope, change)
    } catch {
      if row.isBundled, error == .hidden { return nil }
      tally.oppose(
        RecordEditor.failure(error, of: row.key, state: row.state), line: row.record.line)
      return nil
    }
  }
}
