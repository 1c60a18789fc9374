import SyncCore

/// Keeps a spreadsheet from changing, or running, the text of a cell.
///
/// Excel reads `01` as 1, `(1)` as −1, `2-1` as the second of January, and runs what begins with
/// `=`, `+`, `-` or `@`. Such a cell is written as the formula `="01"`, which Excel shows as `01`.
/// When Excel saves the file again it writes what it shows, a bare `01`, and that reads back the
/// same; so a sheet may go through Excel any number of times. What a person types over such a cell
/// is Excel's to interpret: format the column as text first.
///
/// ISO days are left as they are: a Swedish Excel takes them as days and writes them back alike.
/// Texts of more than 32 767 characters do not fit Excel's cells: see `cellLimit`.
enum SpreadsheetGuard {
  /// The most UTF-16 units of a cell in Excel; what is longer is cut without a word.
  static let cellLimit = 32_767

  /// The most UTF-16 units of one text inside an Excel formula.
  static let literalLimit = 255

  /// Beyond so many bytes no formula holds the text for sure (Excel's limit is 8 192 characters
  /// with all quotes), and an apostrophe stands before it instead: shown by Excel, taken off here.
  static let formulaLimit = 4_000

  /// The text as it is written to the file.
  static func guarded(_ cell: String) -> String {
    if isTooLongForFormula(cell) { return "'" + cell }
    guard isAtRisk(cell) else { return cell }
    let pieces = pieces(of: cell).map { piece in
      "\"" + piece.replacing("\"", with: "\"\"") + "\""
    }
    return "=" + pieces.joined(separator: "&")
  }

  /// The text that a person sees for a cell of a file; the inverse of `guarded`.
  static func unguarded(_ cell: String) -> String {
    if cell.utf8.first == apostrophe, isTooLongForFormula(cell) {
      return String(decoding: cell.utf8.dropFirst(), as: UTF8.self)
    }
    return literal(in: cell) ?? cell
  }

  /// Whether a spreadsheet may take the text for something else.
  static func isAtRisk(_ cell: String) -> Bool {
    if startsFormula(cell.utf8[...]) { return true }
    if ["true", "false", "sant", "falskt"].contains(cell.trimmed.lowercased()) { return true }
    guard cell.utf8.count <= 64, hasDigit(cell), !isHarmlessNumber(cell) else { return false }
    let startsWithDigit = cell.first { $0.isLetter || $0.isNumber }?.isNumber ?? false
    return letters(in: cell).allSatisfy { isNumberWord($0, afterDigit: startsWithDigit) }
  }
}

extension SpreadsheetGuard {
  private static let apostrophe = UInt8(ascii: "'")

  /// Whether what follows the leading apostrophes would be run and fits no formula. Those already
  /// there count as text, so that taking one off is the inverse of putting one on.
  private static func isTooLongForFormula(_ cell: String) -> Bool {
    let core = cell.utf8.drop { $0 == apostrophe }
    return core.count > formulaLimit && startsFormula(core)
  }

  /// Whether a spreadsheet would run the text, or show an error for it.
  private static func startsFormula(_ text: Substring.UTF8View) -> Bool {
    guard let first = text.first else { return false }
    if "\t\r\n".utf8.contains(first) { return true }
    let start = text.drop { $0 == UInt8(ascii: " ") }
    // The full-width forms of = + - @ are formulas to spreadsheets set to East Asian languages.
    return ["=", "+", "-", "@", "#", "＝", "＋", "－", "＠"].contains { start.starts(with: $0.utf8) }
  }

  private static func hasDigit(_ cell: String) -> Bool {
    cell.utf8.contains { (48...57).contains($0) }
  }

  /// Whole numbers that Excel shows as written, and ISO days.
  private static func isHarmlessNumber(_ cell: String) -> Bool {
    if CivilDate(cell) != nil { return true }
    let digits = Array(cell.utf8)
    return digits.count <= 8 && digits.allSatisfy { (48...57).contains($0) }
      && (digits[0] != UInt8(ascii: "0") || digits.count == 1)
  }

  /// The runs of letters in a text, in lower case.
  private static func letters(in cell: String) -> [Substring] {
    cell.lowercased().split { !$0.isLetter }
  }

  /// Letters that Excel understands in a number, a time or a day, in Swedish or English. No number
  /// begins with `e` or `am`, so codes such as `E10` are left alone.
  private static func isNumberWord(_ word: Substring, afterDigit: Bool) -> Bool {
    if word.count >= 3, months.contains(where: { $0.hasPrefix(word) }) { return true }
    if ["kr", "sek", "eur", "usd"].contains(word) { return true }
    return afterDigit && ["e", "d", "am", "pm", "fm", "em", "a", "p", "t", "z"].contains(word)
  }

  private static let months = [
    "januari", "january", "februari", "february", "mars", "march", "april", "maj", "may", "juni",
    "june", "juli", "july", "augusti", "august", "september", "oktober", "october", "november",
    "december",
  ]

  /// The text cut into pieces that fit Excel's limit, never inside a character.
  private static func pieces(of cell: String) -> [String] {
    var pieces: [String] = []
    var piece = ""
    var pieceUnits = 0
    for scalar in cell.unicodeScalars {
      if pieceUnits + UTF16.width(scalar) > literalLimit {
        pieces.append(piece)
        (piece, pieceUnits) = ("", 0)
      }
      piece.unicodeScalars.append(scalar)
      pieceUnits += UTF16.width(scalar)
    }
    pieces.append(piece)
    return pieces
  }

  /// What a formula of nothing but joined texts shows; nil for any other cell.
  private static func literal(in cell: String) -> String? {
    let bytes = Array(cell.utf8)
    let quote = UInt8(ascii: "\"")
    guard bytes.count >= 3, bytes[0] == UInt8(ascii: "="), bytes.last == quote else { return nil }
    var shown: [UInt8] = []
    var index = 1
    while true {
      guard index < bytes.count, bytes[index] == quote else { return nil }
      index += 1
      while index < bytes.count {
        if bytes[index] == quote {
          guard index + 1 < bytes.count, bytes[index + 1] == quote else { break }
          index += 1
        }
        shown.append(bytes[index])
        index += 1
      }
      index += 1
      if index == bytes.count { return String(decoding: shown, as: UTF8.self) }
      guard index < bytes.count, bytes[index] == UInt8(ascii: "&") else { return nil }
      index += 1
    }
  }
}
