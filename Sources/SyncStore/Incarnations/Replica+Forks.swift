package import SyncCore
import SyncWire

/// A log that was continued twice.
package struct ForkedLog: Hashable, Sendable {
  package let name: LogName
  /// The lowest sequence at which two signed headers are known: nothing from there on counts.
  package let fork: Int64
  /// The last sequence that this replica wrote on a branch of it; nil where it holds none.
  package let written: Int64?
  /// From where on that branch was issued again; nil where it was not.
  package let reissued: Int64?

  /// Whether values that this replica wrote still have to be issued again.
  package var isPending: Bool { written != nil && fork < reissued ?? .max }
}

extension Replica {
  /// The logs that were continued twice, in the order of scope and author.
  package func forkedLogs() throws -> [ForkedLog] {
    try read { session in
      let own = Dictionary(
        try OwnLogs(session).all().map { ($0.name, $0) }, uniquingKeysWith: { $1 })
      return try Logs(session).all().compactMap { log in
        guard let fork = log.fork else { return nil }
        let entry = own[log.name].flatMap { $0.sequence >= fork ? $0 : nil }
        return ForkedLog(
          name: log.name, fork: fork, written: entry?.sequence, reissued: entry?.reissued)
      }
    }
  }

  /// Issues again what stands on the branches of an own log that others wrote, because a person
  /// says that nobody holds them any more who could do it.
  ///
  /// Their changesets are found in the log, in the quarantine and among `lines`. Safe to repeat: a
  /// value that stands there already is not written twice.
  ///
  /// - Returns: how many changesets that took.
  /// - Throws: `no_fork`, `not_own_log`, `branch_missing`, or what an edit throws; nothing was
  ///   written then.
  @discardableResult
  package func reissueOtherBranches(
    of name: LogName, from lines: [[UInt8]] = [], at now: Timestamp
  ) throws -> Int {
    let key = try registeredKey()
    guard name.author.registered == author.registered else {
      throw StoreError(
        .notOwnLog, "The log \(name) is not one of \(author). Nothing was written.",
        hint: "Run it where \(name.author.registered) writes.")
    }
    return try withPen(key, at: now) { pen in
      let branches = try OtherBranches(of: name, in: pen.session).found(among: lines)
      var count = 0
      for branch in branches {
        var reissue = try Reissue(of: branch, name, from: branch[0].header.sequence, with: pen)
        count += try reissue.run(before: .max)
      }
      return count
    }
  }
}

/// The branches of a forked log that were not written here.
struct OtherBranches {
  private let session: Session
  private let log: LogRow
  private let fork: Int64

  /// - Throws: `no_fork`.
  init(of name: LogName, in session: Session) throws {
    guard let log = try Logs(session).existing(name), let fork = log.fork else {
      throw StoreError(
        .noFork, "The log \(name) is not forked here. Nothing was written.",
        hint: "See which logs are: syncd forks.")
    }
    self.session = session
    self.log = log
    self.fork = fork
  }

  /// Each of them from the fork on, as far as it is whole.
  ///
  /// - Throws: `branch_missing` if there is none.
  func found(among lines: [[UInt8]]) throws -> [[Changeset]] {
    let logs = Logs(session)
    let root = try logs.changeset(fork - 1, of: log)?.hash
    let own = try ownStart(logs)
    let known = Dictionary(grouping: try changesets(lines), by: \.header.previous)
    var branches: [[Changeset]] = []
    for start in known[root] ?? []
    where start.header.sequence == fork && start.header.hash != own {
      var branch = [start]
      while let last = branch.last,
        let next = known[last.header.hash]?.first(where: {
          $0.header.sequence == last.header.sequence + 1
        })
      {
        branch.append(next)
      }
      branches.append(branch)
    }
    guard !branches.isEmpty else {
      throw StoreError(
        .branchMissing,
        "Nothing of the other branch of \(log.name) is here. Nothing was written.",
        hint: "Name files that hold it, as they lie in a shared folder under"
          + " \(log.name.scope)/\(log.name.author).")
    }
    return branches
  }

  /// The hash of the first changeset that was written here behind the fork.
  private func ownStart(_ logs: Logs) throws -> ContentHash? {
    let entry = try OwnLogs(session).all().first { $0.name == log.name }
    guard let entry, entry.sequence >= fork else { return nil }
    return try logs.changeset(fork, of: log)?.hash
  }

  /// Whatever is signed of this log behind the fork, each once, with its body.
  private func changesets(_ lines: [[UInt8]]) throws -> [Changeset] {
    let refused = try session.statement(
      "SELECT evidence FROM quarantine WHERE scope = ? AND author = ? AND sequence >= ?"
    ).bind(
      .text(log.name.scope.string), .text(log.name.author.string), .integer(fork)
    ).rows { $0.blob(0) }
    let stored = try Logs(session).changesets(
      of: log, after: fork - 1, through: .max, limitBytes: .max
    ).map(\.line)
    var hashes: Set<ContentHash> = []
    return (lines + refused + stored).compactMap { line in
      guard let changeset = Changeset.genuine(line, under: session.rights),
        changeset.header.log == log.name, changeset.header.sequence >= fork,
        changeset.body != nil, hashes.insert(changeset.header.hash).inserted
      else { return nil }
      return changeset
    }
  }
}
