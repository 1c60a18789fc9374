import SyncCore
import SyncWire

extension Reception {
  /// How many changesets may wait for their predecessors, all logs together.
  static let waitingLimit = 10_000
  /// How many bytes of them may wait: 64 MiB.
  static let waitingLimitBytes = 64 * 1_048_576

  /// Keeps a changeset until its predecessor comes, or all of the branch that a pin names.
  func wait(for changeset: Changeset) throws -> Outcome {
    let header = changeset.header
    guard try keepWaiting(changeset) else { return try takeWithoutRoom(changeset) }
    if isPinned(header) { logsToTurn.insert(header.log) }
    return .waiting
  }

  /// The same for one that does not go with what is stored: it is refused, unless a pin may yet say
  /// that it is the other one that is wrong.
  func wait(
    for changeset: Changeset, in log: LogRow, or refusal: Refusal
  ) throws -> Outcome {
    try logs.isOpen(log, at: changeset.header.sequence) ? wait(for: changeset) : .refused(refusal)
  }

  /// Keeps it, or finds it kept. Beyond the bounds it is dropped: the head of its log stays, so it
  /// is asked for again.
  ///
  /// - Returns: whether it is here now.
  func keepWaiting(_ changeset: Changeset) throws -> Bool {
    let header = changeset.header
    let known = try logs.waitingLine(header.head, of: header.log)
    if let known,
      try completeness(of: changeset) <= completeness(of: try? Changeset.decode(known))
    {
      return true
    }
    let (count, bytes) =
      try session.statement("SELECT count(*), coalesce(sum(length(line)), 0) FROM waiting").first {
        (Int($0.integer(0)), Int($0.integer(1)))
      } ?? (0, 0)
    guard known != nil || count < Self.waitingLimit,
      bytes + changeset.line.count <= Self.waitingLimitBytes
    else { return false }
    somethingWaits = true
    try session.statement("INSERT OR REPLACE INTO waiting VALUES (?, ?, ?, ?, ?, ?)")
      .bind(
        all: header.head.waitingKey(in: header.log) + [
          .integer(now.milliseconds), .blob(changeset.line),
        ]
      ).run()
    return true
  }

  /// In a log with a pin the branch that a changeset ends takes the place of what is stored, if all
  /// of it is here: so a branch that is longer than what may wait comes through in its order.
  private func takeWithoutRoom(_ changeset: Changeset) throws -> Outcome {
    let header = changeset.header
    guard try logs.isOpen(logs.log(header.log), at: header.sequence),
      try turn(header.log, to: header.head, last: changeset)
    else { return .waiting }
    return try logs.log(header.log).merged >= header.sequence ? .merged : .held
  }

  /// Takes out what waits under a header.
  func takeWaitingLine(_ head: Head, of name: LogName) throws -> [UInt8]? {
    let line = try logs.waitingLine(head, of: name)
    try session.statement(
      "DELETE FROM waiting WHERE scope = ? AND author = ? AND sequence = ? AND hash = ?"
    ).bind(all: head.waitingKey(in: name)).run()
    return line
  }

  /// Drops what waits for a place that the log cannot reach any more: behind a fork or a pin, on
  /// another branch than a pin has, or because its author has no right.
  func forgetWaiting(of log: LogRow) throws {
    guard let end = logs.reachableEnd(of: log) else { return }
    let isThere =
      try end <= log.stored?.sequence ?? 0 && end < log.gap?.lowerBound ?? Int64.max
      && !logs.isOpen(log, at: end)
    try session.run(
      "DELETE FROM waiting WHERE scope = ? AND author = ? AND sequence > ?",
      .text(log.name.scope.string), .text(log.name.author.string), .integer(isThere ? 0 : end))
  }
}

extension Logs {
  func waitingLine(_ head: Head, of name: LogName) throws -> [UInt8]? {
    try session.statement(
      "SELECT line FROM waiting WHERE scope = ? AND author = ? AND sequence = ? AND hash = ?"
    ).bind(all: head.waitingKey(in: name)).first { $0.blob(0) }
  }

  /// A changeset that waits for the place of another one: their headers prove a fork.
  func waitingBranch(beside changeset: Changeset) throws -> Changeset? {
    let header = changeset.header
    let lines = try session.statement(
      "SELECT line FROM waiting WHERE scope = ? AND author = ? AND sequence = ? AND hash <> ?"
    ).bind(
      .text(header.scope.string), .text(header.author.string), .integer(header.sequence),
      .blob(header.hash.bytes)
    ).rows { $0.blob(0) }
    return lines.lazy.compactMap { try? Changeset.decode($0) }.first
  }
}

extension Head {
  /// The key under which a changeset waits.
  func waitingKey(in log: LogName) -> [SQLValue] {
    [
      .text(log.scope.string), .text(log.author.string), .integer(sequence), .blob(hash.bytes),
    ]
  }
}
