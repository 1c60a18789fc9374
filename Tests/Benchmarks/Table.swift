/// What is printed: one line per measurement, with the bound of DESIGN section 12 beside it.
struct Table {
  private var rows: [[String]] = [["what", "measured", "ratio", "must", "aim"]]

  mutating func add(_ what: String, _ time: Duration, of base: Duration? = nil, _ bounds: String...)
  {
    let ratio = base.map { Self.rounded(time / $0) } ?? ""
    rows.append([what, Self.rounded(time / .seconds(1)) + " s", ratio] + bounds)
  }

  mutating func add(_ what: String, _ measured: String, _ rest: String...) {
    rows.append([what, measured] + rest)
  }

  static func rounded(_ number: Double) -> String {
    let hundredths = Int((number * 1_000).rounded())
    let rest = String(hundredths % 1_000 + 1_000).dropFirst()
    return "\(hundredths / 1_000).\(rest)"
  }

  /// The rows with their columns under each other.
  var text: String {
    let width = rows.map(\.count).max() ?? 0
    let widths = (0..<width).map { column in
      rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
    }
    return rows.map { row in
      zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
        .joined(separator: "  ")
    }.joined(separator: "\n")
  }
}
