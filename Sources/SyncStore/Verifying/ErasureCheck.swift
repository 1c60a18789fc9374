import SyncCore
import SyncWire

/// Holds the table of erasures against the changesets that erase. Memory: its rows.
struct ErasureCheck {
  /// What the stored changesets say.
  private var said: Set<ErasureRow> = []
  /// What those that count say: it has to be there.
  private var counting: Set<ErasureRow> = []
  /// What has to be in force.
  private var inForce: Set<ErasureRow> = []

  mutating func expect(_ body: Body, place: Int64, isInForce: Bool, isCounting: Bool) {
    guard !body.erases.isEmpty else { return }
    let rows = ErasureRow.all(of: body, place: place)
    said.formUnion(rows)
    if isCounting { counting.formUnion(rows) }
    if isInForce { inForce.formUnion(rows) }
  }

  /// A sentence where the table has rows too many or too few, or marked wrongly.
  func problems(in session: Session) throws -> [String] {
    let rows = try Erasures(session: session).rows()
    let found = Set(rows.map(\.row))
    let wrong = rows.count { row, isInForce in
      !said.contains(row) || ![0, 1].contains(isInForce)
        || inForce.contains(row) && isInForce == 0
    }
    let missing = counting.subtracting(found).count
    guard missing + wrong > 0 else { return [] }
    return ["erasures: \(missing) rows are missing and \(wrong) are not what the logs say."]
  }
}
