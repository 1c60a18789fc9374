package import SyncCore

/// Reads and prints what a person writes in a column.
///
/// Printing and reading are inverse: for a value of the column's own JSON type,
/// `value(of: text(of: value, kind), for: column)` is that value. The empty text is no value.
package enum FieldText {
  /// The value that a text means in a column; nil, for the empty text, clears the column.
  ///
  /// Text is kept as written. Other kinds ignore spaces around them; a code may be written as its
  /// Swedish label, a boolean as `ja`, `nej`, `true`, `false` or as Excel's `SANT`, `FALSKT`.
  package static func value(
    of text: String, for column: Column
  ) throws(ContentError) -> Value? {
    if text.utf8.contains(0) { throw .zeroCharacter(column) }
    if text.utf8.count > Limits.textBytes {
      throw .tooLong(column, sizeBytes: text.utf8.count, limitBytes: Limits.textBytes)
    }
    if text.isEmpty { return nil }
    switch column.kind {
    case .text, .longText:
      return .string(text)
    default:
      let word = text.trimmed
      return word.isEmpty ? nil : try wordValue(word, for: column)
    }
  }

  /// The cell of a set's member, as it is stored: a label becomes its code. Nil for a member that
  /// is empty or longer than `CellName.memberLimitBytes`.
  package static func cell(
    ofMember text: String, in column: Column
  ) throws(ContentError) -> CellName? {
    guard let value = try value(of: text, for: column) else { return nil }
    return CellName(column.name, member: Text(self.text(of: value, kind: column.kind)))
  }

  /// A value as the text that reads back as it; JSON where its type is not the column's.
  package static func text(of value: Value, kind: FieldKind) -> String {
    switch value {
    case .null: ""
    case .text(let text): text.string
    case .integer(let number): String(number)
    case .boolean(let boolean): boolean ? "ja" : "nej"
    case .array, .object: value.plainJSON
    }
  }

  /// What a person is shown for a value in Swedish: the label of a code, else its text.
  package static func label(of value: Value, kind: FieldKind) -> String {
    if case .code(let codes) = kind, let known = codes.first(where: { $0.code == value.asText }) {
      return known.label
    }
    return text(of: value, kind: kind)
  }

  /// Reads a text that is not empty and has no spaces around it.
  private static func wordValue(
    _ word: String, for column: Column
  ) throws(ContentError) -> Value {
    switch column.kind {
    case .text, .longText:
      return .string(word)
    case .date:
      guard CivilDate(word) != nil else { throw .notADate(column, word) }
      return .string(word)
    case .integer:
      guard let number = Int64(word), String(number) == word, number.isExact else {
        throw .notAnInteger(column, word)
      }
      return .integer(number)
    case .boolean:
      guard let boolean = booleans[word.lowercased()] else { throw .notABoolean(column, word) }
      return .boolean(boolean)
    case .code(let codes):
      guard let code = codes.first(where: { $0.isMeant(by: word) }) else {
        throw .unknownCode(column, word, known: codes)
      }
      return .text(code.code)
    case .reference(let type):
      guard RecordID(word) != nil else { throw .notAReference(column, word, to: type) }
      return .string(word)
    }
  }

  private static let booleans = [
    "ja": true, "true": true, "sant": true, "nej": false, "false": false, "falskt": false,
  ]
}

extension Code {
  /// Whether a person wrote this code, or its label in any case.
  fileprivate func isMeant(by word: String) -> Bool {
    code == Text(word) || label.lowercased() == word.lowercased()
  }
}

extension Int64 {
  /// Whether every JSON reader holds this number exactly.
  var isExact: Bool { (-Value.integerLimit...Value.integerLimit).contains(self) }
}

extension String {
  /// The text without ASCII spaces, tabs and line ends around it.
  var trimmed: String {
    let blanks = Array(" \t\r\n".utf8)
    guard let first = utf8.firstIndex(where: { !blanks.contains($0) }),
      let last = utf8.lastIndex(where: { !blanks.contains($0) })
    else { return "" }
    return String(self[first...last])
  }
}
