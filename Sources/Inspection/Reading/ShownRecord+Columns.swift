import Catalogue
package import SyncCore
package import SyncStore

extension ShownRecord {
  /// One value per column: units flat, sets as sorted arrays, null where there is nothing or a
  /// value of another JSON type than the column's.
  package func fields(of type: RecordType?) -> [(Text, Value)] {
    guard let type else { return [] }
    return type.fields.flatMap { field in
      field.columns.map { ($0.name.text, value(of: $0, in: field)) }
    }
  }

  /// The cells that no column shows: undeclared ones, and values that do not fit their column.
  package func otherCells(of type: RecordType?) -> [(Text, Value)] {
    shown.sorted { $0.key < $1.key }.compactMap { cell, value in
      guard cell != .exists, !isShown(cell, value, by: type) else { return nil }
      return (cell.text, value)
    }
  }

  private func isShown(_ cell: CellName, _ value: Value, by type: RecordType?) -> Bool {
    guard let field = type?.field(named: cell.field) else { return false }
    switch (field.shape, value) {
    case (.set, _): return cell.member != nil
    case (.plain(let kind), _): return cell.member == nil && kind.holds(value)
    case (.unit(let columns), .object(let members)):
      return members.entries.allSatisfy { member in
        columns.contains { $0.name.text == member.key && $0.kind.holds(member.value) }
      }
    case (.unit, _): return value == .null
    }
  }

  /// The value that a column shows.
  package func value(of column: Column, in field: Field) -> Value {
    switch field.shape {
    case .set: return .array(members(of: field).map(Value.text))
    case .plain: return fitting(shown[CellName(field.name)], column)
    case .unit: return fitting(shown[CellName(field.name)]?[column.name.text], column)
    }
  }

  private func fitting(_ value: Value?, _ column: Column) -> Value {
    guard let value, column.kind.holds(value) else { return .null }
    return value
  }

  /// The members of a set, sorted by their bytes.
  package func members(of field: Field) -> [Text] {
    shown.keys.filter { $0.field == field.name.string }.compactMap(\.member).sorted()
  }

  /// What a person reads in a column: a code with its label.
  package func text(of column: Column, in field: Field) -> String {
    if field.isSet {
      return members(of: field).map { column.kind.told(.text($0)) }.joined(separator: " | ")
    }
    return column.kind.told(value(of: column, in: field))
  }

  /// The value as it stands in a sheet: a code alone.
  package func plainText(of column: Column, in field: Field) -> String {
    if field.isSet { return members(of: field).map(\.string).joined(separator: " | ") }
    return FieldText.text(of: value(of: column, in: field), kind: column.kind)
  }
}

extension FieldKind {
  /// Whether a value has this kind's JSON type; null is no value.
  package func holds(_ value: Value) -> Bool {
    switch (self, value) {
    case (_, .null), (.integer, .integer), (.boolean, .boolean): true
    case (.integer, _), (.boolean, _): false
    case (_, .text): true
    default: false
    }
  }

  /// A value for people: `infort (Infört)`.
  package func told(_ value: Value) -> String {
    let text = FieldText.text(of: value, kind: self)
    let label = FieldText.label(of: value, kind: self)
    return label == text ? text.printable : "\(text) (\(label))"
  }
}
