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
    try read { session in
      var heads: Heads = [:]
      for log in try Logs(session).all() {
        if let head = log.head { heads[log.name] = head }
      }
      return heads
    }
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
    var digests = RecordDigests(session)
    return try digests.sums(where: isWanted)
  }

  /// Checks the whole replica: every hash, link and signature of its logs, and that its tables
  /// hold exactly what its logs say.
  ///
  /// - Returns: a sentence per problem; empty when all is well. Nothing is changed.
  package func verify(progress: (Int) -> Void = { _ in }) throws -> [String] {
    try read { session in
      let logs = Logs(session)
      var problems: [String] = []
      var replay = Replay()
      var checked = 0
      for log in try logs.all() {
        problems += try verify(log, logs: logs, into: &replay) {
          checked += 1
          progress(checked)
        }
      }
      return try problems + TableCheck(session).problems(against: replay.finish())
    }
  }

  private func verify(
    _ log: LogRow, logs: Logs, into replay: inout Replay, step: () -> Void
  ) throws -> [String] {
    var previous: Head?
    while previous?.sequence ?? 0 < log.head?.sequence ?? 0 {
      let after = previous?.sequence ?? 0
      let batch = try logs.changesets(
        of: log, after: after, through: log.head?.sequence ?? 0, limitBytes: 8 * 1_048_576)
      guard !batch.isEmpty else { return ["\(log.name): changeset \(after + 1) is missing."] }
      for kept in batch {
        step()
        do {
          let changeset = try Changeset.decode(kept.line)
          let header = changeset.header
          guard header.log == log.name, header.sequence == (previous?.sequence ?? 0) + 1,
            header.hash == kept.hash, header.previous == previous?.hash
          else { return ["\(log.name): the chain is broken at \(kept.sequence)."] }
          _ = try changeset.verified(against: rights)
          if let body = changeset.body, header.sequence <= log.merged {
            replay.add(body, header: header)
          }
          previous = header.head
        } catch {
          return ["\(log.name): changeset \(kept.sequence) does not verify: \(error.message)"]
        }
      }
    }
    return previous == log.head ? [] : ["\(log.name): the head does not fit its changesets."]
  }
}
