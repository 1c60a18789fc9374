/// A table read from or written to a CSV file (RFC 4180): a header and lines of as many cells.
///
/// Cells are texts as a person sees them: what keeps Excel from changing them (`SpreadsheetGuard`)
/// is taken off on reading and put on in writing.
package struct CSVDocument: Hashable, Sendable {
  /// One record of the file.
  package struct Line: Hashable, Sendable {
    /// Where the record begins in the file, from 1; the header is line 1.
    package let number: Int
    package let cells: [String]

    package init(number: Int, cells: [String]) {
      self.number = number
      self.cells = cells
    }
  }

  package let header: [String]
  package let lines: [Line]

  /// Invariant: every line has as many cells as the header. Lines are numbered as written.
  package init(header: [String], cells: [[String]]) {
    precondition(
      cells.allSatisfy { $0.count == header.count },
      "Invariant: every line has as many cells as the header.")
    self.header = header
    lines = cells.enumerated().map { Line(number: $0.offset + 2, cells: $0.element) }
  }

  /// Reads UTF-8 with or without a byte order mark, lines ended by LF or CRLF, and the separator
  /// `;` or `,` that the header line has more of outside quotes.
  ///
  /// Blank lines are passed over.
  package init(parsing bytes: [UInt8]) throws(CSVError) {
    let text = try CSVText(bytes)
    var reader = CSVReader(text)
    var records: [Line] = []
    while let record = try reader.next() { records.append(record) }
    guard let first = records.first else { throw .empty }
    header = try Self.header(of: first)
    for line in records.dropFirst() where line.cells.count != header.count {
      throw .wrongCellCount(line: line.number, found: line.cells.count, expected: header.count)
    }
    lines = Array(records.dropFirst())
  }

  /// The bytes of the file. The same document always gives the same bytes.
  package func encoded(as form: CSVForm = .swedishExcel) -> [UInt8] {
    var bytes: [UInt8] = form.hasByteOrderMark ? [0xEF, 0xBB, 0xBF] : []
    form.append(header, to: &bytes)
    for line in lines { form.append(line.cells, to: &bytes) }
    return bytes
  }

  private static func header(of line: Line) throws(CSVError) -> [String] {
    let names = line.cells.map(\.trimmed)
    var seen: Set<String> = []
    for (index, name) in names.enumerated() {
      if name.isEmpty { throw .headerMissing(cell: index + 1) }
      if !seen.insert(name).inserted { throw .headerTwice(name: name) }
    }
    return names
  }
}
