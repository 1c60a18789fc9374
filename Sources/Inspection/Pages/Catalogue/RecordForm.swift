import Catalogue
import SyncCore
import SyncStore
import SyncWire

/// The form that changes a record: what it showed, and what a person made of it.
///
/// Only what a person changed is written, on the basis of the values that the form showed.
struct RecordForm {
  let type: RecordType
  /// What stands in each input, by column; the members of a set line by line.
  private(set) var texts: [FieldName: String] = [:]
  /// What the input of each column showed, as a mark to compare with.
  private(set) var marks: [FieldName: String] = [:]
  /// The dots that were shown in each cell.
  private(set) var dots: [CellName: [Dot]] = [:]
  private(set) var message: String?

  /// As a record is now.
  init(showing record: ShownRecord, of type: RecordType) {
    self.type = type
    for field in type.fields {
      for column in field.columns {
        guard let text = Self.text(of: column, in: field, record) else { continue }
        texts[column.name] = text.asSent
        marks[column.name] = Self.mark(text.asSent)
      }
    }
    for cell in record.state.cells where cell.name != .exists { dots[cell.name] = cell.dots }
  }

  /// As a browser sends it.
  init(_ form: FormFields, of type: RecordType) {
    self.type = type
    message = form.filled("message")
    for (name, value) in form.pairs {
      let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
      guard parts.count == 2 else { continue }
      let column = FieldName(parts[1])
      switch parts[0] {
      case "value": if let column { texts[column] = value }
      case "was": if let column { marks[column] = value }
      case "shown":
        guard let cell = CellName(Text(parts[1])), let dot = Dot(value) else { continue }
        dots[cell, default: []].append(dot)
      default: continue
      }
    }
  }

  /// The columns in which a person wrote something else than was shown, sorted.
  var changed: [FieldName] {
    texts.filter { Self.mark($0.value.asSent) != marks[$0.key] }.keys.sorted()
  }

  /// The same changes to a record as it is now.
  func rebased(on record: ShownRecord) -> RecordForm {
    var form = RecordForm(showing: record, of: type)
    for column in changed {
      guard let field = type.field(showing: column.string), field.isSet, let text = texts[column]
      else {
        form.texts[column] = texts[column]
        continue
      }
      // What others put into the set meanwhile stays in it.
      let (added, removed) = difference(of: field, text)
      let members = Set(record.members(of: field)).subtracting(removed).union(added)
      form.texts[column] = members.sorted().map(\.string).joined(separator: "\n")
    }
    form.message = message
    return form
  }

  /// What is asked for.
  var inputs: [FieldInput] {
    changed.flatMap { name -> [FieldInput] in
      guard let field = type.field(showing: name.string), let text = texts[name] else { return [] }
      guard field.isSet else { return [FieldInput(field: name.string, text: text)] }
      let (added, removed) = difference(of: field, text)
      return added.map { FieldInput(field: name.string, operation: .add, text: $0.string) }
        + removed.map { FieldInput(field: name.string, operation: .remove, text: $0.string) }
    }
  }

  /// The dots that were shown in the cells that change; `none` where nothing was.
  var expected: [String] {
    let cells = changed.flatMap { name -> [CellName] in
      guard let field = type.field(showing: name.string) else { return [] }
      guard field.isSet else { return [CellName(field.name)] }
      return difference(of: field, texts[name] ?? "").removed.compactMap {
        CellName(field.name, member: $0)
      }
    }
    let shown = Set(cells.flatMap { dots[$0] ?? [] }).sorted().map(\.description)
    return shown.isEmpty ? ["none"] : shown
  }

  private func difference(of field: Field, _ text: String) -> (added: [Text], removed: [Text]) {
    let wanted = Set(text.asSent.split(separator: "\n").map { Text(String($0)) })
    let shown = Set(dots.keys.filter { $0.field == field.name.string }.compactMap(\.member))
    return (wanted.subtracting(shown).sorted(), shown.subtracting(wanted).sorted())
  }

  /// What an input shows; nil for a set with a member of several lines, which no line can hold.
  private static func text(of column: Column, in field: Field, _ record: ShownRecord) -> String? {
    guard field.isSet else { return record.plainText(of: column, in: field) }
    let members = record.members(of: field).map(\.string)
    return members.contains { $0 != $0.asSent || $0.contains("\n") }
      ? nil : members.joined(separator: "\n")
  }

  private static func mark(_ text: String) -> String { ContentHash.sha256(Array(text.utf8)).hex }
}

extension String {
  /// The text as a browser sends it back: line ends as LF, what HTML cannot hold as U+FFFD.
  fileprivate var asSent: String {
    var scalars = String.UnicodeScalarView()
    var wasReturn = false
    for scalar in unicodeScalars {
      defer { wasReturn = scalar == "\r" }
      switch scalar {
      case "\r": scalars.append("\n")
      case "\n": if !wasReturn { scalars.append(scalar) }
      case "\t": scalars.append(scalar)
      case _ where scalar.value < 0x20 || scalar.value == 0x7F: scalars.append("\u{FFFD}")
      default: scalars.append(scalar)
      }
    }
    return String(scalars)
  }
}
