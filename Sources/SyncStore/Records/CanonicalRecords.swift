import SyncCore
import SyncWire

/// The records as the canonical bytes that their digests hash and that stand in snapshots (DESIGN
/// section 8), put together straight from the rows.
///
/// A settled record's bytes come from its columns and its metadata, without its state; they are
/// those of `RecordState.canonicalBytes`. Any other record is read.
struct CanonicalRecords {
  private let session: Session
  private let records: Records
  /// Whether `forEach` is to say which dots it meets.
  private let reportsDots: Bool
  /// The scope of the last row: rows of a scope often follow each other.
  private var current: (name: [UInt8], scope: Scope, isWanted: Bool)?
  private var bytes: [UInt8] = []

  init(_ session: Session, reportingDots reportsDots: Bool = false) {
    self.session = session
    self.reportsDots = reportsDots
    records = Records(session)
    bytes.reserveCapacity(4_096)
  }

  /// Calls `body` with every record that has a live value, table by table: its scope, its bytes,
  /// and, if they are to be reported, the dots of its live values but for those that were met in
  /// this scope lately. Cost: one pass over all rows.
  ///
  /// - Throws: `database_damaged` where a row is, or what `body` throws.
  mutating func forEach(
    where isWanted: (Scope) -> Bool, _ body: (Scope, [UInt8], [Dot]) throws -> Void
  ) throws {
    for plan in session.plans.values.sorted(by: { $0.type.name < $1.type.name }) {
      try forEach(of: plan, where: isWanted, body)
    }
    try records.forEachUnprojected { key, stored in
      guard isWanted(key.scope) else { return }
      try pass(stored().state, of: key, to: body)
    }
  }

  /// The digest of each scope that has a live value and passes the test.
  mutating func digests(where isWanted: (Scope) -> Bool) throws -> [Scope: ContentHash] {
    var sums: [Scope: ContentHash] = [:]
    var last: (scope: Scope, sum: ContentHash)?
    try forEach(where: isWanted) { scope, bytes, _ in
      if last?.scope != scope {
        if let last { sums[last.scope] = last.sum }
        last = (scope, sums[scope] ?? .zero)
      }
      if let sum = last?.sum { last?.sum = sum &+ .sha256(bytes) }
    }
    if let last { sums[last.scope] = last.sum }
    return sums
  }

  private mutating func forEach(
    of plan: TypePlan, where isWanted: (Scope) -> Bool,
    _ body: (Scope, [UInt8], [Dot]) throws -> Void
  ) throws {
    let row = try Statement(plan.select, on: session.connection)
    var writer = try DigestWriter(plan, in: session)
    while try row.step() {
      if enterScope(of: row, where: isWanted), reportsDots { writer.forgetDots() }
      guard let current, current.isWanted else { continue }
      bytes.removeAll(keepingCapacity: true)
      if try writer.append(row, to: &bytes) {
        try body(current.scope, bytes, writer.newDots)
      } else if let id = RecordID(row.text(1)) {
        let key = RecordKey(current.scope, RecordName(plan.type.name, id))
        let stored = try records.stored(
          records.row(row, plan: plan), key: key, place: .table, plan: plan)
        try pass(stored.state, of: key, to: body)
      }
    }
  }

  /// Turns to the scope of a row; false where it is that of the row before.
  private mutating func enterScope(
    of row: Statement, where isWanted: (Scope) -> Bool
  ) -> Bool {
    if let current, row.holds(current.name, in: 0) { return false }
    current = Scope(row.text(0)).map { (Array($0.string.utf8), $0, isWanted($0)) }
    return true
  }

  private func pass(
    _ state: RecordState, of key: RecordKey, to body: (Scope, [UInt8], [Dot]) throws -> Void
  ) throws {
    guard !state.isEmpty else { return }
    let dots = reportsDots ? state.cells.flatMap { $0.siblings.map(\.dot) } : []
    try body(key.scope, state.canonicalBytes(of: key.name), dots)
  }
}
