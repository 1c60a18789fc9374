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
}
