import SyncCore
import SyncWire

// Logs that a snapshot began: the stretch below the floor comes later, or never.
extension Logs {
  /// The end that a log has at a sequence, if its header there is known: it is kept, or the floor.
  func head(at sequence: Int64, of log: LogRow) throws -> Head? {
    if let floor = log.floor, floor.head.sequence == sequence { return floor.head }
    return try changeset(sequence, of: log).map { Head(sequence: $0.sequence, hash: $0.hash) }
  }

  /// The last sequence that is part of a log, as far as rights, pins and forks let it go.
  ///
  /// Where the stretch below a floor is missing, the log counts to its end only as long as the
  /// records are those that the snapshot brought and all of that counts. Else it ends where the
  /// first changeset is missing, as with anyone who never had the snapshot.
  func end(of log: LogRow) throws -> Int64 {
    let end = min(try countingLimit(of: log), log.stored?.sequence ?? 0)
    guard let floor = log.floor, floor.gap != nil else { return end }
    let holds = log.merged >= floor.head.sequence && end >= floor.head.sequence
    guard !holds, end > floor.filled else { return end }
    // Nothing shows yet that what is here leads to the floor, and so to a pin above it.
    return min(floor.filled, log.fork.map { $0 - 1 } ?? Int64.max)
  }

  /// Forgets the times that snapshots claimed where no log hangs on one any more: once the floor
  /// has ceased to count, another branch may stand in its place, with other times.
  func forgetClaims() throws {
    try session.run(
      """
      DELETE FROM claims WHERE scope NOT IN
        (SELECT scope FROM logs WHERE floor IS NOT NULL AND merged >= floor)
      """)
  }

  /// Takes a stretch of a log out of the history, the index and what it erases.
  func remove(_ stretch: ClosedRange<Int64>, of log: LogRow) throws {
    try session.run(
      """
      DELETE FROM touches WHERE changeset IN
        (SELECT id FROM changesets WHERE log = ?1 AND sequence BETWEEN ?2 AND ?3)
      """, .integer(log.id), .integer(stretch.lowerBound), .integer(stretch.upperBound))
    try session.run(
      """
      DELETE FROM erasures WHERE changeset IN
        (SELECT id FROM changesets WHERE log = ?1 AND sequence BETWEEN ?2 AND ?3)
      """, .integer(log.id), .integer(stretch.lowerBound), .integer(stretch.upperBound))
    try session.run(
      "DELETE FROM changesets WHERE log = ? AND sequence BETWEEN ? AND ?",
      .integer(log.id), .integer(stretch.lowerBound), .integer(stretch.upperBound))
  }
}

extension Reception {
  /// Takes a changeset from below a floor: the records that the snapshot brought hold it already.
  ///
  /// They come in their order from the first one on; the last has to be the floor itself.
  func fill(_ changeset: Changeset, packed: [UInt8]?, into log: inout LogRow) throws -> Outcome {
    let header = changeset.header
    guard var floor = log.floor, let gap = floor.gap else { return .known }
    if let fork = log.fork, header.sequence >= fork, !isPinned(header) || changeset.isBare {
      return try outcome(ofForked: header, in: log)
    }
    guard header.sequence == gap.lowerBound else {
      guard try proveBesideWaiting(changeset, in: &log) else { return try wait(for: changeset) }
      try recount(&log)
      return try wait(for: changeset, in: log, or: .fork(header.dot, header.scope))
    }
    let previous = try logs.head(at: floor.filled, of: log)
    let fitsFloor = header.sequence < floor.head.sequence || header.hash == floor.head.hash
    guard header.previous == previous?.hash, fitsFloor else {
      return try wait(for: changeset, in: log, or: .brokenChain(header.dot, header.scope))
    }
    try proveBesideWaiting(changeset, in: &log)
    let id = try logs.append(changeset, packed: packed, to: log, received: now)
    merging.note(changeset, id: id)
    floor.filled = header.sequence
    log.floor = floor
    try recount(&log)
    if header.sequence <= log.head?.sequence ?? 0, let body = changeset.body {
      try merging.carryOut(body, header: header, place: id)
    }
    return changeset.isHeld ? .held : .merged
  }
}
