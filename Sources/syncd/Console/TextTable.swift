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
      return (indent + cells.joined(separator: "  ")).trimmingEnd()
    }.joined(separator: "\n")
  }
}

extension String {
  /// How many characters a terminal shows of the text: those of its colours apart.
  var visibleCount: Int {
    utf8.contains(0x1B) ? replacing(/\u{1B}\[[0-9]*m/, with: "").count : count
  }
}
