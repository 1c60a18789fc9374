import SyncCore

/// How one record type lies in its table: its columns, and the SQL that reads and writes a row.
///
/// A class, because it never changes and is handed on for every record: one reference is counted
/// then instead of a dozen.
final class TypePlan: Sendable {
  let type: RecordType
  let columns: [Column]
  /// Each declared field with the place of its first column, by name.
  private let places: [String: (field: Field, firstColumn: Int)]

  let select: String
  /// The same for one record: its id, then its scope.
  let selectOne: String
  /// The row number and metadata of one record: its id, then its scope.
  let selectMetadata: String
  /// Gives a record its row, if it has none; its parameters are at the places of `InsertPlace`.
  let insert: String
  let update: String
  let delete: String

  /// Where the parameters of `insert` are.
  enum InsertPlace {
    static let scope: Int32 = 1
    static let id: Int32 = 2
    static let metadata: Int32 = 3
    static let firstColumn: Int32 = 4
  }

  init(_ type: RecordType) {
    self.type = type
    columns = type.columns
    var places: [String: (field: Field, firstColumn: Int)] = [:]
    var place = 0
    for field in type.fields {
      places[field.name.string] = (field, place)
      place += field.columns.count
    }
    self.places = places
    let table = Self.quoted(type.name.string)
    let names = type.columns.map { Self.quoted($0.name.string) }
    let all = (["scope", "id", "metadata"] + names).joined(separator: ", ")
    let marks = Array(repeating: "?", count: names.count + 3).joined(separator: ", ")
    select = "SELECT scope, id, metadata\(names.map { ", " + $0 }.joined()) FROM \(table)"
    selectOne = select + " WHERE id = ? AND scope = ?"
    selectMetadata = "SELECT rowid, metadata FROM \(table) WHERE id = ? AND scope = ?"
    insert = "INSERT OR IGNORE INTO \(table) (\(all)) VALUES (\(marks))"
    let sets = (["metadata"] + names).map { $0 + " = ?" }.joined(separator: ", ")
    update = "UPDATE \(table) SET \(sets) WHERE id = ? AND scope = ?"
    delete = "DELETE FROM \(table) WHERE id = ? AND scope = ?"
  }

  /// The declared field that a cell belongs to, and the place of its first column. Nil for an
  /// undeclared field, and where the cell's form is not the field's (a member of a plain field).
  func field(of cell: CellName) -> (field: Field, firstColumn: Int)? {
    guard let place = places[cell.field], place.field.isSet == cell.isMember else { return nil }
    return place
  }

  static func quoted(_ name: String) -> String {
    "\"\(name)\""
  }
}

extension FieldKind {
  /// The SQLite type of a column of this kind.
  var sqlType: String {
    switch self {
    case .integer, .boolean: "INTEGER"
    case .text, .longText, .date, .code, .reference: "TEXT"
    }
  }

  /// A value as it stands in a column of this kind, or nil where its JSON type is another.
  func sqlValue(of value: Value) -> SQLValue? {
    switch (self, value) {
    case (_, .null): .null
    case (.integer, .integer(let number)): .integer(number)
    case (.boolean, .boolean(let flag)): .integer(flag ? 1 : 0)
    case (.integer, _), (.boolean, _): nil
    case (_, .text(let text)): .text(text.string)
    default: nil
    }
  }

  /// The value that a column of this kind shows.
  func value(of column: SQLValue) -> Value {
    switch (self, column) {
    case (.integer, .integer(let number)): .integer(number)
    case (.boolean, .integer(let number)): .boolean(number != 0)
    case (_, .text(let text)): .string(text)
    default: .null
    }
  }
}
