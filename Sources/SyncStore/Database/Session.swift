import GRDB
import GRDBSQLite
import SyncCore
import SyncWire

/// One transaction's work on the tables: its connection, prepared statements and settings.
///
/// Made inside a read or write of the pool and gone with it, so it is neither shared nor kept.
final class Session {
  let connection: OpaquePointer
  let plans: [TypeName: TypePlan]
  let rights: Rights
  private var statements: [String: Statement] = [:]
  private var statementsByType: [TypeName: [KeyPath<TypePlan, String>: Statement]] = [:]
  private var rowWriters: [TypeName: RowWriter] = [:]
  private var lastWriter: RowWriter?
  private var knownUnprojected: Bool?
  private var knownErasures: Bool?
  /// Whether values were taken out of the tables, so that free space has to be cleared of them.
  private(set) var hasErased = false
  private var loadedWords: Words?
  /// What was read of the log's bytes lately.
  let readChangesets = ReadChangesets()
  private(set) var logsByName: [LogName: LogRow] = [:]

  init(_ database: Database, plans: [TypeName: TypePlan], rights: Rights) throws {
    guard let connection = database.sqliteConnection else {
      throw StoreError(sqlite: SQLITE_MISUSE, detail: "the connection is closed")
    }
    self.connection = connection
    self.plans = plans
    self.rights = rights
  }

  /// The statement for a text of SQL, prepared once and ready to bind.
  func statement(_ sql: String) throws -> Statement {
    if let statement = statements[sql] { return statement }
    let statement = try Statement(sql, on: connection)
    statements[sql] = statement
    return statement
  }

  /// One of a plan's own statements: found by a short name, for its text is long to hash.
  func statement(
    _ sql: KeyPath<TypePlan, String>, of plan: TypePlan
  ) throws -> Statement {
    if let statement = statementsByType[plan.type.name]?[sql] { return statement }
    let statement = try Statement(plan[keyPath: sql], on: connection)
    statementsByType[plan.type.name, default: [:]][sql] = statement
    return statement
  }

  /// What writes single rows of a type's table, made on first use.
  func writer(into plan: TypePlan) throws -> RowWriter {
    if let lastWriter, lastWriter.plan === plan { return lastWriter }
    let writer = try rowWriters[plan.type.name] ?? RowWriter(plan, in: self)
    rowWriters[plan.type.name] = writer
    lastWriter = writer
    return writer
  }

  /// How many rows the last statement wrote.
  var rowsWritten: Int { Int(sqlite3_changes(connection)) }

  /// Whether any record lies outside the tables of the types.
  func hasUnprojected() throws -> Bool {
    if let knownUnprojected { return knownUnprojected }
    let found = try statement("SELECT EXISTS (SELECT 1 FROM unprojected)").first { $0.integer(0) }
    knownUnprojected = found == 1
    return found == 1
  }

  /// To be told before a row is put there.
  func noteUnprojected() {
    knownUnprojected = true
  }

  /// Whether anything is to be erased at all.
  func hasErasures() throws -> Bool {
    if let knownErasures { return knownErasures }
    let found = try statement("SELECT EXISTS (SELECT 1 FROM erasures)").first { $0.integer(0) }
    knownErasures = found == 1
    return found == 1
  }

  /// To be told before a row is put there.
  func noteErasures() {
    knownErasures = true
  }

  /// To be told when a value was taken out of a table.
  func noteErased() throws {
    guard !hasErased else { return }
    hasErased = true
    try setSetting(SettingName.scrub, "waits")
  }

  func run(_ sql: String, _ values: SQLValue...) throws {
    try statement(sql).bind(all: values).run()
  }

  /// The words of metadata blobs, read on first use.
  func withWords<Result>(_ body: (inout Words) throws -> Result) throws -> Result {
    var words = try loadedWords ?? Words(self)
    defer { loadedWords = words }
    return try body(&words)
  }

  func remember(_ log: LogRow) {
    logsByName[log.name] = log
  }

  func forgetLogs() {
    logsByName = [:]
  }

  func setting(_ name: String) throws -> String? {
    try statement("SELECT value FROM settings WHERE name = ?").bind(.text(name)).first {
      $0.text(0)
    }
  }

  func setSetting(_ name: String, _ value: String) throws {
    try run(
      "INSERT INTO settings VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
      .text(name), .text(value))
  }

  func rule(for cell: CellName, of type: TypeName) -> MergeRule {
    plans[type]?.type.rule(for: cell) ?? .manual
  }
}
