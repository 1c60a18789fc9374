import Foundation
import GRDB
import StoreFixtures
import SyncCore
import TestSupport

@testable import SyncStore

/// The bytes of a replica's database at rest, from which copies with one byte changed are made.
struct DatabaseBytes {
  let original: [UInt8]
  private let trial: TrialReplica

  /// Columns that only this replica's own observations fill: nothing says what they should be.
  static let observed: Set<String> = [
    "changesets.received", "conflicts.noticed", "waiting.received", "quarantine.id",
    "quarantine.message", "quarantine.received_from", "quarantine.received", "settings.value",
  ]
  static let observedTables: Set<String> = ["exchanges", "holdings", "files_read", "referrals"]

  /// SQLite does not tell upper case from lower case in names, and a flipped bit may change it.
  static func isObserved(_ column: String, of table: String) -> Bool {
    let (column, table) = (column.lowercased(), table.lowercased())
    return observedTables.contains(table) || observed.contains("\(table).\(column)")
  }

  init(of trial: TrialReplica) throws {
    self.trial = trial
    try DatabaseQueue(path: trial.folder.database.path).writeWithoutTransaction { database in
      _ = try Row.fetchAll(database, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
    }
    original = Array(try Data(contentsOf: trial.folder.database))
  }

  /// A replica folder of its own with these bytes for a database.
  func folder(_ bytes: [UInt8], in parent: TemporaryFolder) throws -> ReplicaFolder {
    let folder = ReplicaFolder(parent.file("replica"))
    try FileManager.default.createDirectory(at: folder.url, withIntermediateDirectories: false)
    for file in ["key", "config.json"] {
      try FileManager.default.copyItem(
        at: trial.folder.url.appending(path: file), to: folder.url.appending(path: file))
    }
    try Data(bytes).write(to: folder.database)
    return folder
  }

  /// Whether opening or verifying says that something is wrong.
  func isFound(in folder: ReplicaFolder) -> Bool {
    do {
      let replica = try Replica.open(
        folder, schema: trial.replica.schema, rights: trial.replica.rights, isForRepair: true)
      return try !replica.verify().isEmpty
    } catch {
      return true
    }
  }

  /// Every row of every table, without the columns that nothing holds to account.
  ///
  /// A changed byte of the schema may turn a letter of a name, or of what it names, into a capital
  /// one, which is the same to SQLite.
  static func contents(of folder: ReplicaFolder) throws -> [String] {
    try DatabaseQueue(path: folder.database.path).read { database in
      let tables = try String.fetchAll(
        database,
        sql: "SELECT name FROM sqlite_master WHERE lower(type) = 'table' ORDER BY name")
      return try tables.flatMap { table -> [String] in
        let name = table.lowercased()
        guard !observedTables.contains(name) else { return [] }
        return try Row.fetchAll(database, sql: "SELECT * FROM \"\(table)\"").map { row -> String in
          let columns = row.columnNames.filter { !isObserved($0.lowercased(), of: name) }
          let values = columns.map { (row[$0] as DatabaseValue).description }
          return name + ": " + values.joined(separator: "|")
        }
      }.sorted()
    }
  }
}
