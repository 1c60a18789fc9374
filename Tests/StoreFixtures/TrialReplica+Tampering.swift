import Foundation
import GRDB
import SyncStore

extension TrialReplica {
  /// Changes the database behind the replica's back.
  package func tamper(_ sql: String) throws {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    let queue = try DatabaseQueue(path: folder.database.path, configuration: configuration)
    try queue.write { try $0.execute(sql: sql) }
  }

  /// Changes a byte in the middle of the kept line of every changeset with that sequence.
  package func damage(_ sequence: Int) throws {
    try tamper(
      """
      UPDATE changesets SET line = CAST(
        substr(line, 1, length(line) / 2) || x'00' || substr(line, length(line) / 2 + 2) AS BLOB)
      WHERE sequence = \(sequence)
      """)
  }
}
