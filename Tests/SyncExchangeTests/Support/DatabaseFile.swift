import Foundation
import GRDB
import StoreFixtures
import SyncStore

/// A replica's database, opened behind its back.
struct DatabaseFile {
  private let queue: DatabaseQueue

  init(_ trial: TrialReplica) throws {
    queue = try DatabaseQueue(path: trial.folder.database.path)
  }

  func execute(_ sql: String) throws {
    try queue.write { try $0.execute(sql: sql) }
  }

  /// Every row of every table, as text.
  func contents() throws -> [String] {
    try queue.read { database in
      let tables = try String.fetchAll(
        database, sql: "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
      return try tables.flatMap { table in
        try Row.fetchAll(database, sql: "SELECT * FROM \"\(table)\"").map { row in
          ([table] + row.databaseValues.map(Self.text)).joined(separator: "|")
        }
      }
    }
  }

  private static func text(of value: DatabaseValue) -> String {
    guard let data = Data.fromDatabaseValue(value) else { return value.description }
    return data.base64EncodedString()
  }
}
