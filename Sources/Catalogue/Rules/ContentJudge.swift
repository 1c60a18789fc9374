import SyncCore

/// Collects what is wrong with the cells of one record.
struct ContentJudge {
  let record: RecordName
  /// Nil where the schema does not know the record's type.
  let type: RecordType?
  private(set) var problems: [ContentProblem] = []

  init(record: RecordName, type: RecordType?) {
    self.record = record
    self.type = type
  }

  /// Looks at the type and the id.
  mutating func judgeName() {
    if type == nil {
      refuse(
        "unknown_type", in: nil, "There is no record type \(record.type).",
        "See the types with: syncd types.")
    }
    judgeText(record.id.string, in: nil, named: "the id")
  }

  /// Looks at one cell that is written, or taken away where the value is nil.
  mutating func judge(_ cell: CellName, _ value: Value?) {
    judgeTexts(cell, value)
    guard let type, let value else { return }
    guard let field = type.field(named: cell.field) else {
      let known = type.fields.map(\.name.string).joined(separator: ", ")
      return refuse(
        "unknown_field", in: cell, "\(record.type) has no field \(Quoted(cell.field)).",
        "Use one of: \(known).")
    }
    // What was erased has no form to be held to.
    if value == .erased { return }
    switch (field.shape, cell.member) {
    case (.plain(let kind), nil):
      judge(value, for: Column(field.name, field.label, kind), in: cell)
    case (.unit(let columns), nil):
      judgeUnit(value, columns, in: cell)
    case (.set, let member?):
      judgeMember(member, value, of: field, in: cell)
    default:
      refuse(
        "wrong_cell", in: cell,
        "\(cell.field) is \(field.isSet ? "a set" : "no set"), so it has no cell \(Quoted(cell.text.string)).",
        "Name the members of sets, and of sets alone.")
    }
  }

  private mutating func judgeUnit(_ value: Value, _ columns: [Column], in cell: CellName) {
    guard case .object = value else {
      return refuse(
        "wrong_type", in: cell, "\(cell) is a unit; its value must be an object.",
        "Name the columns: \(columns.map(\.name.string).joined(separator: ", ")).")
    }
    for column in columns {
      if let member = value[column.name.text] { judge(member, for: column, in: cell) }
    }
  }

  private mutating func judgeMember(
    _ member: Text, _ value: Value, of field: Field, in cell: CellName
  ) {
    if value != .boolean(true) {
      refuse(
        "wrong_type", in: cell, "A member of the set \(field.name) must have the value true.",
        "Add it with \(field.name)+=MEMBER.")
    }
    for column in field.columns {
      do throws(ContentError) {
        let read = try FieldText.value(of: member.string, for: column)
        if let read, Text(FieldText.text(of: read, kind: column.kind)) != member {
          refuse(
            "not_canonical", in: cell,
            "\(Quoted(member.string)) is not how \(field.name) stores this.",
            "Store \(Quoted(FieldText.text(of: read, kind: column.kind))).")
        }
      } catch {
        refuse(error, in: cell)
      }
    }
    if field.name.string == "approves", Approval(member) == nil {
      refuse(
        "not_an_approval", in: cell, "\(Quoted(member.string)) approves nothing.",
        "Write TYPE/ID=sha256:DIGEST, with the digest that syncd show prints.")
    }
  }

  /// Looks at a column's value: its JSON type, and what its text must be.
  private mutating func judge(_ value: Value, for column: Column, in cell: CellName) {
    switch (column.kind, value) {
    case (_, .null), (.boolean, .boolean): return
    case (.integer, .integer(let number)) where number.isExact: return
    case (.boolean, _), (.integer, _): return refuseType(of: column, in: cell)
    case (_, .text(let text)): judge(text, for: column, in: cell)
    default: refuseType(of: column, in: cell)
    }
  }

  private mutating func judge(_ text: Text, for column: Column, in cell: CellName) {
    do throws(ContentError) {
      let read = try FieldText.value(of: text.string, for: column)
      // People may write a label, or spaces around a word; what is stored must be the word itself.
      if read != .text(text) {
        switch column.kind {
        case .code(let codes): throw .unknownCode(column, text.string, known: codes)
        case .date: throw .notADate(column, text.string)
        case .reference(let type): throw .notAReference(column, text.string, to: type)
        case .text, .longText, .integer, .boolean: break
        }
      }
    } catch {
      return refuse(error, in: cell)
    }
    if column.kind == .text, text.string.utf8.contains(UInt8(ascii: "\n")) {
      warn(
        "line_break", in: cell, "\(column.name) is one line of text and holds a line break.",
        "Take it out, or use a field for longer text.")
    }
  }
}

extension ContentJudge {
  /// Looks for personal numbers in everything that is written, unknown members included.
  private mutating func judgeTexts(_ cell: CellName, _ value: Value?) {
    if let member = cell.member { judgeText(member.string, in: cell, named: cell.field) }
    if let value { judgeTexts(in: value, of: cell) }
  }

  private mutating func judgeTexts(in value: Value, of cell: CellName) {
    switch value {
    case .null, .boolean: break
    case .integer(let number): judgeText(String(number), in: cell, named: cell.field)
    case .text(let text): judgeText(text.string, in: cell, named: cell.field)
    case .array(let values):
      for value in values { judgeTexts(in: value, of: cell) }
    case .object(let members):
      for member in members.entries {
        judgeText(member.key.string, in: cell, named: cell.field)
        judgeTexts(in: member.value, of: cell)
      }
    }
  }

  /// Looks for personal numbers in one text.
  mutating func judgeText(_ text: String, in cell: CellName?, named name: String) {
    for finding in ContentRules.findings(in: text) {
      let place = "\(name) holds, at character \(finding.position),"
      switch finding.severity {
      case .refusal:
        refuse(
          finding.kind.rawValue, in: cell,
          "\(place) the \(finding.kind.rawValue) \(finding.masked).",
          "Take it out: data on patients never belongs here.")
      case .warning:
        warn(
          "ten_digits", in: cell,
          "\(place) ten digits that may be a personnummer: \(finding.masked).",
          "Take them out if they are one.")
      }
    }
  }

  private mutating func refuseType(of column: Column, in cell: CellName) {
    let wanted =
      switch column.kind {
      case .integer: "a whole number within ±(2^53−1)"
      case .boolean: "true or false"
      default: "text"
      }
    refuse(
      "wrong_type", in: cell, "The value of \(column.name) has the wrong JSON type.",
      "Give \(wanted).")
  }

  private mutating func refuse(_ error: ContentError, in cell: CellName) {
    add(.refusal, error.code, cell, error.message)
  }

  private mutating func refuse(
    _ code: String, in cell: CellName?, _ finding: String, _ advice: String
  ) {
    add(.refusal, code, cell, "\(shownRecord): \(finding) Nothing was written. \(advice)")
  }

  private mutating func warn(
    _ code: String, in cell: CellName?, _ finding: String, _ advice: String
  ) {
    add(.warning, code, cell, "\(shownRecord): \(finding) It is kept as it stands. \(advice)")
  }

  /// The record's name for messages: an id, too, may hold a personal number.
  private var shownRecord: String { ContentRules.masked(record.description) }

  private mutating func add(
    _ severity: Severity, _ code: String, _ cell: CellName?, _ message: String
  ) {
    problems.append(
      ContentProblem(
        severity: severity, code: code, record: record, cell: cell, message: message))
  }
}
