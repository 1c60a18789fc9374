/// How a CSV file is written.
package struct CSVForm: Hashable, Sendable {
  /// `;` or `,`.
  package let separator: UInt8
  package let hasByteOrderMark: Bool
  package let lineEnd: [UInt8]
  /// Whether cells that a spreadsheet would change are written as `="…"`.
  package let isGuarded: Bool

  /// What a Swedish Excel opens by double click: `;`, byte order mark, CRLF, guarded cells.
  package static let swedishExcel = CSVForm(
    separator: UInt8(ascii: ";"), hasByteOrderMark: true, lineEnd: Array("\r\n".utf8),
    isGuarded: true)

  /// For other programs: `,`, no byte order mark, LF, cells as they are.
  package static let plain = CSVForm(
    separator: UInt8(ascii: ","), hasByteOrderMark: false, lineEnd: Array("\n".utf8),
    isGuarded: false)

  /// Appends one record and its line end.
  func append(_ cells: [String], to bytes: inout [UInt8]) {
    // A single empty cell would be a blank line, which readers pass over.
    if cells.count == 1, cells[0].isEmpty { bytes += "\"\"".utf8 }
    for (index, cell) in cells.enumerated() {
      if index > 0 { bytes.append(separator) }
      append(isGuarded ? SpreadsheetGuard.guarded(cell) : cell, to: &bytes)
    }
    bytes += lineEnd
  }

  private func append(_ cell: String, to bytes: inout [UInt8]) {
    let quote = UInt8(ascii: "\"")
    let needsQuotes = cell.utf8.contains { byte in
      byte == quote || byte == separator || byte == UInt8(ascii: "\n")
        || byte == UInt8(ascii: "\r") || byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";")
    }
    guard needsQuotes else {
      bytes += cell.utf8
      return
    }
    bytes.append(quote)
    for byte in cell.utf8 {
      if byte == quote { bytes.append(quote) }
      bytes.append(byte)
    }
    bytes.append(quote)
  }
}
