import SyncCore

/// Holds the index of touches against the changesets. Memory: 24 bytes for each change of the log.
struct TouchCheck {
  private struct Touch: Comparable {
    let record: Int64
    let changeset: Int64
    /// What was merged is in the index; what was merged once and no longer counts may be.
    let isMerged: Bool

    static func < (left: Self, right: Self) -> Bool {
      (left.record, left.changeset) < (right.record, right.changeset)
    }
  }

  private var expected: [Touch] = []

  mutating func expect(_ key: RecordKey, by changeset: Int64, isMerged: Bool) {
    expected.append(
      Touch(record: Touches.number(of: key), changeset: changeset, isMerged: isMerged))
  }

  /// A sentence where the index has rows too many or too few.
  mutating func problems(in session: Session) throws -> [String] {
    expected.sort()
    let row = try Statement(
      "SELECT record, changeset FROM touches ORDER BY record, changeset", on: session.connection)
    var place = 0
    var (missing, wrong) = (0, 0)
    while try row.step() {
      let found = Touch(record: row.integer(0), changeset: row.integer(1), isMerged: true)
      while place < expected.count, expected[place] < found {
        missing += expected[place].isMerged ? 1 : 0
        place += 1
      }
      guard place < expected.count, !(found < expected[place]) else {
        wrong += 1
        continue
      }
      // Two records of one changeset may have the same number: one row stands for both.
      while place < expected.count, !(found < expected[place]) { place += 1 }
    }
    missing += expected[place...].count { $0.isMerged }
    guard missing + wrong > 0 else { return [] }
    return ["touches: \(missing) rows are missing and \(wrong) should not be there."]
  }
}
