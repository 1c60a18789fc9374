/// Why a file is not read as CSV. Nothing of it is used.
///
/// Lines count from 1 by line feeds, columns from 1 by Unicode scalars.
package enum CSVError: Error, Equatable {
  case empty
  case notUTF8(line: Int, column: Int, guess: Guess)
  case zeroCharacter(line: Int, column: Int)
  case unclosedQuote(line: Int, column: Int)
  case textAfterQuote(line: Int, column: Int)
  case wrongCellCount(line: Int, found: Int, expected: Int)
  case headerTwice(name: String)
  case headerMissing(cell: Int)

  /// The encoding that a file which is not UTF-8 looks like.
  package enum Guess: String, Sendable {
    case windows1252 = "Windows-1252 (Excel's plain CSV)"
    case utf16 = "UTF-16 (Excel's Unicode text)"
  }

  /// The stable name of the error in JSON, logs and metrics.
  package var code: String {
    switch self {
    case .empty: "csv_empty"
    case .notUTF8: "csv_not_utf8"
    case .zeroCharacter: "csv_zero_character"
    case .unclosedQuote: "csv_unclosed_quote"
    case .textAfterQuote: "csv_text_after_quote"
    case .wrongCellCount: "csv_wrong_cell_count"
    case .headerTwice: "csv_header_twice"
    case .headerMissing: "csv_header_missing"
    }
  }

  /// What happened, what was left alone, and what to do next.
  package var message: String {
    "\(finding) Nothing of the file was used. \(advice)"
  }

  private var finding: String {
    switch self {
    case .empty: "The file holds no header line."
    case .notUTF8(let line, let column, let guess):
      "Line \(line), column \(column) is not UTF-8; the file looks like \(guess.rawValue)."
    case .zeroCharacter(let line, let column):
      "Line \(line), column \(column) holds the character U+0000."
    case .unclosedQuote(let line, let column):
      "The quote that opens on line \(line), column \(column) never closes."
    case .textAfterQuote(let line, let column):
      "Line \(line), column \(column) has text after a closing quote."
    case .wrongCellCount(let line, let found, let expected):
      "Line \(line) has \(found) cells, the header has \(expected)."
    case .headerTwice(let name): "The header names \(Quoted(name)) twice."
    case .headerMissing(let cell): "Cell \(cell) of the header is empty."
    }
  }

  private var advice: String {
    switch self {
    case .empty: "Start the file with the names of its columns."
    case .notUTF8: "Save it again as 'CSV UTF-8'."
    case .zeroCharacter: "Take the character out."
    case .unclosedQuote: "Close it; a quote inside a quoted cell is written twice."
    case .textAfterQuote: "End the cell at the quote; a quote inside it is written twice."
    case .wrongCellCount: "Put quotes around cells that hold the separator."
    case .headerTwice: "Keep one of the two columns."
    case .headerMissing: "Name the column or take it out."
    }
  }
}
