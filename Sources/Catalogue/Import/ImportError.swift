package import SyncCore

/// Why a row of a sheet, or an object of a JSON file, is not used. Nothing of the file is written.
package enum ImportError: Error, Equatable {
  /// Where the row or object begins in its file, from 1.
  package typealias Line = Int

  case content(Line, ContentError)
  case notAnObject(Line)
  case unknownKey(Line, String)
  case unknownType(Line, String, known: [TypeName])
  case unknownColumn(Line, String, known: [String])
  case notAnID(Line, String)
  case notAScope(Line, String)
  case notAMember(Line, Column)
  case noID(Line, RecordType)
  case twice(Line, RecordName, first: Line)
  case damagedBasis(Line, Basis.Damage)
  case cutBySpreadsheet(Line, column: String)

  /// The stable name of the error in JSON, logs and metrics.
  package var code: String {
    switch self {
    case .content(_, let error): error.code
    case .notAnObject: "not_an_object"
    case .unknownKey: "unknown_key"
    case .unknownType: "unknown_type"
    case .unknownColumn: "unknown_column"
    case .notAnID: "not_an_id"
    case .notAScope: "not_a_scope"
    case .notAMember: "not_a_member"
    case .noID: "no_id"
    case .twice: "record_twice"
    case .damagedBasis: "damaged_basis"
    case .cutBySpreadsheet: "cut_by_spreadsheet"
    }
  }

  /// The line of the file that it is about.
  package var line: Line {
    switch self {
    case .content(let line, _), .notAnObject(let line), .unknownKey(let line, _),
      .unknownType(let line, _, _), .unknownColumn(let line, _, _), .notAnID(let line, _),
      .notAScope(let line, _), .notAMember(let line, _), .noID(let line, _),
      .twice(let line, _, _), .damagedBasis(let line, _), .cutBySpreadsheet(let line, _):
      line
    }
  }
}

extension ImportError {
  /// What happened, what was left alone, and what to do next.
  package var message: String {
    if case .content(let line, let error) = self { return "Line \(line): \(error.message)" }
    return "Line \(line): \(finding) Nothing of the file was written. \(advice)"
  }

  private var finding: String {
    switch self {
    case .content(_, let error): error.message
    case .notAnObject: "this is no JSON object with type and fields."
    case .unknownKey(_, let key): "the key \(Quoted(key)) has no meaning here."
    case .unknownType(_, let name, _): "there is no record type \(Quoted(name))."
    case .unknownColumn(_, let name, _): "there is no column \(Quoted(name))."
    case .notAnID(_, let text): "\(Quoted(text)) cannot be an id."
    case .notAScope(_, let text): "\(Quoted(text)) cannot be a scope."
    case .notAMember(_, let column): "a member of the set \(column.name) is not text of its kind."
    case .noID(_, let type): "the record has no id and no \(type.identity.source) to make one from."
    case .twice(_, let record, let first):
      "\(Quoted(record.description)) stands on line \(first) already."
    case .damagedBasis(_, .checksum): "the basis was cut, changed, or belongs to another record."
    case .damagedBasis(_, .word(let word)): "the basis holds \(Quoted(word)), which is no entry."
    case .cutBySpreadsheet(_, let column):
      "\(column) has exactly as many characters as a cell of Excel holds: it was cut."
    }
  }

  private var advice: String {
    switch self {
    case .content: ""
    case .notAnObject: #"Write {"type": …, "id": …, "scope": …, "fields": {column: value}}."#
    case .unknownKey: "The keys are type, id, scope and fields."
    case .unknownType(_, _, let known): "Use one of: \(Self.list(known.map(\.string)))."
    case .unknownColumn(_, _, let known): "Use some of: \(Self.list(known))."
    case .notAnID: "An id has 1–200 of A–Z a–z 0–9 . _ : ~ - and begins with a letter or digit."
    case .notAScope: "A scope is a path such as region/14."
    case .notAMember: "Give an array of texts, each 1–\(CellName.memberLimitBytes) bytes."
    case .noID(_, let type): "Fill in id, or \(type.identity.source)."
    case .twice: "Keep one of the lines."
    case .damagedBasis:
      "Export again and redo the change there; for a new record leave basis empty."
    case .cutBySpreadsheet:
      "Take the column out of the sheet, and write long text from a file: FIELD=@FILE."
    }
  }

  private static func list(_ names: [String]) -> String {
    names.joined(separator: ", ")
  }
}
