import Foundation

/// What the pages' benchmark found: one row a question, with the bound beside it.
struct PageFigures {
  struct Row {
    let name: String
    let times: [Duration]
    var bytes = 0
    var status = 200
    var isBounded = false

    var median: Duration { times.sorted()[times.count / 2] }
    var worst: Duration { times.max() ?? .zero }
  }

  /// How long a page may take at the server.
  static let bound = Duration.milliseconds(100)

  private(set) var rows: [Row] = []

  mutating func add(_ row: Row) {
    rows.append(row)
  }

  /// The rows with their columns under each other.
  var text: String {
    let lines =
      [["page", "median ms", "worst ms", "must ms", "bytes", "status"]] + rows.map(Self.cells)
    let widths = (0..<6).map { column in lines.map { $0[column].count }.max() ?? 0 }
    return lines.map { line in
      zip(line, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
        .joined(separator: "  ")
    }.joined(separator: "\n")
  }

  private static func cells(of row: Row) -> [String] {
    let bound = row.isBounded ? "\(rounded(Self.bound))\(row.worst > Self.bound ? " !" : "")" : ""
    return [
      row.name, rounded(row.median), rounded(row.worst), bound,
      row.bytes == 0 ? "" : "\(row.bytes)",
      row.bytes == 0 ? "" : "\(row.status)",
    ]
  }

  /// The same for programs: every time, in milliseconds.
  func json(records: Int) throws -> Data {
    let measured = rows.map { row -> [String: Any] in
      var object: [String: Any] = [
        "what": row.name, "unit": "ms", "median": Self.milliseconds(row.median),
        "worst": Self.milliseconds(row.worst), "values": row.times.map(Self.milliseconds),
      ]
      if row.bytes > 0 { object["bytes"] = row.bytes }
      if row.isBounded { object["must"] = Self.milliseconds(Self.bound) }
      return object
    }
    return try JSONSerialization.data(
      withJSONObject: ["records": records, "rows": measured],
      options: [.prettyPrinted, .sortedKeys])
  }

  private static func milliseconds(_ time: Duration) -> Double { time / .milliseconds(1) }

  private static func rounded(_ time: Duration) -> String {
    String(format: time < .milliseconds(100) ? "%.1f" : "%.0f", milliseconds(time))
  }
}
