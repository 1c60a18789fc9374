package import SyncCore

/// Why a person's text does not fit a column. Nothing is written.
package enum ContentError: Error, Equatable {
  case notADate(Column, String)
  case notAnInteger(Column, String)
  case notABoolean(Column, String)
  case unknownCode(Column, String, known: [Code])
  case notAReference(Column, String, to: TypeName)
  case zeroCharacter(Column)
  /// Sizes are in bytes of UTF-8.
  case tooLong(Column, sizeBytes: Int, limitBytes: Int)

  /// The stable name of the error in JSON, logs and metrics.
  package var code: String {
    switch self {
    case .notADate: "not_a_date"
    case .notAnInteger: "not_an_integer"
    case .notABoolean: "not_a_boolean"
    case .unknownCode: "unknown_code"
    case .notAReference: "not_a_reference"
    case .zeroCharacter: "zero_character"
    case .tooLong: "too_long"
    }
  }

  /// The column whose text it is.
  package var column: Column {
    switch self {
    case .notADate(let column, _), .notAnInteger(let column, _), .notABoolean(let column, _),
      .unknownCode(let column, _, _), .notAReference(let column, _, _),
      .zeroCharacter(let column), .tooLong(let column, _, _):
      column
    }
  }

  /// What happened, what was left alone, and what to do next.
  package var message: String {
    "\(column.name): \(finding) Nothing was written. \(advice)"
  }

  private var finding: String {
    switch self {
    case .notADate(_, let text): "\(Quoted(text)) is not a day."
    case .notAnInteger(_, let text): "\(Quoted(text)) is not a whole number within ±(2^53−1)."
    case .notABoolean(_, let text): "\(Quoted(text)) is neither ja nor nej."
    case .unknownCode(_, let text, _): "\(Quoted(text)) is not a code of this column."
    case .notAReference(_, let text, let type): "\(Quoted(text)) cannot be the id of a \(type)."
    case .zeroCharacter: "the text holds the character U+0000."
    case .tooLong(_, let size, let limit): "the text has \(size) bytes of at most \(limit)."
    }
  }

  private var advice: String {
    switch self {
    case .notADate: "Write an existing day as 2026-05-01."
    case .notAnInteger: "Write digits alone, with no leading zero."
    case .notABoolean: "Write ja or nej."
    case .unknownCode(_, _, let known):
      "Use one of: \(known.map(\.code.string).joined(separator: ", "))."
    case .notAReference(_, _, let type): "Look the id up with: syncd list \(type)."
    case .zeroCharacter: "Take it out."
    case .tooLong: "Shorten it, or put it in a document and refer to that."
    }
  }
}

/// A person's text as it may stand in a message: short, on one line, with personal numbers masked.
struct Quoted: CustomStringConvertible {
  /// How many characters of the text are shown.
  static let limitCharacters = 80

  let description: String

  init(_ text: String) {
    let line = ContentRules.masked(text).split(whereSeparator: \.isNewline).joined(separator: " ")
    let isCut = line.count > Self.limitCharacters
    description = "'\(line.prefix(Self.limitCharacters))\(isCut ? "…" : "")'"
  }
}
