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
    let key: [SQLValue] = [
      .text(header.scope.string), .text(header.author.string), .integer(header.sequence),
      .blob(header.hash.bytes),
    ]
    let known = try session.statement(
      "SELECT line FROM waiting WHERE scope = ? AND author = ? AND sequence = ? AND hash = ?"
    ).bind(all: key).first { $0.blob(0) }
    let isBetter = try known.map {
      try completeness(of: changeset) > completeness(of: try? Changeset.decode($0))
    }
    guard isBetter != false else { return .waiting }
    try session.statement("INSERT OR REPLACE INTO waiting VALUES (?, ?, ?, ?, ?, ?)")
      .bind(all: key + [.integer(now.milliseconds), .blob(changeset.line)]).run()
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
