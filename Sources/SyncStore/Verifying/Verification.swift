import SyncCore

/// All checks of a replica's database, in one read.
struct Verification {
  private let session: Session
  private let schema: Schema
  private let progress: (Int) -> Void

  /// The most sentences of SQLite about the structure of the file.
  private static let structureLimit = 20

  init(_ session: Session, schema: Schema, progress: @escaping (Int) -> Void) {
    self.session = session
    self.schema = schema
    self.progress = progress
  }

  /// What was found.
  struct Outcome {
    /// A sentence each. Where SQLite cannot read on, that is the last of them.
    var problems: [String] = []
    /// The scopes that hung on a snapshot and that a replay of all their changesets has given.
    var replayed: Set<Scope> = []
  }

  func outcome() throws -> Outcome {
    var outcome = Outcome()
    do {
      outcome.problems = try structure()
      try check(into: &outcome)
    } catch let error as StoreError
      where [.databaseDamaged, .database, .notADatabase].contains(error.code)
    {
      outcome.problems.append(error.message)
    }
    return outcome
  }

  private func structure() throws -> [String] {
    try session.statement("PRAGMA integrity_check(\(Self.structureLimit))").rows { $0.text(0) }
      .filter { $0 != "ok" }.map { "The database file: \($0)." }
  }

  private func check(into outcome: inout Outcome) throws {
    var checked = 0
    var logs = LogCheck(session) {
      checked += 1
      progress(checked)
    }
    try logs.run()
    outcome.problems += logs.problems
    outcome.replayed = logs.wholeScopes.subtracting(logs.damagedScopes)
    outcome.problems += try EvidenceCheck(session, schema: schema).problems()
    if logs.damagedScopes.isEmpty {
      var touches = logs.touches
      outcome.problems += try touches.problems(in: session)
      outcome.problems += try logs.erasures.problems(in: session)
    }
    outcome.problems += try TableCheck(session).problems(
      against: logs.replay.finish(), besides: logs.damagedScopes.union(logs.unprovenScopes))
  }
}
