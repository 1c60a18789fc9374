import SyncCore
import SyncWire

extension Logs {
  /// How much of a log is read at a time to find headers without their bodies: 1 MiB.
  private static let pieceBytes = 1_048_576

  /// Keeps both branches of a log's lowest fork as proof, in place of a higher one's. Only headers
  /// and signatures: they prove it, and they travel with the log.
  func keep(proof branches: [Changeset], in log: LogRow) throws {
    try session.run("DELETE FROM forks WHERE log = ?", .integer(log.id))
    for branch in branches.map(\.withoutBody) {
      try session.run(
        "INSERT OR IGNORE INTO forks VALUES (?, ?, ?, ?)",
        .integer(log.id), .integer(branch.header.sequence), .blob(branch.header.hash.bytes),
        .blob(branch.line))
    }
  }

  /// Whether a header is one of the two that prove the lowest fork of its log.
  func isProof(_ header: Header, in log: LogRow) throws -> Bool {
    try session.statement("SELECT 1 FROM forks WHERE log = ? AND sequence = ? AND hash = ?")
      .bind(.integer(log.id), .integer(header.sequence), .blob(header.hash.bytes))
      .first { _ in true } ?? false
  }

  /// The headers that prove the lowest fork of a log.
  func forkProof(of log: LogRow) throws -> [[UInt8]] {
    guard let fork = log.fork else { return [] }
    return try session.statement(
      "SELECT line FROM forks WHERE log = ? AND sequence = ? ORDER BY hash"
    ).bind(.integer(log.id), .integer(fork)).rows { $0.blob(0) }
  }

  /// The last sequence of a log that may count: all of it, or up to a pin, before a fork, or
  /// nothing where Peers gives its author no right to the scope.
  func countingLimit(of log: LogRow) throws -> Int64 {
    guard let registration = session.rights.registration(of: log.name.author),
      registration.mayWrite(log.name.scope)
    else { return 0 }
    let fork = log.fork.map { $0 - 1 } ?? Int64.max
    switch session.rights.pin(of: log.name) {
    case nil: return fork
    case .atStart: return 0
    case .at(let pin):
      guard let kept = try head(at: pin.sequence, of: log) else {
        return try wholeLimit(of: log, through: min(pin.sequence, fork))
      }
      // A pin at or above a fork says which branch is true; the other one ends before the fork.
      return try wholeLimit(
        of: log, through: kept.hash == pin.hash ? pin.sequence : min(pin.sequence - 1, fork))
    }
  }

  /// The last sequence up to another that lies before the first header without its body.
  ///
  /// In a log that Peers ends a header alone does not count: it may have come as the proof of a
  /// fork, and who holds the other branch, or knows the fork, cannot count it. So that all count
  /// alike, and the body is asked for, whoever has it alone does not count it either.
  private func wholeLimit(of log: LogRow, through last: Int64) throws -> Int64 {
    // What is merged has its body.
    var after = log.merged
    while true {
      let kept = try changesets(of: log, after: after, through: last, limitBytes: Self.pieceBytes)
      guard let end = kept.last?.sequence else { return last }
      if let bare = try kept.first(where: { try $0.decoded().isBare }) { return bare.sequence - 1 }
      after = end
    }
  }

  /// The changeset at which merging a log stops until its body or a newer program comes.
  func held(in log: LogRow) throws -> KeptChangeset? {
    guard let kept = try changeset(log.merged + 1, of: log) else { return nil }
    if kept.sequence <= log.head?.sequence ?? 0 { return kept }
    // Up to a pin a header alone does not count, so there the head lies before it.
    guard let pin = session.rights.pin(of: log.name), kept.sequence <= pin.sequence else {
      return nil
    }
    return try kept.decoded().isBare ? kept : nil
  }

  /// The last sequence that a log can have under these rights and forks; nil if it may go on.
  func reachableEnd(of log: LogRow) -> Int64? {
    guard let registration = session.rights.registration(of: log.name.author),
      registration.mayWrite(log.name.scope)
    else { return 0 }
    return session.rights.pin(of: log.name)?.sequence ?? log.fork.map { $0 - 1 }
  }

  /// Drops what is stored from a sequence on. Its header at a fork stays as evidence.
  func cut(_ log: inout LogRow, before sequence: Int64) throws {
    if var floor = log.floor, sequence <= floor.head.sequence {
      // What lies above the floor does not hang on what is kept below it, yet.
      floor.filled = min(floor.filled, sequence - 1)
      log.floor = floor
      return try remove(sequence...floor.head.sequence, of: log)
    }
    log.stored = try head(at: sequence - 1, of: log)
    try remove(sequence...Int64.max, of: log)
  }
}
