import Foundation

/// What was measured, round by round, and how it is told: medians, with the bounds beside them.
struct Samples {
  /// One line of the table.
  private struct Row {
    let what: String
    let unit: String
    let must: Double?
    let aim: Double?
    var values: [Double] = []
    /// The values divided by what they are measured against, in the same round.
    var ratios: [Double] = []
  }

  private var rows: [Row] = []

  /// A time, and against which time of the same round it is held.
  mutating func add(
    _ what: String, _ time: Duration, of base: Duration? = nil, must: Double? = nil,
    aim: Double? = nil
  ) {
    let ratio = base.map { time / $0 }
    add(what, time / .seconds(1), unit: "s", ratio: ratio, must: must, aim: aim)
  }

  /// Any other number, with its unit.
  mutating func add(
    _ what: String, _ value: Double, unit: String, ratio: Double? = nil, must: Double? = nil,
    aim: Double? = nil
  ) {
    let index =
      rows.firstIndex { $0.what == what }
      ?? {
        rows.append(Row(what: what, unit: unit, must: must, aim: aim))
        return rows.count - 1
      }()
    rows[index].values.append(value)
    if let ratio { rows[index].ratios.append(ratio) }
  }

  /// The rows with their columns under each other.
  var table: String {
    let lines = [["what", "median", "ratio", "must", "aim"]] + rows.map(Self.cells)
    let widths = (0..<5).map { column in lines.map { $0[column].count }.max() ?? 0 }
    return lines.map { line in
      zip(line, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
        .joined(separator: "  ")
    }.joined(separator: "\n")
  }

  private static func cells(of row: Row) -> [String] {
    let isRatio = row.unit == "ratio"
    let median = median(row.values).map { rounded($0) } ?? ""
    return [
      row.what, isRatio ? "" : "\(median) \(row.unit)",
      isRatio ? median : self.median(row.ratios).map { rounded($0) } ?? "",
      row.must.map { rounded($0) } ?? "", row.aim.map { rounded($0) } ?? "",
    ]
  }

  /// The same for programs: every value of every round.
  func json(records: Int) throws -> Data {
    let measured = rows.map { row -> [String: Any] in
      var object: [String: Any] = [
        "what": row.what, "unit": row.unit, "median": Self.median(row.values) ?? 0,
        "values": row.values,
      ]
      object["ratio"] = Self.median(row.ratios)
      object["must"] = row.must
      object["aim"] = row.aim
      return object
    }
    return try JSONSerialization.data(
      withJSONObject: ["records": records, "rows": measured],
      options: [.prettyPrinted, .sortedKeys])
  }

  private static func median(_ values: [Double]) -> Double? {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }

  /// With three decimals below ten, else fewer.
  private static func rounded(_ number: Double) -> String {
    String(format: number < 10 ? "%.3f" : number < 100 ? "%.1f" : "%.0f", number)
  }
}
