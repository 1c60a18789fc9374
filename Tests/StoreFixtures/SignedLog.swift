package import SyncCore
package import SyncWire
import TestSupport

/// One author's log in one scope as a test writes it: changeset after changeset, each signed.
package struct SignedLog {
  package let name: LogName
  package private(set) var changesets: [Changeset] = []
  private let key: SigningKey
  /// Makes bodies, and so whole branches, differ that are otherwise the same.
  private let salt: UInt8

  package init(
    _ author: Author = .vgr, in scope: Scope = .vgr, key: SigningKey? = nil, salt: UInt8 = 0
  ) {
    name = LogName(scope, author)
    self.key = key ?? .trial(author)
    self.salt = salt
  }

  package var lines: [[UInt8]] { changesets.map(\.line) }

  package var head: Head? { changesets.last?.header.head }

  /// The head that the log had after so many changesets.
  package func head(at sequence: Int) -> Head { changesets[sequence - 1].header.head }

  package func line(_ sequence: Int) -> [UInt8] { changesets[sequence - 1].line }

  /// Signs the next changeset and keeps it.
  @discardableResult
  package mutating func append(_ changes: Change..., at time: Timestamp = .midsummer) throws -> Dot
  {
    try append(all: changes, at: time)
  }

  /// Signs the next changeset, of these changes, and keeps it.
  @discardableResult
  package mutating func append(
    all changes: [Change], erasing erases: [Erasure] = [], at time: Timestamp = .midsummer,
    person: String? = "anna.berg", message: String? = nil
  ) throws -> Dot {
    let draft = Draft(
      log: name, after: head, time: time, schema: 1, changes: changes, message: message,
      person: person, salt: Array(repeating: salt, count: Body.saltBytes), erases: erases)
    let changeset = try draft.sealed(with: key)
    changesets.append(changeset)
    return changeset.header.dot
  }

  /// The log as far as `sequence`, to be continued in another way: the other branch of a fork.
  package func branch(after sequence: Int, salt: UInt8) -> SignedLog {
    var copy = SignedLog(name.author, in: name.scope, key: key, salt: salt)
    copy.changesets = Array(changesets.prefix(sequence))
    return copy
  }
}

extension Change {
  /// A value for one cell.
  package static func put(
    _ cell: CellName, _ value: Value, of record: RecordName = .kol, replacing dots: [Dot] = []
  ) -> Change {
    Change(
      record: record, writes: [Change.Write(cell, value)],
      replaces: dots.isEmpty ? [] : [Change.Replacement(cell, dots)])
  }
}

extension Sequence<OracleChangeset> {
  /// The changesets signed by their authors, each log in its order; order of the result: as given.
  package func signed() throws -> [Changeset] {
    var logs: [LogName: SignedLog] = [:]
    var signed: [Changeset] = []
    for changeset in self {
      let name = LogName(changeset.scope, changeset.author)
      var log = logs[name] ?? SignedLog(changeset.author, in: changeset.scope)
      try log.append(all: changeset.changes, at: changeset.time)
      signed += log.changesets.suffix(1)
      logs[name] = log
    }
    return signed
  }
}
