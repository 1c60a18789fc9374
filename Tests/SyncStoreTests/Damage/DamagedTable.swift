import Foundation
import GRDB
import StoreFixtures
import SyncStore

/// One table of which every value can be changed, one after the other.
struct DamagedTable {
  /// One value changed in one row, and how to find the row before and after.
  struct Flip {
    let table: String
    let column: String
    fileprivate let columns: [String]
    fileprivate let before: [DatabaseValue]
    fileprivate let after: [DatabaseValue]

    /// Changes it behind the replica's back; false where a constraint of the table forbids it.
    func apply(to trial: TrialReplica) throws -> Bool {
      do {
        try update(trial, from: before, to: after)
        return true
      } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
        return false
      }
    }

    func revert(in trial: TrialReplica) throws {
      try update(trial, from: after, to: before)
    }

    private func update(
      _ trial: TrialReplica, from old: [DatabaseValue], to new: [DatabaseValue]
    ) throws {
      let sets = columns.map { "\"\($0)\" = ?" }.joined(separator: ", ")
      let tests = columns.map { "\"\($0)\" IS ?" }.joined(separator: " AND ")
      // Damage does not ask whether a row is referred to.
      var configuration = Configuration()
      configuration.foreignKeysEnabled = false
      let queue = try DatabaseQueue(
        path: trial.folder.database.path, configuration: configuration)
      try queue.write { database in
        try database.execute(
          sql: "UPDATE \"\(table)\" SET \(sets) WHERE \(tests)",
          arguments: StatementArguments(new + old))
      }
    }
  }

  let flips: [Flip]

  static func names(in trial: TrialReplica) throws -> [String] {
    try trial.rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
  }

  init(_ table: String, in trial: TrialReplica) throws {
    let rows = try DatabaseQueue(path: trial.folder.database.path).read { database in
      try Row.fetchAll(database, sql: "SELECT * FROM \"\(table)\"")
    }
    flips = rows.flatMap { row in
      let columns = Array(row.columnNames)
      let before = Array(row.databaseValues)
      return columns.indices.flatMap { index in
        Self.changes(of: before[index]).map { changed in
          var after = before
          after[index] = changed
          return Flip(
            table: table, column: columns[index], columns: columns, before: before, after: after)
        }
      }
    }
  }

  /// The value with one bit changed, at its beginning and in its middle.
  private static func changes(of value: DatabaseValue) -> [DatabaseValue] {
    switch value.storage {
    case .null, .double: return []
    case .int64(let number): return [(number ^ 64).databaseValue]
    case .string(let text):
      return places(in: Array(text.utf8)).map { String(decoding: $0, as: UTF8.self).databaseValue }
    case .blob(let data):
      return places(in: Array(data)).map { Data($0).databaseValue }
    }
  }

  private static func places(in bytes: [UInt8]) -> [[UInt8]] {
    guard !bytes.isEmpty else { return [] }
    return Set([0, bytes.count / 2]).sorted().map { place in
      var changed = bytes
      changed[place] ^= 1
      return changed
    }
  }
}
