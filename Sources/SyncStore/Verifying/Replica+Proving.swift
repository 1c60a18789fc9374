package import SyncCore

/// A log that a snapshot began and whose state no replay has shown yet.
package struct UnprovenLog: Hashable, Sendable {
  package let name: LogName
  /// The last sequence whose effects the snapshot brought.
  package let floor: Int64
  /// What is missing below it; nil where all is here and only `prove` is to follow.
  package let gap: ClosedRange<Int64>?
}

/// What checking everything said.
package struct Proof: Sendable {
  /// A sentence each; empty when all is well.
  package let problems: [String]
  /// What could not be shown: it hangs on a snapshot. In the order of scope and author.
  package let unproven: [UnprovenLog]
}

extension Replica {
  /// The logs that hang on a snapshot still. Cost: the logs.
  package func unprovenLogs() throws -> [UnprovenLog] {
    try read { session in
      try Logs(session).all().compactMap { log in
        guard let floor = log.floor, log.hangsOnFloor else { return nil }
        return UnprovenLog(name: log.name, floor: floor.head.sequence, gap: floor.gap)
      }
    }
  }

  /// Verifies, and notes what the replay has shown: where all of a scope's changesets are here and
  /// give its records, they hang on the snapshot no longer.
  package func prove(at now: Timestamp, progress: (Int) -> Void = { _ in }) throws -> Proof {
    let outcome = try withoutActuallyEscaping(progress) { progress in
      try read { try Verification($0, schema: schema, progress: progress).outcome() }
    }
    if outcome.problems.isEmpty, !outcome.replayed.isEmpty {
      try write(at: now) { session, _ in
        for scope in outcome.replayed.sorted() { try forgetFloors(in: scope, session) }
      }
    }
    return Proof(problems: outcome.problems, unproven: try unprovenLogs())
  }

  private func forgetFloors(in scope: Scope, _ session: Session) throws {
    let logs = Logs(session)
    for var log in try logs.all(in: scope) where log.floor != nil && log.gap == nil {
      log.floor = nil
      try logs.update(log)
    }
    try logs.forgetClaims()
  }
}
