import SyncCore
import SyncWire

/// A changeset as the log keeps it.
struct KeptChangeset {
  /// Grows in the order of arrival.
  let id: Int64
  let sequence: Int64
  let hash: ContentHash
  /// This replica's clock when it came.
  let received: Timestamp
  let line: [UInt8]
  let form: Form

  /// How the line was kept.
  enum Form {
    case plain
    /// With a checksum, which fitted.
    case packed
    /// The kept bytes do not unpack; they stand in `line` as they are.
    case damaged
  }

  /// - Throws: `database_damaged` if the line is not the one that was kept.
  func decoded() throws -> Changeset {
    guard form != .damaged, let changeset = try? Changeset.decode(line),
      changeset.header.hash == hash
    else {
      throw StoreError.damaged(sequence: sequence, of: nil)
    }
    return changeset
  }
}

extension Logs {
  private static let columns = "changesets.id, sequence, hash, received, line"

  private static func read(_ row: Statement) -> KeptChangeset {
    let kept = row.blob(4)
    let line = PackedLine.unpack(kept)
    return KeptChangeset(
      id: row.integer(0), sequence: row.integer(1),
      hash: ContentHash(bytes: row.blob(2)) ?? .zero,
      received: Timestamp(milliseconds: row.integer(3)), line: line ?? kept,
      form: line.map { $0.count > kept.count ? .packed : .plain } ?? .damaged)
  }

  /// The line of what is kept. Damaged bytes stay as they are: whoever decodes them finds that.
  static func line(_ kept: [UInt8]) -> [UInt8] {
    PackedLine.unpack(kept) ?? kept
  }

  func changeset(_ sequence: Int64, of log: LogRow) throws -> KeptChangeset? {
    try session.statement(
      "SELECT \(Self.columns) FROM changesets WHERE log = ? AND sequence = ?"
    ).bind(.integer(log.id), .integer(sequence)).first(Self.read)
  }

  /// The changesets of a log after a sequence, up to another, in order; stops after the one that
  /// reaches `limitBytes`, so memory stays bounded by it and one changeset.
  func changesets(
    of log: LogRow, after sequence: Int64, through last: Int64, limitBytes: Int
  ) throws -> [KeptChangeset] {
    let statement = try session.statement(
      """
      SELECT \(Self.columns) FROM changesets
      WHERE log = ? AND sequence > ? AND sequence <= ? ORDER BY sequence
      """)
    statement.bind(.integer(log.id), .integer(sequence), .integer(last))
    defer { statement.reset() }
    var kept: [KeptChangeset] = []
    var sizeBytes = 0
    while sizeBytes < limitBytes, try statement.step() {
      let changeset = Self.read(statement)
      sizeBytes += changeset.line.count
      kept.append(changeset)
    }
    return kept
  }

  /// The changesets that touch a record and are part of their logs, in the order of arrival, by
  /// their place in `changesets`.
  func places(touching key: RecordKey) throws -> [Int64] {
    try session.statement(
      """
      SELECT changesets.id FROM touches
      JOIN changesets ON changesets.id = changeset JOIN logs ON logs.id = log
      WHERE record = ? AND scope = ? AND sequence <= head ORDER BY changesets.id
      """
    ).bind(.integer(Touches.number(of: key)), .text(key.scope.string)).rows { $0.integer(0) }
  }

  /// Where the changeset that made a dot stands in `changesets`, if it is part of a log here.
  func place(of dot: Dot, in scope: Scope) throws -> Int64? {
    guard let log = try existing(LogName(scope, dot.author)),
      dot.sequence <= log.head?.sequence ?? 0
    else { return nil }
    return try session.statement("SELECT id FROM changesets WHERE log = ? AND sequence = ?")
      .bind(.integer(log.id), .integer(dot.sequence)).first { $0.integer(0) }
  }

  /// The changeset at a place in `changesets`.
  func changeset(at place: Int64) throws -> KeptChangeset? {
    try session.statement("SELECT \(Self.columns) FROM changesets WHERE id = ?")
      .bind(.integer(place)).first(Self.read)
  }

  /// The stored changesets of a log before a sequence, the last first.
  func changesets(of log: LogRow, before sequence: Int64, limit: Int) throws -> [KeptChangeset] {
    try session.statement(
      """
      SELECT \(Self.columns) FROM changesets WHERE log = ? AND sequence < ?
      ORDER BY sequence DESC LIMIT ?
      """
    ).bind(.integer(log.id), .integer(sequence), .integer(Int64(max(0, limit)))).rows(Self.read)
  }

  /// The changesets that touch a record and are part of their logs, with their authors; those that
  /// came before another one, the last first.
  func changesets(
    touching key: RecordKey, before id: Int64, limit: Int
  ) throws -> [(author: Author, kept: KeptChangeset)] {
    try session.statement(
      """
      SELECT \(Self.columns), author FROM touches
      JOIN changesets ON changesets.id = changeset JOIN logs ON logs.id = log
      WHERE record = ? AND changeset < ? AND scope = ? AND sequence <= head
      ORDER BY changeset DESC LIMIT ?
      """
    ).bind(
      .integer(Touches.number(of: key)), .integer(id), .text(key.scope.string),
      .integer(Int64(max(0, limit)))
    ).rows { row in Author(row.text(5)).map { ($0, Self.read(row)) } }.compactMap { $0 }
  }

  /// Appends a changeset behind the last stored one and returns its place in `changesets`.
  func append(
    _ changeset: Changeset, packed: [UInt8]?, to log: LogRow, received: Timestamp
  ) throws -> Int64 {
    let header = changeset.header
    try session.run(
      "INSERT INTO changesets (log, sequence, hash, claimed, received, line) VALUES (?,?,?,?,?,?)",
      .integer(log.id), .integer(header.sequence), .blob(header.hash.bytes),
      .integer(header.time.milliseconds), .integer(received.milliseconds),
      .blob(packed ?? PackedLine.pack(changeset.line)))
    return try session.statement("SELECT last_insert_rowid()").first { $0.integer(0) } ?? 0
  }

  /// Puts the whole line in place of one without its body.
  func replaceLine(of kept: KeptChangeset, with line: [UInt8]) throws {
    try session.run(
      "UPDATE changesets SET line = ? WHERE id = ?", .blob(PackedLine.pack(line)),
      .integer(kept.id))
  }
}
