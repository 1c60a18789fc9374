import GRDB
package import SyncCore

/// What a repair found and did.
package struct Repair: Sendable {
  /// What was wrong before, a sentence each; empty where nothing was, and nothing was changed.
  package let found: [String]
  /// What was changed, a sentence each.
  package let done: [String]
  /// What is wrong still; empty when all is well.
  package let left: [String]
}

extension Replica {
  /// Puts right what `verify` finds: the logs as far as their lines are whole, all else from the
  /// logs. Then verifies again.
  ///
  /// One transaction: all of it is durable, or nothing happened. The replica is best opened for
  /// repair. Cost: all of the log is read and merged anew.
  ///
  /// - Throws: `database_damaged` if the file itself is so broken that SQLite cannot write it;
  ///   nothing was changed then.
  package func repair(
    at now: Timestamp, progress: (Int) -> Void = { _ in }
  ) throws -> Repair {
    let found = try verify(progress: progress)
    // Nothing can be said of an index of words that is broken, and it is soon made anew.
    try SearchIndex(of: self).file.discard()
    guard !found.isEmpty else { return Repair(found: [], done: [], left: []) }
    let done = try transaction(at: now, isTrial: false) { session, reception in
      try footing.requireTables(in: session)
      return try repair(session, reception)
    }
    return Repair(found: found, done: done, left: try verify())
  }

  private func repair(_ session: Session, _ reception: Reception) throws -> [String] {
    try session.run("REINDEX")
    var logs = LogRepair(session, reception: reception, author: author)
    try logs.run()
    var evidence = EvidenceRepair(session, author: author)
    try evidence.run()
    let tables = try rebuildTables(session, reception)
    return logs.done + evidence.done + [tables]
  }

  /// Empties everything that follows from the logs and merges them again.
  private func rebuildTables(_ session: Session, _ reception: Reception) throws -> String {
    for plan in plans.values {
      try session.run("DELETE FROM \(TypePlan.quoted(plan.type.name.string))")
    }
    for table in ["unprojected", "siblings", "early", "touches", "words"] {
      try session.run("DELETE FROM \(table)")
    }
    try session.withWords { words in
      for type in schema.types {
        for field in type.fields { try words.intern(field.name.string) }
      }
    }
    session.forgetLogs()
    for var log in try Logs(session).all() {
      try reception.recount(&log)
      guard log.floor != nil, log.gap == nil else { continue }
      log.floor = nil
      try Logs(session).update(log)
    }
    try reception.finish()
    try Logs(session).forgetClaims()
    let merged = try Logs(session).all().reduce(0) { $0 + $1.merged }
    try forgetSettledConflicts(session)
    try session.setSetting(SettingName.schemaVersion, String(schema.version))
    try footing.noteCounted(in: session)
    return "All records were merged anew from \(merged) changesets."
  }

  private func forgetSettledConflicts(_ session: Session) throws {
    let scopes = try session.statement("SELECT DISTINCT scope FROM conflicts").rows { $0.text(0) }
    for text in scopes {
      if let scope = Scope(text) {
        try Records(session).forgetSettled(in: scope)
      } else {
        try session.run("DELETE FROM conflicts WHERE scope = ?", .text(text))
      }
    }
  }
}
