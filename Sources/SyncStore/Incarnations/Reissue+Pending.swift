import SyncCore
import SyncWire

extension Reissue {
  /// A forked log of which a branch was written here and not issued again yet.
  struct Pending: Hashable {
    let entry: OwnLogs.Entry
    let fork: Int64

    /// Behind which sequence everything was issued again already.
    var end: Int64 { entry.reissued ?? .max }
  }

  /// What is to be issued again, in the order of scope and author. Cost: what was written here.
  static func pending(for author: Author, in session: Session) throws -> [Pending] {
    let logs = Logs(session)
    return try OwnLogs(session).all().compactMap { entry in
      guard entry.name.author.registered == author.registered,
        let fork = try logs.existing(entry.name)?.fork,
        fork <= entry.sequence, fork < entry.reissued ?? .max,
        session.rights.registration(of: author)?.mayWrite(entry.name.scope) == true,
        // A pin says which branch is true, and ends every later name.
        session.rights.pin(of: entry.name) == nil
      else { return nil }
      return Pending(entry: entry, fork: fork)
    }
  }

  /// Issues again what is pending, each branch once.
  static func all(with pen: Pen) throws {
    for pending in try pending(for: pen.author, in: pen.session) {
      let name = pending.entry.name
      guard let branch = try branch(of: pending, in: pen.session) else { continue }
      var reissue = try Reissue(of: branch, name, from: pending.fork, with: pen)
      let count = try reissue.run(before: pending.end)
      var entry = pending.entry
      entry.reissued = pending.fork
      try OwnLogs(pen.session).save(entry)
      if count > 0 {
        pen.add(.reissued(name, from: pending.fork, changesets: count, as: pen.author))
      }
    }
  }

  /// The branch that is stored; nil where it cannot be read, so that a repair can help first.
  private static func branch(of pending: Pending, in session: Session) throws -> [Changeset]? {
    let logs = Logs(session)
    guard let log = try logs.existing(pending.entry.name), let end = log.stored?.sequence else {
      return []
    }
    let kept = try logs.changesets(
      of: log, after: pending.fork - 1, through: end, limitBytes: .max)
    return try? kept.map { try $0.decoded() }
  }
}

extension Replica {
  /// Issues again what this replica wrote behind forks that are known now, as far as it may write.
  ///
  /// Nobody is shown any of it before it is durable, in a transaction of its own: whoever dies
  /// before it does it with the next edit or receipt.
  func reissue(at now: Timestamp) throws {
    let isPending = try read { try !Reissue.pending(for: author, in: $0).isEmpty }
    guard isPending, let key = try? folder.signingKey(), mayWrite(with: key) else { return }
    try withPen(key, at: now) { _ in }
  }

  private func mayWrite(with key: SigningKey) -> Bool {
    rights.registration(of: author)?.key == key.publicKey
  }
}
