import Foundation
import GRDBSQLite
import SyncCore

/// The baseline B: the same rows in the same plain table, through SQLite's C interface, in WAL mode
/// with `synchronous=NORMAL`.
final class PlainTable {
  enum Failure: Error {
    case sqlite(Int32, String)
  }

  private var connection: OpaquePointer?
  private static let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
  /// How many rows go into one transaction.
  private static let batch = 10_000

  init(_ file: URL) throws {
    try check(sqlite3_open(file.path, &connection))
    try execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL")
    try execute(
      """
      CREATE TABLE implementation (scope TEXT NOT NULL, id TEXT NOT NULL, pathway TEXT, status TEXT,
        status_date TEXT, local_text TEXT, unit TEXT, contact TEXT, patients INTEGER, staff INTEGER,
        is_pilot INTEGER, note TEXT, PRIMARY KEY (id, scope)) STRICT
      """)
  }

  deinit {
    sqlite3_close(connection)
  }

  /// Writes every record once. Each batch's values are made before its clock starts: what is timed
  /// is SQLite's work alone.
  func upsert(_ workload: Workload) throws -> Duration {
    let columns = [
      "pathway", "status", "status_date", "local_text", "unit", "contact", "patients", "staff",
      "is_pilot", "note",
    ]
    let sets = columns.map { "\($0) = excluded.\($0)" }.joined(separator: ", ")
    let statement = try prepare(
      "INSERT INTO implementation VALUES (?,?,?,?,?,?,?,?,?,?,?,?)"
        + " ON CONFLICT (id, scope) DO UPDATE SET \(sets)")
    defer { sqlite3_finalize(statement) }
    var spent = Duration.zero
    for start in stride(from: 0, to: workload.recordCount, by: Self.batch) {
      let rows = (start..<min(start + Self.batch, workload.recordCount)).map { number in
        [.string(workload.scope.string), .string(workload.id(number))] + workload.values(number)
      }
      spent += try ContinuousClock().measure {
        try execute("BEGIN IMMEDIATE")
        for row in rows { try run(statement, row) }
        try execute("COMMIT")
      }
    }
    return spent
  }

  /// Writes one field of each touched record, in one transaction.
  func update(_ workload: Workload, count: Int) throws -> Duration {
    let statement = try prepare(
      "UPDATE implementation SET local_text = ? WHERE id = ? AND scope = ?")
    defer { sqlite3_finalize(statement) }
    let rows = workload.touched(count).enumerated().map { place, number -> [Value] in
      [
        .string(workload.changedText(place)), .string(workload.id(number)),
        .string(workload.scope.string),
      ]
    }
    return try ContinuousClock().measure {
      try execute("BEGIN IMMEDIATE")
      for row in rows { try run(statement, row) }
      try execute("COMMIT")
    }
  }

  /// Writes one field of one record at a time, each waiting for the disk.
  func updateDurably(_ workload: Workload, count: Int) throws -> Duration {
    try execute("PRAGMA synchronous = FULL")
    defer { try? execute("PRAGMA synchronous = NORMAL") }
    let statement = try prepare(
      "UPDATE implementation SET note = ? WHERE id = ? AND scope = ?")
    defer { sqlite3_finalize(statement) }
    return try ContinuousClock().measure {
      for number in workload.touched(count) {
        try run(
          statement,
          [
            .string(workload.changedText(number)), .string(workload.id(number)),
            .string(workload.scope.string),
          ])
      }
    }
  }

  private func run(_ statement: OpaquePointer?, _ row: [Value]) throws {
    for (place, value) in row.enumerated() { bind(value, to: statement, at: Int32(place + 1)) }
    try step(statement)
  }

  /// Moves the write-ahead log into the file, so that its size tells.
  func checkpoint() throws {
    try execute("PRAGMA wal_checkpoint(TRUNCATE)")
  }

  private func bind(_ value: Value, to statement: OpaquePointer?, at index: Int32) {
    switch value {
    case .integer(let number): sqlite3_bind_int64(statement, index, number)
    case .boolean(let flag): sqlite3_bind_int64(statement, index, flag ? 1 : 0)
    case .text(let text):
      var copy = text.string
      copy.withUTF8 { bytes in
        _ = bytes.withMemoryRebound(to: CChar.self) {
          sqlite3_bind_text(statement, index, $0.baseAddress, Int32($0.count), Self.transient)
        }
      }
    case .null, .array, .object: sqlite3_bind_null(statement, index)
    }
  }

  private func prepare(_ sql: String) throws -> OpaquePointer? {
    var statement: OpaquePointer?
    try check(sqlite3_prepare_v2(connection, sql, -1, &statement, nil))
    return statement
  }

  private func step(_ statement: OpaquePointer?) throws {
    guard sqlite3_step(statement) == SQLITE_DONE else {
      try check(sqlite3_errcode(connection)); return
    }
    sqlite3_reset(statement)
  }

  private func execute(_ sql: String) throws {
    try check(sqlite3_exec(connection, sql, nil, nil, nil))
  }

  private func check(_ code: Int32) throws {
    guard code != SQLITE_OK else { return }
    throw Failure.sqlite(code, String(cString: sqlite3_errmsg(connection)))
  }
}
