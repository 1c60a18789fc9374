package import SyncCore
import SyncWire

/// How one log stands here: what a carrier needs to know of it.
package struct LogStatus: Hashable, Sendable {
  package let name: LogName
  package let head: Head
  /// The last sequence merged; less than the head where a changeset is held.
  package let merged: Int64
  /// The sequence at which a fork is proven.
  package let fork: Int64?
  /// What is missing below the floor of a snapshot on which records hang.
  package var gap: ClosedRange<Int64>?
}

extension LogStatus {
  /// The logs as one session sees them.
  static func all(in session: Session) throws -> [LogStatus] {
    try Logs(session).all().compactMap { log in
      guard log.head != nil || log.fork != nil else { return nil }
      return LogStatus(
        name: log.name, head: log.head ?? Head(sequence: 0, hash: .zero), merged: log.merged,
        fork: log.fork, gap: log.hangsOnFloor ? log.gap : nil)
    }
  }
}

/// A changeset on its way out.
package struct OutgoingChangeset: Sendable {
  package let sequence: Int64
  package let hash: ContentHash
  package let line: [UInt8]
}

extension Replica {
  /// Every log with a changeset or the proof of a fork, in the order of scope and author.
  package func logs() throws -> [LogStatus] {
    try read { try LogStatus.all(in: $0) }
  }

  /// The changesets of a log after a sequence, in order; stops after the one that reaches
  /// `limitBytes`, before one that is damaged, and before what is missing below a floor. Empty at
  /// the head, and inside such a gap.
  ///
  /// - Throws: `database_damaged` if the first one is damaged: what this gives is sent to others.
  package func changesets(
    of name: LogName, after sequence: Int64, limitBytes: Int
  ) throws -> [OutgoingChangeset] {
    try read { session in
      let logs = Logs(session)
      guard let log = try logs.existing(name), let head = log.head else { return [] }
      var last = head.sequence
      if let gap = log.gap, sequence < gap.upperBound { last = min(last, gap.lowerBound - 1) }
      let kept = try logs.changesets(
        of: log, after: sequence, through: last, limitBytes: limitBytes)
      let whole = kept.prefix { $0.maySend }
      if whole.isEmpty, let damaged = kept.first {
        throw StoreError.damaged(sequence: damaged.sequence, of: name)
      }
      return whole.map {
        OutgoingChangeset(sequence: $0.sequence, hash: $0.hash, line: $0.line)
      }
    }
  }

  /// The hash of a log's header at a sequence, or nil beyond its head.
  package func headerHash(at sequence: Int64, of name: LogName) throws -> ContentHash? {
    try read { session in
      let logs = Logs(session)
      guard let log = try logs.existing(name), sequence <= log.head?.sequence ?? 0 else {
        return nil
      }
      return try logs.head(at: sequence, of: log)?.hash
    }
  }

  /// The hashes of headers at many places of many logs, in one read; places beyond a head are left
  /// out. Cost: one look-up in an index per place.
  package func headerHashes(
    at places: [LogName: Set<Int64>]
  ) throws -> [LogName: [Int64: ContentHash]] {
    try read { session in
      let logs = Logs(session)
      let statement = try session.statement(
        "SELECT hash FROM changesets WHERE log = ? AND sequence = ?")
      var hashes: [LogName: [Int64: ContentHash]] = [:]
      for (name, sequences) in places {
        guard let log = try logs.existing(name), let head = log.head else { continue }
        for sequence in sequences where sequence <= head.sequence {
          let hash = try statement.bind(.integer(log.id), .integer(sequence)).first {
            ContentHash(bytes: $0.blob(0))
          }
          let floor = log.floor?.head
          hashes[name, default: [:]][sequence] =
            (hash ?? nil) ?? (floor?.sequence == sequence ? floor?.hash : nil)
        }
      }
      return hashes
    }
  }

  /// The two signed headers that prove a log's lowest fork; empty where there is none.
  package func forkProof(of name: LogName) throws -> [[UInt8]] {
    try read { session in
      let logs = Logs(session)
      guard let log = try logs.existing(name) else { return [] }
      return try logs.forkProof(of: log).map { line in
        guard let changeset = try? Changeset.decode(line), changeset.header.log == name else {
          throw StoreError.damaged(sequence: log.fork ?? 0, of: name)
        }
        return line
      }
    }
  }
}
