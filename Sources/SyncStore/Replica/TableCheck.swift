import SyncCore

/// Holds the tables against what the logs define. Reads only.
struct TableCheck {
  private let session: Session
  private let records: Records

  init(_ session: Session) {
    self.session = session
    records = Records(session)
  }

  /// A sentence per record, conflict or row that is not what the logs say.
  func problems(against replay: Replay.Outcome) throws -> [String] {
    var problems: [String] = []
    var states: [RecordKey: RecordState] = [:]
    var open: Set<String> = []
    try records.forEach { key, stored in
      do {
        let stored = try stored()
        let state = try records.timed(stored.state, in: key.scope)
        if !state.isEmpty { states[key] = state }
        open.formUnion(records.conflicts(of: state, key: key).map { "\(key.name) \($0.cell)" })
        if !isShownRightly(stored, state, key: key) {
          problems.append("\(key): its row does not show what its values say.")
        }
      } catch let error as StoreError where error.code == .databaseDamaged {
        problems.append("\(key): \(error.message)")
      }
    }
    let noted = try session.statement("SELECT type, id, cell FROM conflicts").rows { row in
      "\(row.text(0))/\(row.text(1)) \(row.text(2))"
    }
    let conflicts = open.symmetricDifference(noted).sorted()
    let outcome = Replay.Outcome(states: states, early: try earlyRows())
    return problems + replay.differences(from: outcome)
      + conflicts.map { "The list of conflicts is wrong about \($0)." }
  }

  /// Whether a record lies where it should, its columns showing what is shown first and its
  /// siblings claiming their changesets' times.
  private func isShownRightly(
    _ stored: Records.Stored, _ state: RecordState, key: RecordKey
  ) -> Bool {
    let plan = state.existence.isVisible ? records.plan(for: key) : nil
    guard (stored.place == .table) == (plan != nil) else { return false }
    let projection = Projection(of: state, plan: plan) { cell in
      records.ranking(of: cell, in: key).provisional
    }
    let contested = stored.state.cells.filter { $0.siblings.count > 1 }
    return projection.columns == stored.columns && projection.contested == contested
  }

  private func earlyRows() throws -> Set<String> {
    let rows = try session.statement(
      "SELECT scope, type, id, cell, author, sequence FROM early"
    ).rows { row in
      (0..<6).map { $0 == 5 ? String(row.integer($0)) : row.text($0) }.joined(separator: " ")
    }
    return Set(rows)
  }
}
