package import SyncCore

extension ImportRow {
  /// Reads `{"type", "id"?, "scope"?, "fields": {column: value}}`.
  ///
  /// A set's value is an array of all its members; null is none. Other values are taken as they
  /// are: `ContentRules` judges them.
  package init(
    json: Value, line: Int, schema: Schema = Catalogue.schema
  ) throws(ImportError) {
    guard case .object(let object) = json, let typeName = object["type"]?.asText,
      case .object(let fields) = object["fields"] ?? .object([])
    else { throw .notAnObject(line) }
    for entry in object.entries
    where !["type", "id", "scope", "fields"].contains(entry.key.string) {
      throw .unknownKey(line, entry.key.string)
    }
    guard let type = TypeName(typeName.string).flatMap({ schema[$0] }) else {
      throw .unknownType(line, typeName.string, known: schema.types.map(\.name))
    }
    let columns = try Self.columns(of: fields, type: type, line: line)
    self.init(
      type: type,
      id: try Self.name(object["id"], orThrow: ImportError.notAnID, line),
      scope: try Self.name(object["scope"], orThrow: ImportError.notAScope, line),
      cells: columns.cells, sets: columns.sets, basis: nil, line: line)
  }

  private static func columns(
    of fields: Value.Members, type: RecordType, line: Int
  ) throws(ImportError) -> (cells: [FieldName: Input], sets: [FieldName: Set<Text>]) {
    var cells: [FieldName: Input] = [:]
    var sets: [FieldName: Set<Text>] = [:]
    for entry in fields.entries {
      guard let field = type.field(showing: entry.key.string),
        let column = field.columns.first(where: { $0.name.text == entry.key })
      else {
        throw .unknownColumn(line, entry.key.string, known: type.columns.map(\.name.string))
      }
      if field.isSet {
        sets[column.name] = try members(of: entry.value, column: column, line: line)
      } else {
        cells[column.name] = .value(entry.value)
      }
    }
    return (cells, sets)
  }

  private static func members(
    of value: Value, column: Column, line: Int
  ) throws(ImportError) -> Set<Text> {
    if value == .null { return [] }
    guard case .array(let values) = value else { throw .notAMember(line, column) }
    var members: Set<Text> = []
    for value in values {
      guard let text = value.asText else { throw .notAMember(line, column) }
      members.insert(text)
    }
    return members
  }

  private static func name<Name: Identifier>(
    _ value: Value?, orThrow error: (Int, String) -> ImportError, _ line: Int
  ) throws(ImportError) -> Name? {
    guard let value, value != .null else { return nil }
    guard let text = value.asText, let name = Name(text.string) else {
      throw error(line, value.asText?.string ?? value.plainJSON)
    }
    return name
  }
}
