import SyncCore
import SyncWire

/// Takes values that are to be gone out of what is kept beside the logs.
struct ErasedEvidence {
  private let session: Session
  private let erasure: Erasure
  private let log: LogName

  init(_ session: Session, erasure: Erasure, log: LogName) {
    self.session = session
    self.erasure = erasure
    self.log = log
  }

  private var key: [SQLValue] {
    [.text(log.scope.string), .text(log.author.string), .integer(erasure.sequence)]
  }

  /// The changeset may wait for its predecessor.
  func clearWaiting() throws {
    let head = Head(sequence: erasure.sequence, hash: erasure.header)
    guard let line = try Logs(session).waitingLine(head, of: log), let left = try left(of: line),
      left != line
    else { return }
    try session.statement(
      "UPDATE waiting SET line = ? WHERE scope = ? AND author = ? AND sequence = ? AND hash = ?"
    ).bind(all: [.blob(left)] + head.waitingKey(in: log)).run()
    try session.noteErased()
  }

  /// It may have been refused. What cannot be read and might be a part of it goes as a whole: cut
  /// or damaged lines of this place, and lines of which nobody knows what they were.
  func clearQuarantine() throws {
    let rows = try session.statement(
      """
      SELECT id, reason, evidence FROM quarantine
      WHERE scope = ? AND author = ? AND sequence = ? OR scope IS NULL
      """
    ).bind(all: key).rows { ($0.integer(0), $0.text(1), $0.blob(2)) }
    for (id, reason, evidence) in rows {
      guard let left = try left(of: evidence) else {
        try session.run("DELETE FROM quarantine WHERE id = ?", .integer(id))
        try session.noteErased()
        continue
      }
      guard left != evidence else { continue }
      try session.run(
        "UPDATE OR REPLACE quarantine SET evidence = ?, evidence_hash = ? WHERE id = ?",
        .blob(left), .blob(Quarantine.hash(of: left, reason: reason).bytes), .integer(id))
      try session.noteErased()
    }
  }

  /// What is left of a line; nil if it cannot be read.
  private func left(of line: [UInt8]) throws -> [UInt8]? {
    guard let changeset = try? Changeset.decode(line) else { return nil }
    let left = try Erasures(session: session).applied(to: changeset)
    return left == changeset ? line : left.line
  }
}
