import Catalogue
import SyncCore

/// Turns what a person wrote into the cells of one record that get new values.
struct AssignmentReader {
  let type: RecordType
  /// What the person is shown of the record: one value per cell.
  let shown: [CellName: Value]

  /// The new values by cell; nil takes a member out of its set.
  ///
  /// A unit's columns that are not named keep what is shown, as do members nobody here knows.
  func changes(_ inputs: [FieldInput]) throws -> [CellName: Value?] {
    var changes: [CellName: Value?] = [:]
    var units: [FieldName: [FieldName: Value?]] = [:]
    for input in inputs {
      let field = try field(of: input)
      switch field.shape {
      case .set(let kind): try addSet(input, field, kind, to: &changes)
      case .plain(let kind):
        let value = try value(of: input, Column(field.name, field.label, kind))
        changes.updateValue(value ?? .null, forKey: CellName(field.name))
      case .unit(let columns):
        guard let column = columns.first(where: { $0.name.string == input.field }) else { continue }
        units[field.name, default: [:]].updateValue(
          try value(of: input, column), forKey: column.name)
      }
    }
    for (name, named) in units {
      let cell = CellName(name)
      let value = Catalogue.unitValue(shown: shown[cell], naming: named) ?? .object([])
      changes.updateValue(value, forKey: cell)
    }
    return changes.filter { !isDone($0.key, $0.value) }
  }

  /// Whether a cell that nobody wrote is to be cleared: there is nothing to clear.
  private func isDone(_ cell: CellName, _ value: Value?) -> Bool {
    shown[cell] == nil && (value == nil || value == .null || value == .object([]))
  }

  /// - Throws: `unknown_field` with the nearest name and all there are; `unit_named` for a unit
  ///   that has to be named by its columns.
  private func field(of input: FieldInput) throws -> Field {
    if let field = type.field(showing: input.field) { return field }
    let names = type.columns.map(\.name.string)
    if let unit = type.field(named: input.field) {
      throw Failure(
        "unit_named", "\(unit.name) is several columns that belong together. Nothing was written.",
        hint: "Name them: \(unit.columns.map(\.name.string).joined(separator: ", ")).")
    }
    let guess = Nearest.name(to: input.field, among: names).map { "Did you mean \($0)? " } ?? ""
    throw Failure(
      "unknown_field", "\(type.name) has no field \(input.field.quoted). Nothing was written.",
      hint: guess + "The fields: \(names.joined(separator: ", ")).")
  }

  private func value(of input: FieldInput, _ column: Column) throws -> Value? {
    guard input.operation == .assign else {
      throw Failure(
        "not_a_set", "\(column.name) is no set. Nothing was written.",
        hint: "Write \(column.name)=VALUE.")
    }
    return try FieldText.value(of: input.text, for: column)
  }

  private func addSet(
    _ input: FieldInput, _ field: Field, _ kind: FieldKind, to changes: inout [CellName: Value?]
  ) throws {
    if input.operation == .assign {
      guard input.text.isEmpty else {
        throw Failure(
          "is_a_set", "\(field.name) is a set. Nothing was written.",
          hint: "Write \(field.name)+=MEMBER or \(field.name)-=MEMBER; \(field.name)= empties it.")
      }
      for cell in shown.keys where cell.field == field.name.string {
        changes.updateValue(nil, forKey: cell)
      }
      return
    }
    let cell = try member(input.text, of: Column(field.name, field.label, kind))
    changes.updateValue(input.operation == .add ? .boolean(true) : nil, forKey: cell)
  }

  /// The cell of a member: the one shown under exactly this text, else the one it is stored as.
  private func member(_ text: String, of column: Column) throws -> CellName {
    if let cell = CellName(column.name, member: Text(text)), shown[cell] != nil { return cell }
    let value = try FieldText.value(of: text, for: column)
    let stored = value.map { FieldText.text(of: $0, kind: column.kind) } ?? ""
    guard let cell = CellName(column.name, member: Text(stored)) else {
      throw Failure(
        "not_a_member", "A member of \(column.name) has 1–\(CellName.memberLimitBytes) bytes.",
        hint: "Nothing was written. Shorten it.")
    }
    return cell
  }
}
