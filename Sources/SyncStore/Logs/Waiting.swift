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
