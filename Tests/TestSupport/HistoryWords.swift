import SyncCore

/// The cells and values of arbitrary histories; few, so that equal and nearly equal ones meet.
enum HistoryWords {
  /// Texts, a number, a date, a unit, members of a set, and a field that no schema knows.
  static let cells: [CellName] = [
    .note, .status, .codeJ44, .named("icd10/J45"), .named("count"), .named("decided"),
    .named("later_field"),
  ]

  /// A value that suits the cell; now and then one of a type that does not.
  static func value(for cell: CellName, using random: inout SeededRandom) -> Value {
    if cell.member != nil { return .boolean(true) }
    if random.chance(percent: 5) { return .null }
    switch cell.field {
    case "note": return .text(random.one(of: ["x", "y", "\u{E5}", "a\u{30A}"]))
    case "count": return .integer(Int64(random.number(in: 0...3)))
    case "decided": return .text(random.one(of: ["2026-05-01", "2026-05-02", "2027-01-01"]))
    case "status": return status(using: &random)
    default: return .arbitrary(using: &random)
    }
  }

  private static func status(using random: inout SeededRandom) -> Value {
    .object([
      ("status", .text(random.one(of: ["infort", "pagar"]))),
      ("status_date", .text(random.one(of: ["2026-05-01", "2026-06-01"]))),
      ("unknown_member", .boolean(true)),
    ])
  }
}
