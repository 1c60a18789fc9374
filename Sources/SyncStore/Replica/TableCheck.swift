import SyncCore

/// Holds the tables against what the logs define. Reads only.
struct TableCheck {
  private let session: Session
  private let records: Records

  init(_ session: Session) {
    self.session = session
    records = Records(session)
  }

  /// A sentence per record, conflict or row that is not what the logs say. Of scopes with a
  /// damaged log only what is damaged itself.
  func problems(
    against replay: Replay.Outcome, besides damaged: Set<Scope> = []
  ) throws -> [String] {
    var problems: [String] = []
    var states: [RecordKey: RecordState] = [:]
    var open: Set<String> = []
    var siblings = 0
    try records.forEach { key, stored in
      do {
        let stored = try stored()
        let state = try records.timed(stored.state, in: key.scope)
        if !state.isEmpty { states[key] = state }
        siblings += state.cells.map(\.siblings.count).filter { $0 > 1 }.reduce(0, +)
        open.formUnion(
          records.conflicts(of: state, key: key).map { "\(key.scope) \(key.name) \($0.cell)" })
        if !isShownRightly(stored, state, key: key) {
          problems.append("\(key): its row does not show what its values say.")
        }
      } catch let error as StoreError where error.code == .databaseDamaged {
        problems.append("\(key): \(error.message)")
      }
    }
    let outcome = Replay.Outcome(states: states, early: try earlyRows())
    problems += replay.differences(from: outcome, besides: damaged)
    problems += try wrongConflicts(open).map { "The list of conflicts is wrong about \($0)." }
    let rows = try session.statement("SELECT count(*) FROM siblings").first { $0.integer(0) }
    if rows != Int64(siblings) {
      problems.append("siblings: there are \(rows ?? 0) rows, and records have \(siblings).")
    }
    return problems
  }

  private func wrongConflicts(_ open: Set<String>) throws -> [String] {
    let noted = try session.statement("SELECT scope, type, id, cell FROM conflicts").rows { row in
      "\(row.text(0)) \(row.text(1))/\(row.text(2)) \(row.text(3))"
    }
    return open.symmetricDifference(noted).sorted()
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
