import SyncCore

/// How far one log is stored, counts and is merged.
///
/// Invariant: `merged ≤ head ≤ stored`. What lies between `head` and `stored` is evidence: a pin,
/// a fork or a missing right ended the log before it. Above a floor nothing is missing up to
/// `stored`; below it nothing up to `filled`.
struct LogRow {
  let id: Int64
  let name: LogName
  /// The last changeset kept, without a gap before it.
  var stored: Head?
  /// The last changeset that is part of the log.
  var head: Head?
  /// The last sequence merged into records; held changesets stand between it and `head`.
  var merged: Int64
  /// The lowest sequence at which two signed headers are known.
  var fork: Int64?
  /// Where a snapshot began the log here; nil once that is proven, and for all other logs.
  var floor: Floor?

  /// The end of what a snapshot's state holds of a log, and how much of that has come since.
  struct Floor: Hashable {
    let head: Head
    /// The last sequence kept from the log's beginning without a gap, 0 for none.
    var filled: Int64

    /// The sequences that are not here.
    var gap: ClosedRange<Int64>? {
      filled < head.sequence ? filled + 1...head.sequence : nil
    }
  }

  /// The sequences below the floor that are not here.
  var gap: ClosedRange<Int64>? { floor?.gap }

  /// Whether records hang on what a snapshot said of the log.
  ///
  /// No more once the floor, or something below it, has ceased to count: then they are worked out
  /// from what is here, and what is missing is behind, as with anyone who never had the snapshot.
  var hangsOnFloor: Bool { floor.map { merged >= $0.head.sequence } ?? false }
}

/// The logs and their changesets, inside one session.
struct Logs {
  let session: Session

  init(_ session: Session) {
    self.session = session
  }

  private static let columns =
    "id, scope, author, stored, stored_hash, head, head_hash, merged, fork, floor, floor_hash, filled"

  /// The log of this name, or nil if nothing of it is stored.
  func existing(_ name: LogName) throws -> LogRow? {
    if let known = session.logsByName[name] { return known }
    let statement = try session.statement(
      "SELECT \(Self.columns) FROM logs WHERE scope = ? AND author = ?")
    statement.bind(.text(name.scope.string), .text(name.author.string))
    let row = try statement.first(Self.read) ?? nil
    if let row { session.remember(row) }
    return row
  }

  /// The log of this name, made empty where it is not there yet.
  func log(_ name: LogName) throws -> LogRow {
    if let row = try existing(name) { return row }
    try session.run(
      "INSERT INTO logs (scope, author) VALUES (?, ?)",
      .text(name.scope.string), .text(name.author.string))
    let id = try session.statement("SELECT last_insert_rowid()").first { $0.integer(0) } ?? 0
    let row = LogRow(id: id, name: name, stored: nil, head: nil, merged: 0, fork: nil, floor: nil)
    session.remember(row)
    return row
  }

  /// Every log, or those of one scope, in the order of scope and author.
  func all(in scope: Scope? = nil) throws -> [LogRow] {
    let filter = scope == nil ? "" : "WHERE scope = ?"
    let statement = try session.statement(
      "SELECT \(Self.columns) FROM logs \(filter) ORDER BY scope, author")
    if let scope { statement.bind(.text(scope.string)) }
    return try statement.rows(Self.read).compactMap { $0 }
  }

  func update(_ row: LogRow) throws {
    session.remember(row)
    try session.statement(
      """
      UPDATE logs SET stored = ?, stored_hash = ?, head = ?, head_hash = ?, merged = ?, fork = ?,
        floor = ?, floor_hash = ?, filled = ?
      WHERE id = ?
      """
    ).bind(
      all: Self.values(of: row.stored) + Self.values(of: row.head) + [
        .integer(row.merged), row.fork.map(SQLValue.integer) ?? .null,
        row.floor.map { .integer($0.head.sequence) } ?? .null,
        row.floor.map { .blob($0.head.hash.bytes) } ?? .null,
        .integer(row.floor?.filled ?? 0), .integer(row.id),
      ]
    ).run()
  }

  private static func values(of head: Head?) -> [SQLValue] {
    [.integer(head?.sequence ?? 0), head.map { .blob($0.hash.bytes) } ?? .null]
  }

  private static func read(_ row: Statement) -> LogRow? {
    guard let scope = Scope(row.text(1)), let author = Author(row.text(2)) else { return nil }
    func head(_ column: Int32) -> Head? {
      ContentHash(bytes: row.blob(column + 1)).map {
        Head(sequence: row.integer(column), hash: $0)
      }
    }
    return LogRow(
      id: row.integer(0), name: LogName(scope, author), stored: head(3), head: head(5),
      merged: row.integer(7), fork: row.isNull(8) ? nil : row.integer(8),
      floor: head(9).map { LogRow.Floor(head: $0, filled: row.integer(11)) })
  }
}
