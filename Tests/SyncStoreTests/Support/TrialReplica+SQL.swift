import Foundation
import GRDB
import StoreFixtures
import SyncStore

extension TrialReplica {
  /// The rows of a query as any SQLite tool shows them: columns between bars, NULL as `NULL`.
  func rows(_ sql: String) throws -> [String] {
    try DatabaseQueue(path: folder.database.path).read { database in
      try Row.fetchAll(database, sql: sql).map { row in
        row.databaseValues.map { value in
          String.fromDatabaseValue(value) ?? Int64.fromDatabaseValue(value).map(String.init)
            ?? (value.isNull ? "NULL" : "BLOB")
        }.joined(separator: "|")
      }
    }
  }

  /// Changes the file behind the replica's back.
  func tamper(_ sql: String) throws {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    let queue = try DatabaseQueue(path: folder.database.path, configuration: configuration)
    try queue.write { try $0.execute(sql: sql) }
  }
}
