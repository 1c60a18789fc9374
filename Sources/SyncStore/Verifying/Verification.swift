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

  /// A sentence per problem. Where SQLite cannot read on, that is the last of them.
  func problems() throws -> [String] {
    var problems: [String] = []
    do {
      problems = try structure()
      problems += try contents()
    } catch let error as StoreError
      where [.databaseDamaged, .database, .notADatabase].contains(error.code)
    {
      problems.append(error.message)
    }
    return problems
  }

  private func structure() throws -> [String] {
    try session.statement("PRAGMA integrity_check(\(Self.structureLimit))").rows { $0.text(0) }
      .filter { $0 != "ok" }.map { "The database file: \($0)." }
  }

  private func contents() throws -> [String] {
    var checked = 0
    var logs = LogCheck(session) {
      checked += 1
      progress(checked)
    }
    try logs.run()
    var problems = logs.problems
    problems += try EvidenceCheck(session, schema: schema).problems()
    if logs.damagedScopes.isEmpty {
      var touches = logs.touches
      problems += try touches.problems(in: session)
      problems += try logs.erasures.problems(in: session)
    }
    return try problems
      + TableCheck(session).problems(against: logs.replay.finish(), besides: logs.damagedScopes)
  }
}
