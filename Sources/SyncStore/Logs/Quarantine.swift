package import SyncCore
import SyncWire

/// Something that was refused, as `syncd quarantine` lists it.
package struct Refused: Hashable, Sendable {
  package let scope: String?
  package let author: String?
  package let sequence: Int64?
  /// The code of the refusal.
  package let reason: String
  package let message: String
  package let receivedFrom: String?
  package let received: Timestamp
}

/// Bounded evidence of what was refused, inside one session.
struct Quarantine {
  let session: Session

  /// How many refusals are kept; the oldest go first.
  static let limit = 1_000
  /// How much of a refused line is kept: 64 KiB.
  static let evidenceLimitBytes = 65_536

  /// Keeps evidence, once per line and reason; `source` is nil for what had waited.
  func keep(
    _ refusal: Refusal, line: [UInt8], header: Header?, from source: String?, at now: Timestamp
  ) throws {
    let line = try Erasures(session: session).applied(toLine: line)
    let evidence = Array(line.prefix(Self.evidenceLimitBytes))
    let hash = Self.hash(of: evidence, reason: refusal.code)
    try session.statement(
      """
      INSERT OR IGNORE INTO quarantine
        (evidence_hash, scope, author, sequence, reason, message, received_from, received, evidence)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """
    ).bind(
      .blob(hash.bytes), header.map { .text($0.scope.string) } ?? .null,
      header.map { .text($0.author.string) } ?? .null,
      header.map { .integer($0.sequence) } ?? .null, .text(refusal.code),
      .text(refusal.message), source.map(SQLValue.text) ?? .null,
      .integer(now.milliseconds), .blob(evidence)
    ).run()
    try session.run(
      "DELETE FROM quarantine WHERE id <= (SELECT max(id) FROM quarantine) - ?",
      .integer(Int64(Self.limit)))
  }

  /// What a refusal is known by: its reason and its evidence.
  static func hash(of evidence: [UInt8], reason: String) -> ContentHash {
    .sha256(Array(reason.utf8) + [0] + evidence)
  }

  /// The columns that name a changeset, as evidence says it: NULL where it cannot be read, nil
  /// where that is not known, for long evidence is cut.
  static func names(in evidence: [UInt8], reason: String) -> [SQLValue]? {
    guard reason != damagedReason, evidence.count < evidenceLimitBytes else { return nil }
    guard let header = try? Changeset.decode(evidence).header else { return [.null, .null, .null] }
    return [
      .text(header.scope.string), .text(header.author.string), .integer(header.sequence),
    ]
  }

  /// Why a repair took something out of a log; never the code of a refusal.
  static let damagedReason = "damaged_changeset"

  /// Keeps the bytes that a repair took out of a log. They go when the true changeset is here.
  func keep(damaged bytes: [UInt8], of log: LogName?, at sequence: Int64, now: Timestamp) throws {
    let evidence = Array(bytes.prefix(Self.evidenceLimitBytes))
    try session.statement(
      """
      INSERT OR IGNORE INTO quarantine
        (evidence_hash, scope, author, sequence, reason, message, received, evidence)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """
    ).bind(
      .blob(Self.hash(of: evidence, reason: Self.damagedReason).bytes),
      log.map { .text($0.scope.string) } ?? .null, log.map { .text($0.author.string) } ?? .null,
      .integer(sequence), .text(Self.damagedReason),
      .text(
        "Changeset \(sequence) was damaged in this replica's database and a repair took it out of"
          + " its log. Sync with somebody who has it."), .integer(now.milliseconds),
      .blob(evidence)
    ).run()
  }

  /// Forgets what was refused of a log up to a sequence: the true changesets are here now.
  func release(_ name: LogName, through sequence: Int64) throws {
    try session.run(
      """
      DELETE FROM quarantine
      WHERE scope = ? AND author = ? AND sequence <= ? AND reason <> 'fork'
      """,
      .text(name.scope.string), .text(name.author.string), .integer(sequence))
  }

  /// Everything kept, oldest first.
  func all() throws -> [Refused] {
    try session.statement(
      """
      SELECT scope, author, sequence, reason, message, received_from, received
      FROM quarantine ORDER BY id
      """
    ).rows { row in
      Refused(
        scope: row.isNull(0) ? nil : row.text(0), author: row.isNull(1) ? nil : row.text(1),
        sequence: row.isNull(2) ? nil : row.integer(2), reason: row.text(3),
        message: row.text(4), receivedFrom: row.isNull(5) ? nil : row.text(5),
        received: Timestamp(milliseconds: row.integer(6)))
    }
  }
}
