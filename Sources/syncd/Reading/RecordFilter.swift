import Catalogue
import Inspection
import SyncCore
import SyncStore

/// FIELD=VALUE as a condition on records.
struct RecordFilter {
  private let field: Field
  private let column: Column
  private let text: String

  /// - Throws: `bad_assignment` or `unknown_field`.
  init(_ condition: String, type: RecordType) throws {
    guard let equals = condition.firstIndex(of: "=") else {
      throw Failure(
        "bad_condition", "\(condition.quoted) is no FIELD=VALUE.",
        hint: "Write --where status=infort, or --where status= for what is empty.")
    }
    let name = String(condition[..<equals])
    guard let field = type.field(showing: name),
      let column = field.columns.first(where: { $0.name.string == name })
    else {
      let names = type.columns.map(\.name.string)
      let guess = Nearest.name(to: name, among: names).map { "Did you mean \($0)? " } ?? ""
      throw Failure(
        "unknown_field", "\(type.name) has no field \(name.quoted).",
        hint: guess + "The fields: \(names.joined(separator: ", ")).")
    }
    self.field = field
    self.column = column
    text = String(condition[condition.index(after: equals)...])
  }

  /// Whether a record shows the value: as its text, its label, or a member of its set.
  func admits(_ record: ShownRecord) -> Bool {
    if field.isSet {
      let members = record.members(of: field)
      return text.isEmpty ? members.isEmpty : members.contains { matches(.text($0)) }
    }
    return matches(record.value(of: column, in: field))
  }

  private func matches(_ value: Value) -> Bool {
    let wanted = Text(text)
    return Text(FieldText.text(of: value, kind: column.kind)) == wanted
      || Text(FieldText.label(of: value, kind: column.kind)) == wanted
  }
}
