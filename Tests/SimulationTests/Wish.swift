import StoreFixtures
import SyncCore
import TestSupport

/// What a person wants of one record.
struct Wish {
  enum Kind {
    case put([(CellName, Value)])
    case remove(CellName)
    case settle(CellName, choice: Int)
    case delete
    case restore
  }

  let key: RecordKey
  let kind: Kind
  /// Whether it rests on what was shown some time ago.
  let isStale: Bool

  /// - Parameter breadth: how many records there are; the fewer, the more writes meet.
  static func arbitrary(
    by author: Author, breadth: Int, using random: inout SeededRandom
  ) -> Wish {
    let other = Scope.named("national/psykisk-halsa")
    let mayWriteOther = [.vgr, .vgrAgain, .national].contains(author)
    let scope = mayWriteOther && random.chance(percent: 20) ? other : .vgr
    let type = random.chance(percent: 70) ? "implementation" : "addition"
    let record = RecordName.named("\(type)/14-kol-\(random.number(in: 1...breadth))")
    return Wish(
      key: RecordKey(scope, record), kind: arbitraryKind(using: &random),
      isStale: random.chance(percent: 25))
  }

  private static func arbitraryKind(using random: inout SeededRandom) -> Kind {
    switch random.number(in: 0...9) {
    case 0: return .delete
    case 1: return .restore
    case 2: return .remove(random.one(of: [.codeJ44, .named("icd10/J45")]))
    case 3, 4: return .settle(random.one(of: cells), choice: random.number(in: 0...3))
    default:
      var chosen: [CellName: Value] = [:]
      for _ in 0..<random.number(in: 1...3) {
        let cell = random.one(of: cells)
        chosen[cell] = value(for: cell, using: &random)
      }
      return .put(chosen.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
    }
  }

  private static let cells: [CellName] = [
    .note, .status, .codeJ44, .named("icd10/J45"), .count, .decided, .isPilot, .contact,
    .laterField,
  ]

  private static func value(for cell: CellName, using random: inout SeededRandom) -> Value {
    if cell.member != nil { return .boolean(true) }
    if random.chance(percent: 10) { return .arbitrary(using: &random) }
    switch cell.field {
    case "status":
      return .status(
        random.one(of: ["infort", "pagar"]), on: random.one(of: ["2026-05-01", "2026-06-01"]))
    case "count": return .integer(Int64(random.number(in: 0...3)))
    case "decided": return .string(random.one(of: ["2026-05-01", "2027-01-01"]))
    case "is_pilot": return .boolean(random.chance(percent: 50))
    default:
      let secret = Secret.text(using: &random)
      let texts = ["x", "y", "\u{E5}", "a\u{30A}", secret, secret, secret]
      return .string(random.one(of: texts))
    }
  }

  /// The change that carries the wish out, or nil where nothing has to change.
  func change(
    of now: RecordState, shown basis: RecordState, by author: Author
  ) throws(Edit.Obstacle) -> Change? {
    switch kind {
    case .put(let values):
      return try now.change(
        of: key.name,
        assigning: values.map { cell, value in
          Edit.Assignment(cell, value, basis: Set(basis[cell]?.dots ?? []))
        }, by: author)
    case .remove(let cell):
      let assignment = Edit.Assignment(cell, nil, basis: Set(basis[cell]?.dots ?? []))
      return try now.change(of: key.name, assigning: [assignment], by: author)
    case .settle(let cell, let choice):
      guard let siblings = now[cell]?.siblings, siblings.count > 1 else { return nil }
      let value = siblings[choice % siblings.count].value
      return try now.change(
        of: key.name, assigning: [Edit.Assignment(cell, value)], by: author, reason: "Beslut")
    case .delete:
      return now.existence.isVisible ? basis.deletion(of: key.name, reason: "Dubblett") : nil
    case .restore:
      return now.deletes.isEmpty ? nil : now.restoration(of: key.name, reason: nil)
    }
  }
}
