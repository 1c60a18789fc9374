import Catalogue
import Inspection
import SyncCore
import SyncStore

extension ShownRecord {
  /// The record as a line of a sheet, with the dots behind what the sheet shows.
  ///
  /// Of a cell with several values only the one that is shown is in the basis: whoever edits the
  /// sheet has not seen the others, so what they write does not end them. What was erased is empty.
  func sheetRecord(of type: RecordType) -> SheetRecord {
    var values: [FieldName: Value] = [:]
    var sets: [FieldName: Set<Text>] = [:]
    for field in type.fields {
      for column in field.columns {
        if field.isSet {
          sets[column.name] = Set(members(of: field))
        } else {
          let cell = shown[CellName(field.name)]
          values[column.name] = field.isUnit ? cell?[column.name.text] : cell
        }
      }
    }
    return SheetRecord(
      id: key.id, scope: key.scope, values: values.filter { ![.null, .erased].contains($0.value) },
      sets: sets,
      basis: Basis(basisDots(of: type)))
  }

  private func basisDots(of type: RecordType) -> [CellName: Set<Dot>] {
    var dots: [CellName: Set<Dot>] = [:]
    for cell in state.cells where type.field(named: cell.name.field) != nil {
      let value = shown[cell.name]
      dots[cell.name] = Set(cell.siblings.filter { $0.value == value }.map(\.dot))
    }
    return dots
  }
}
