import ArgumentParser
import Catalogue
import Inspection
import SyncCore

/// `syncd types`: show the record types, or the fields and codes of one.
struct TypesCommand: AnsweringCommand {
  static let configuration = CommandConfiguration(
    commandName: "types",
    abstract: "Show the record types, or the fields and codes of one.",
    discussion: """
        syncd types
        syncd types implementation
      """)

  @OptionGroup var global: GlobalOptions

  @Argument(help: "Only this type, with its fields.")
  var type: String?

  func answer() throws -> any Answer {
    let types = try type.map { [try RecordAddress.type(named: $0)] } ?? Catalogue.schema.types
    return TypesAnswer(types: types, isDetailed: type != nil)
  }
}

/// Record types, in short or with all their fields.
struct TypesAnswer: Answer {
  let types: [RecordType]
  let isDetailed: Bool

  var json: Value {
    .document([(Text("types"), .array(types.map(\.json)))])
  }

  func text(_ style: Style) -> String {
    if isDetailed { return types.map { $0.text(style) }.joined(separator: "\n\n") }
    var table = TextTable()
    for type in types { table.add(style.bold(type.name.string), type.label, type.summary) }
    return table.text
  }
}

extension RecordType {
  fileprivate var json: Value {
    .document([
      ("name", .text(name.text)), ("label", .string(label)), ("summary", .string(summary)),
      ("scopes", .string(home.prefix)), ("id", .string(identityText)),
      (Text("fields"), .array(fields.map(\.json))),
    ])
  }

  fileprivate func text(_ style: Style) -> String {
    var lines = ["\(style.bold(name.string)) · \(label)", summary]
    lines.append("Stands in: \(home.prefix). \(identityText).")
    for field in fields {
      let names = field.columns.map(\.name.string).joined(separator: ", ")
      lines.append("\n  \(style.bold(names)) · \(field.label)")
      lines.append("    \(field.help) \(field.shapeText). Rule: \(field.rule.sentence).")
      for column in field.columns {
        guard case .code(let codes) = column.kind else { continue }
        let list = codes.map { "\($0.code) (\($0.label))" }.joined(separator: ", ")
        lines.append("    \(column.name): \(list)")
      }
    }
    return lines.joined(separator: "\n")
  }
}

extension Field {
  fileprivate var shapeText: String {
    switch shape {
    case .plain(let kind): kind.told
    case .set(let kind): "A set of \(kind.told.lowercased()): \(name)+=MEMBER, \(name)-=MEMBER"
    case .unit: "One unit '\(name)': its columns win, lose and conflict together"
    }
  }

  fileprivate var json: Value {
    let shapeName =
      switch shape {
      case .plain: "plain"
      case .set: "set"
      case .unit: "unit"
      }
    return .document([
      ("name", .text(name.text)), ("label", .string(label)), ("shape", .string(shapeName)),
      ("rule", .string(rule.code)), ("help", .string(help)),
      (Text("columns"), .array(columns.map(\.json))),
    ])
  }
}

extension Column {
  fileprivate var json: Value {
    var codes: Value = .null
    if case .code(let known) = kind {
      codes = .array(
        known.map { .document([("code", .text($0.code)), ("label", .string($0.label))]) })
    }
    return .document([
      ("name", .text(name.text)), ("label", .string(label)), ("kind", .string(kind.told)),
      (Text("codes"), codes),
    ])
  }
}

extension FieldKind {
  fileprivate var told: String {
    switch self {
    case .text: "Text"
    case .longText: "Long text"
    case .date: "Date"
    case .integer: "Whole number"
    case .boolean: "Yes or no"
    case .code: "Code"
    case .reference(let type): "Id of a \(type)"
    }
  }
}
