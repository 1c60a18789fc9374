/// Takes a CSV text apart, one record at a time.
struct CSVReader {
  private let text: CSVText
  private let bytes: ArraySlice<UInt8>
  private let separator: UInt8
  private var position: Int
  private var line = 1

  init(_ text: CSVText) {
    self.text = text
    bytes = text.bytes
    position = text.bytes.startIndex
    separator = Self.separator(of: text.bytes)
  }

  /// The next record that is no blank line; nil at the end.
  mutating func next() throws(CSVError) -> CSVDocument.Line? {
    skipBlankLines()
    guard position < bytes.endIndex else { return nil }
    let start = line
    var cells: [String] = []
    repeat {
      cells.append(SpreadsheetGuard.unguarded(try cell()))
    } while take(separator)
    endLine()
    return CSVDocument.Line(number: start, cells: cells)
  }

  private mutating func cell() throws(CSVError) -> String {
    guard isAt(Self.quote) else { return plainCell() }
    let cell = try quotedCell()
    guard position == bytes.endIndex || isAt(separator) || isAtLineEnd else {
      let place = text.place(of: position)
      throw .textAfterQuote(line: place.line, column: place.column)
    }
    return cell
  }

  /// Quotes inside an unquoted cell are text, as `="01"` is where Excel itself wrote it.
  private mutating func plainCell() -> String {
    let start = position
    while position < bytes.endIndex, !isAt(separator), !isAtLineEnd { position += 1 }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func quotedCell() throws(CSVError) -> String {
    let opening = position
    var cell: [UInt8] = []
    position += 1
    while position < bytes.endIndex {
      let byte = bytes[position]
      position += 1
      if byte == Self.lineFeed { line += 1 }
      if byte != Self.quote {
        cell.append(byte)
      } else if take(Self.quote) {
        cell.append(Self.quote)
      } else {
        return String(decoding: cell, as: UTF8.self)
      }
    }
    let place = text.place(of: opening)
    throw .unclosedQuote(line: place.line, column: place.column)
  }

  private mutating func skipBlankLines() {
    while position < bytes.endIndex, isAtLineEnd { endLine() }
  }

  private mutating func endLine() {
    _ = take(Self.carriageReturn)
    if take(Self.lineFeed) { line += 1 }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard isAt(byte) else { return false }
    position += 1
    return true
  }

  private func isAt(_ byte: UInt8) -> Bool {
    position < bytes.endIndex && bytes[position] == byte
  }

  /// A carriage return ends a line only before a line feed or at the end of the file.
  private var isAtLineEnd: Bool {
    if isAt(Self.lineFeed) { return true }
    guard isAt(Self.carriageReturn) else { return false }
    let after = position + 1
    return after == bytes.endIndex || bytes[after] == Self.lineFeed
  }

  private static func separator(of bytes: ArraySlice<UInt8>) -> UInt8 {
    var isQuoted = false
    var isBlank = true
    var commas = 0
    var semicolons = 0
    for byte in bytes {
      if byte == quote { isQuoted.toggle() }
      if isQuoted { continue }
      if byte == lineFeed, !isBlank { break }
      if byte != lineFeed, byte != carriageReturn { isBlank = false }
      if byte == UInt8(ascii: ",") { commas += 1 }
      if byte == UInt8(ascii: ";") { semicolons += 1 }
    }
    return commas > semicolons ? UInt8(ascii: ",") : UInt8(ascii: ";")
  }

  private static let quote = UInt8(ascii: "\"")
  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")
}
