import Catalogue
import SyncCore

/// A record of an import with its place and what stands there now.
struct PlacedRecord {
  let record: ImportRecord
  let key: RecordKey
  let state: RecordState
  /// Whether the file says what the person was shown.
  let hasBasis: Bool
  /// Whether it comes with the program: what was deleted here stays deleted.
  var isBundled = false

  /// The assignments that only fill what is empty now, as a sheet's cells are: a field, a set, or
  /// the empty columns of a unit.
  func filling(_ assignments: [Edit.Assignment]) -> [Edit.Assignment] {
    assignments.filter { assignment in
      guard let value = assignment.value else { return false }
      if assignment.cell.member != nil {
        return state.cells(of: assignment.cell.field).isEmpty
      }
      guard let cell = state[assignment.cell] else { return true }
      return cell.siblings.allSatisfy { Self.fills($0.value, with: value) }
    }
  }

  /// Whether a value keeps all that another says.
  private static func fills(_ old: Value, with new: Value) -> Bool {
    if old == .null { return true }
    guard case .object(let members) = old, case .object(let others) = new else { return false }
    return members.entries.allSatisfy { $0.value == .null || others[$0.key] == $0.value }
  }

  /// The cells to which a change gives a value where one was erased: the file may be older.
  func erasedCells(writtenBy change: Change) -> [CellName] {
    change.writes.filter { write in
      ![.null, .object([])].contains(write.value)
        && state[write.cell]?.siblings.contains { $0.value == .erased } == true
    }.map(\.cell)
  }

  /// The assignments that are not what stands here already.
  func differing(_ assignments: [Edit.Assignment]) -> [Edit.Assignment] {
    assignments.filter { assignment in
      let live = state[assignment.cell]
      guard let value = assignment.value else { return live != nil }
      return live?.siblings.contains { $0.value == value } != true
    }
  }
}
