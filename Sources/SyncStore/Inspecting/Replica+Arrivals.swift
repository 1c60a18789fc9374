import SyncCore
import SyncWire

/// What came here, or was written here, since a point in the order of arrival.
package struct Arrivals: Sendable {
  /// The last of them, the latest first.
  package let newest: [ChangesetFacts]
  /// How many there are; not more than was asked to count.
  package let count: Int
  /// The arrival of the last changeset that is here, whatever was asked for.
  package let last: Int64
}

extension Replica {
  /// The changesets that arrived after another one and are part of their logs.
  ///
  /// Cost: those that are returned, in bytes and one Ed25519 check each, and counting the rest.
  ///
  /// - Parameters:
  ///   - arrival: the `arrival` of the last one that is known; 0 for none.
  ///   - limitBytes: reading stops after the changeset that reaches it.
  ///   - countLimit: counting stops there.
  package func arrivals(
    after arrival: Int64, limit: Int, limitBytes: Int, countLimit: Int
  ) throws -> Arrivals {
    try read { session in
      let last =
        try session.statement("SELECT coalesce(max(id), 0) FROM changesets")
        .first { $0.integer(0) } ?? 0
      let count =
        try session.statement(
          """
          SELECT count(*) FROM (
            SELECT 1 FROM changesets JOIN logs ON logs.id = log
            WHERE changesets.id > ? AND sequence <= head LIMIT ?)
          """
        ).bind(.integer(arrival), .integer(Int64(countLimit))).first { Int($0.integer(0)) } ?? 0
      return Arrivals(
        newest: try newest(session, after: arrival, limit: limit, limitBytes: limitBytes),
        count: count, last: last)
    }
  }

  private func newest(
    _ session: Session, after arrival: Int64, limit: Int, limitBytes: Int
  ) throws -> [ChangesetFacts] {
    let logs = Logs(session)
    let places = try session.statement(
      """
      SELECT scope, author, sequence FROM changesets JOIN logs ON logs.id = log
      WHERE changesets.id > ? AND sequence <= head ORDER BY changesets.id DESC LIMIT ?
      """
    ).bind(.integer(arrival), .integer(Int64(max(0, limit))))
      .rows { (Scope($0.text(0)), Author($0.text(1)), $0.integer(2)) }
    var newest: [ChangesetFacts] = []
    var sizeBytes = 0
    for case (let scope?, let author?, let sequence) in places where sizeBytes < limitBytes {
      guard let log = try logs.existing(LogName(scope, author)),
        let kept = try logs.changeset(sequence, of: log)
      else { continue }
      sizeBytes += kept.line.count
      newest.append(try ChangesetFacts(kept, of: log, logs: logs))
    }
    return newest
  }
}
