import SyncCore
import SyncWire

extension Reception {
  /// How many changesets may wait for their predecessors, all logs together.
  static let waitingLimit = 10_000
  /// How many bytes of them may wait: 64 MiB.
  static let waitingLimitBytes = 64 * 1_048_576

  /// Keeps a changeset until its predecessor comes. Beyond the bounds it is dropped: the head of
  /// its log stays, so it is asked for again.
  func wait(for changeset: Changeset) throws -> Outcome {
    let header = changeset.header
    let (count, bytes) =
      try session.statement("SELECT count(*), coalesce(sum(length(line)), 0) FROM waiting").first {
        (Int($0.integer(0)), Int($0.integer(1)))
      } ?? (0, 0)
    guard count < Self.waitingLimit, bytes + changeset.line.count <= Self.waitingLimitBytes else {
      return .waiting
    }
    try session.run(
      """
      INSERT INTO waiting VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET line = excluded.line
      WHERE length(excluded.line) > length(line)
      """,
      .text(header.scope.string), .text(header.author.string), .integer(header.sequence),
      .blob(header.hash.bytes), .integer(now.milliseconds), .blob(changeset.line))
    return .waiting
  }

  /// Drops what waits for a place that the log cannot reach any more: behind a fork or a pin, or
  /// because its author has no right.
  func forgetWaiting(beyondEndOf log: LogRow) throws {
    guard let end = logs.reachableEnd(of: log) else { return }
    try session.run(
      "DELETE FROM waiting WHERE scope = ? AND author = ? AND sequence > ?",
      .text(log.name.scope.string), .text(log.name.author.string), .integer(end))
  }
}
