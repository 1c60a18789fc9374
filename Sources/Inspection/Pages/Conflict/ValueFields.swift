import Catalogue
import SyncCore

/// The inputs for a value of one's own.
struct ValueFields {
  let current: ConflictCase
  let labels: Labels
  /// What was typed already, by the names of the columns.
  let typed: [String: String]
  /// What is shown meanwhile; the inputs begin with it.
  let shown: Value?

  /// One entry per input; nil where no value can be typed: sets, and what nobody declared.
  var context: [[String: Any]]? {
    guard current.cell != .exists, current.cell.member == nil, let field = current.field else {
      return nil
    }
    switch field.shape {
    case .set: return nil
    case .plain(let kind):
      return [input(Column(field.name, field.label, kind), shown ?? .null)]
    case .unit(let columns):
      return columns.map { input($0, shown?[$0.name.text] ?? .null) }
    }
  }

  private func input(_ column: Column, _ value: Value) -> [String: Any] {
    ColumnInput(column: column, isSet: false, labels: labels)
      .context(typed[column.name.string] ?? FieldText.text(of: value, kind: column.kind))
  }
}
