import Catalogue

/// Lines of cells that stand under each other.
struct TextTable {
  private var rows: [[String]] = []
  private let indent: String

  /// - Parameter indent: what stands before every line.
  init(indent: String = "") {
    self.indent = indent
  }

  mutating func add(_ cells: String...) {
    rows.append(cells)
  }

  mutating func add(all cells: [String]) {
    rows.append(cells)
  }

  /// The table, two spaces between columns; the last cell of a line is not padded.
  var text: String {
    var widths: [Int] = []
    for row in rows {
      for (index, cell) in row.enumerated() {
        if index == widths.count { widths.append(0) }
        if index < row.count - 1 { widths[index] = max(widths[index], cell.visibleCount) }
      }
    }
    return rows.map { row in
      let cells = row.enumerated().map { index, cell in
        index == row.count - 1
          ? cell : cell + String(repeating: " ", count: widths[index] - cell.visibleCount)
      }
      var line = indent + cells.joined(separator: "  ")
      while line.hasSuffix(" ") { line.removeLast() }
      return line
    }.joined(separator: "\n")
  }
}

extension String {
  /// How many characters a terminal shows of the text: those of its colours apart.
  var visibleCount: Int {
    utf8.contains(0x1B) ? replacing(/\u{1B}\[[0-9]*m/, with: "").count : count
  }

  /// The text without what would steer a terminal: control characters, but for line ends and
  /// tabs, become `\u{FFFD}`.
  var printable: String {
    guard utf8.contains(where: { $0 < 0x20 || $0 == 0x7F || $0 == 0xC2 }) else { return self }
    let scalars = unicodeScalars.map { scalar -> Unicode.Scalar in
      let steers = scalar.properties.generalCategory == .control
      return steers && scalar != "\n" && scalar != "\t" && scalar != "\r" ? "\u{FFFD}" : scalar
    }
    return String(String.UnicodeScalarView(scalars))
  }

  /// A person's own words in a message: in quotes, short, with personal numbers masked.
  var quoted: String { "'\(ContentRules.masked(self).printable.shortened(to: 80))'" }

  /// The text on one line, cut to so many characters.
  func shortened(to limitCharacters: Int) -> String {
    let line = split(whereSeparator: \.isNewline).joined(separator: " ")
    return line.count > limitCharacters ? line.prefix(limitCharacters - 1) + "…" : line
  }

  /// `1 record`, `2 records`.
  static func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }
}
