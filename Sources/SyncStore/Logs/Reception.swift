import SyncCore
package import SyncWire

/// What happened to one changeset that came in (DESIGN section 6).
package enum Outcome: Hashable, Sendable {
  case merged
  /// It was here already.
  case known
  /// Its predecessor in the same log has not come yet, or the rest of the branch that a pin names.
  case waiting
  /// Kept and relayed, but not merged: a newer format, or no body.
  case held
  case refused(Refusal)
}

/// Takes verified changesets into the logs and merges what can be merged.
///
/// Local edits and received changesets take this one road. Inside one transaction.
final class Reception {
  let session: Session
  let logs: Logs
  let merging: Merging
  /// This replica's clock, for receipts.
  let now: Timestamp
  /// Scopes in which changesets ceased to count; they are rebuilt before the transaction ends.
  private(set) var scopesToRebuild: Set<Scope> = []
  /// Logs of which a changeset came that may be part of the branch that a pin names.
  var logsToTurn: Set<LogName> = []
  /// Whether anything waits, in whatever log; nil before that was looked up.
  var somethingWaits: Bool?

  init(_ session: Session, now: Timestamp) {
    self.session = session
    self.now = now
    logs = Logs(session)
    merging = Merging(session, now: now)
  }

  /// Takes one changeset and, behind it, whatever of its log was waiting for it.
  ///
  /// - Parameter packed: its line as the log keeps it, where that is at hand.
  func receive(_ verified: VerifiedChangeset, packed: [UInt8]? = nil) throws -> Outcome {
    var outcome = try take(verified, packed: packed)
    try resume()
    if outcome == .merged || outcome == .held {
      let name = verified.changeset.header.log
      if try logs.log(name).merged >= verified.header.sequence { outcome = .merged }
      try goOn(name)
    }
    return outcome
  }

  /// Takes what waited for the present end of a log, and drops what was refused of it before.
  func goOn(_ name: LogName) throws {
    try takeWaiting(of: name)
    try resume()
    let stored = try logs.log(name).stored?.sequence ?? 0
    try Quarantine(session: session).release(name, through: stored)
  }

  /// Turns to the branches that pins name, rebuilds what has to be and writes what was gathered; to
  /// be called before the end.
  func finish() throws {
    try turn()
    try resume()
    for scope in scopesToRebuild.sorted() { try rebuildIfNeeded(scope) }
    try resume()
    try merging.finish()
  }

  func rebuildIfNeeded(_ scope: Scope) throws {
    if scopesToRebuild.remove(scope) != nil { try merging.rebuild(scope) }
  }

  /// Merges what was held until an erasure said that what is left of it is genuine.
  private func resume() throws {
    while let name = merging.resumable.popFirst() {
      var log = try logs.log(name)
      _ = try merging.catchUp(&log)
    }
  }

  func take(_ verified: VerifiedChangeset, packed: [UInt8]? = nil) throws -> Outcome {
    let changeset = try merging.erasures.applied(to: verified.changeset)
    let packed = changeset.line == verified.line ? packed : nil
    let header = changeset.header
    var log = try logs.log(header.log)
    let stored = log.stored?.sequence ?? 0
    if header.sequence <= stored { return try compare(changeset, packed, with: &log) }
    if let fork = log.fork, header.sequence >= fork, !isPinned(header) {
      return try outcome(ofForked: header, in: log)
    }
    guard header.sequence == stored + 1 else { return try wait(for: changeset) }
    guard header.previous == log.stored?.hash else {
      return try wait(for: changeset, in: log, or: .brokenChain(header.dot, header.scope))
    }
    try proveBesideWaiting(changeset, in: &log)
    let id = try logs.append(changeset, packed: packed, to: log, received: now)
    let wasWhole = log.head == log.stored
    log.stored = header.head
    guard wasWhole, log.fork == nil, !changeset.isBare || !isPinned(header) else {
      try recount(&log)
      return log.merged >= header.sequence ? .merged : .held
    }
    log.head = header.head
    if let body = changeset.body, !body.erases.isEmpty {
      try logs.update(log)
      try merging.carryOut(body, header: header, place: id)
    }
    if try merging.advance(&log, with: changeset, id: id) { return .merged }
    try logs.update(log)
    return .held
  }

  /// Whether a pin in Peers lies at or above this place in the log.
  func isPinned(_ header: Header) -> Bool {
    guard let pin = session.rights.pin(of: header.log) else { return false }
    return header.sequence <= pin.sequence
  }

  /// A changeset at or below what is stored: known, the body of one kept without, or a fork.
  private func compare(
    _ changeset: Changeset, _ packed: [UInt8]?, with log: inout LogRow
  ) throws -> Outcome {
    let header = changeset.header
    guard let kept = try logs.changeset(header.sequence, of: log) else {
      return try fill(changeset, packed: packed, into: &log)
    }
    guard kept.hash == header.hash else {
      let isNew = kept.sequence < log.fork ?? Int64.max
      try prove(fork: changeset, against: kept, in: &log)
      if try logs.isOpen(log, at: header.sequence) { return try wait(for: changeset) }
      return isNew
        ? .refused(.fork(header.dot, header.scope)) : try outcome(ofForked: header, in: log)
    }
    guard changeset.line != kept.line,
      try completeness(of: changeset) > completeness(of: try? kept.decoded())
    else { return .known }
    try logs.replaceLine(of: kept, with: changeset.line)
    try recount(&log)
    if header.sequence <= log.head?.sequence ?? 0, let body = changeset.body {
      try merging.carryOut(body, header: header, place: kept.id)
    }
    _ = try merging.catchUp(&log)
    return log.merged >= header.sequence ? .merged : .held
  }

  /// How much of a changeset a line of it gives, to be compared with another of the same header:
  /// nothing but the header, a body that nothing vouches for yet, or one that is as good as whole.
  func completeness(of changeset: Changeset?) throws -> Int {
    guard let changeset, !changeset.isBare else { return 0 }
    if changeset.isWhole { return 2 }
    return try merging.erasures.proven(changeset) == nil ? 1 : 2
  }

  /// Keeps both headers; the log counts to before them, unless a pin says which branch is true. Of
  /// what is stored only a header without its body is dropped.
  private func prove(
    fork changeset: Changeset, against kept: KeptChangeset, in log: inout LogRow
  ) throws {
    let branch = try kept.decoded()
    try keep(proof: changeset, branch, in: &log)
    // A header alone proves a fork and is no branch: its body would never be asked for.
    if branch.isBare, !isPinned(changeset.header) { try cut(&log, before: kept.sequence) }
    try recount(&log)
  }

  /// Keeps the headers of two changesets at one place, if it is the lowest of its log.
  func keep(proof changeset: Changeset, _ other: Changeset, in log: inout LogRow) throws {
    let sequence = changeset.header.sequence
    guard sequence < log.fork ?? Int64.max else { return }
    try logs.keep(proof: [changeset, other], in: log)
    log.fork = sequence
  }

  /// Keeps the proof of a fork where another changeset waits for the same place.
  ///
  /// - Returns: whether one does.
  @discardableResult
  func proveBesideWaiting(_ changeset: Changeset, in log: inout LogRow) throws -> Bool {
    let waits =
      try somethingWaits
      ?? session.statement("SELECT 1 FROM waiting LIMIT 1").first { _ in true } ?? false
    somethingWaits = waits
    guard waits, let other = try logs.waitingBranch(beside: changeset) else { return false }
    try keep(proof: changeset, other, in: &log)
    return true
  }

  /// Drops what is stored from a sequence on.
  func cut(_ log: inout LogRow, before sequence: Int64) throws {
    // What was gathered of it goes with it: its number in the index is given out again.
    try merging.finish()
    try logs.cut(&log, before: sequence)
  }

  /// What is behind a fork that is known: the proof itself comes with every exchange.
  func outcome(ofForked header: Header, in log: LogRow) throws -> Outcome {
    try logs.isProof(header, in: log) ? .known : .refused(.fork(header.dot, header.scope))
  }

  /// Brings the end of a log in line with rights, pins and forks.
  ///
  /// Where merged changesets no longer count, the scope is rebuilt by `finish`; where more count
  /// than before, they are merged at once.
  func recount(_ log: inout LogRow) throws {
    if session.rights.pin(of: log.name) != nil { logsToTurn.insert(log.name) }
    let end = try logs.end(of: log)
    log.head = try logs.head(at: end, of: log)
    try logs.update(log)
    try forgetWaiting(of: log)
    if end < log.merged {
      scopesToRebuild.insert(log.name.scope)
    } else {
      _ = try merging.catchUp(&log)
      try merging.carryOutHeld(of: log)
    }
  }

  /// Takes what waited for the place behind the last stored changeset, as long as anything did;
  /// then the same below a floor.
  private func takeWaiting(of name: LogName) throws {
    try takeWaiting(of: name) { ($0.stored?.sequence ?? 0) + 1 }
    try takeWaiting(of: name) { $0.gap?.lowerBound }
  }

  private func takeWaiting(of name: LogName, at place: (LogRow) -> Int64?) throws {
    let statement = try session.statement(
      "SELECT line FROM waiting WHERE scope = ? AND author = ? AND sequence = ?")
    while let next = place(try logs.log(name)) {
      statement.bind(
        .text(name.scope.string), .text(name.author.string), .integer(next))
      let lines = try statement.rows { $0.blob(0) }
      guard !lines.isEmpty else { return }
      try session.run(
        "DELETE FROM waiting WHERE scope = ? AND author = ? AND sequence = ?",
        .text(name.scope.string), .text(name.author.string), .integer(next))
      for line in lines {
        // It was verified when it came; rights may have changed since.
        guard let changeset = try? Changeset.decode(line).verified(against: session.rights) else {
          continue
        }
        if case .refused(let refusal) = try take(changeset) {
          try Quarantine(session: session).keep(
            refusal, line: line, header: changeset.header, from: nil, at: now)
        }
      }
      // All that came to it may wait on, for another branch than the stored one.
      guard place(try logs.log(name)) != next else { return }
    }
  }
}

extension Changeset {
  /// Whether the line holds the header and its signature alone.
  var isBare: Bool { body == nil && line.count == withoutBody.line.count }
}
