package import SyncCore
import SyncWire

extension Logs {
  /// Every scope with at least one changeset, sorted.
  func scopes() throws -> [Scope] {
    try session.statement("SELECT DISTINCT scope FROM logs WHERE head > 0 ORDER BY scope").rows {
      Scope($0.text(0))
    }.compactMap { $0 }
  }
}

extension Replica {
  /// The head of every log that holds at least one changeset.
  package func heads() throws -> Heads {
    try read { try Heads(in: $0) }
  }

  /// The digest of each scope with a log, worked out from this replica's own tables (DESIGN 8).
  package func digests() throws -> [Scope: ContentHash] {
    try read { session in
      let scopes = try Logs(session).scopes()
      let zero = Dictionary(uniqueKeysWithValues: scopes.map { ($0, ContentHash.zero) })
      return try zero.merging(digests(in: session) { _ in true }) { $1 }
    }
  }

  /// The logs of the scopes that pass the test with the digests of their state, both as of the
  /// same moment; a scope without a live value has no digest here.
  package func logsWithDigests(
    where isWanted: (Scope) -> Bool
  ) throws -> (logs: [LogStatus], digests: [Scope: ContentHash]) {
    try read { session in
      let logs = try LogStatus.all(in: session).filter { isWanted($0.name.scope) }
      return (logs, try digests(in: session, where: isWanted))
    }
  }

  private func digests(
    in session: Session, where isWanted: (Scope) -> Bool
  ) throws -> [Scope: ContentHash] {
    var records = CanonicalRecords(session)
    return try records.digests(where: isWanted)
  }

  /// Checks the whole replica: the file's structure, every hash, link and signature of its logs,
  /// and that each table holds exactly what the logs say.
  ///
  /// Not covered are the records of scopes whose changesets a snapshot stands for, see
  /// `unprovenLogs`, and what only this replica saw; the article on the replica lists it.
  ///
  /// - Returns: a sentence per problem; empty when all is well. Nothing is changed.
  package func verify(progress: (Int) -> Void = { _ in }) throws -> [String] {
    try withoutActuallyEscaping(progress) { progress in
      try read { session in
        try Verification(session, schema: schema, progress: progress).outcome().problems
      }
    }
  }
}
