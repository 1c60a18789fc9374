import SyncCore
import SyncWire

/// The digests of scopes, worked out straight from the rows (DESIGN section 8).
///
/// A settled record's canonical bytes are put together from its columns and its metadata, without
/// its state; they are the bytes that `RecordState.digest(of:)` hashes. Any other record is read.
struct RecordDigests {
  private let session: Session
  private let records: Records
  private var sums: [Scope: ContentHash] = [:]
  /// The scope of the last row and its digest so far: rows of a scope often follow each other.
  private var current: (name: [UInt8], scope: Scope, isWanted: Bool, sum: ContentHash)?
  private var bytes: [UInt8] = []

  init(_ session: Session) {
    self.session = session
    records = Records(session)
    bytes.reserveCapacity(4_096)
  }

  /// The digest of each scope that has a live value and passes the test. Cost: one pass over all
  /// rows.
  mutating func sums(where isWanted: (Scope) -> Bool) throws -> [Scope: ContentHash] {
    for plan in session.plans.values.sorted(by: { $0.type.name < $1.type.name }) {
      try add(plan, where: isWanted)
    }
    leaveScope()
    var sums = sums
    try records.forEachUnprojected { key, stored in
      guard isWanted(key.scope) else { return }
      let digest = try stored().state.digest(of: key.name)
      sums[key.scope] = sums[key.scope, default: .zero] &+ digest
    }
    return sums
  }

  private mutating func add(_ plan: TypePlan, where isWanted: (Scope) -> Bool) throws {
    let row = try Statement(plan.select, on: session.connection)
    var writer = try DigestWriter(plan, in: session)
    while try row.step() {
      guard enterScope(of: row, where: isWanted) else { continue }
      bytes.removeAll(keepingCapacity: true)
      if try writer.append(row, to: &bytes) {
        add(.sha256(bytes))
      } else if let scope = current?.scope, let id = RecordID(row.text(1)) {
        let key = RecordKey(scope, RecordName(plan.type.name, id))
        let stored = try records.stored(
          records.row(row, plan: plan), key: key, place: .table, plan: plan)
        add(stored.state.digest(of: key.name))
      }
    }
  }

  /// Turns to the scope of a row; false where nobody asked for it.
  private mutating func enterScope(
    of row: Statement, where isWanted: (Scope) -> Bool
  ) -> Bool {
    if let current, row.holds(current.name, in: 0) { return current.isWanted }
    leaveScope()
    guard let scope = Scope(row.text(0)) else { return false }
    current = (Array(scope.string.utf8), scope, isWanted(scope), sums[scope] ?? .zero)
    return current?.isWanted == true
  }

  private mutating func leaveScope() {
    if let current, current.isWanted { sums[current.scope] = current.sum }
    current = nil
  }

  private mutating func add(_ digest: ContentHash) {
    guard let sum = current?.sum else { return }
    current?.sum = sum &+ digest
  }
}
