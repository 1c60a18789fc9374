import Catalogue
import SyncCore
import SyncStore

extension Labels {
  /// How far a record has come, where its type says so: a pathway's phase, a region's status.
  func state(of record: ShownRecord) -> String? {
    guard let field = Catalogue.schema[record.key.type]?.fields.first(where: \.tellsState),
      let column = field.columns.first
    else { return nil }
    let value = record.value(of: column, in: field)
    return value == .null ? nil : FieldText.label(of: value, kind: column.kind).printable
  }

  /// How many conflicts a record has, in words; nil where it has none.
  func conflicts(of record: ShownRecord) -> String? {
    record.conflicts.isEmpty ? nil : words.count(record.conflicts.count, "catalogue_conflicts")
  }

  /// A column of a type by its own label.
  func column(_ name: FieldName, of type: TypeName) -> String {
    let column = Catalogue.schema[type]?.columns.first { $0.name == name }
    return field(name, column?.label ?? name.string)
  }

  /// A code of a column with its label.
  func code(_ text: String, in column: FieldName, of type: TypeName) -> String {
    guard let declared = Catalogue.schema[type]?.columns.first(where: { $0.name == column }) else {
      return text
    }
    return FieldText.label(of: .string(text), kind: declared.kind).printable
  }
}

extension Field {
  /// Whether the field is a unit that begins with a code: a state with its date.
  fileprivate var tellsState: Bool {
    guard case .unit(let columns) = shape, case .code = columns.first?.kind else { return false }
    return true
  }
}
