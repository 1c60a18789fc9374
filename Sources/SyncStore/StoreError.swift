import GRDB
import GRDBSQLite

/// Why the replica did not do what was asked. Nothing of the failed step was written.
package struct StoreError: Error, CustomStringConvertible {
  /// The stable name of the failure in `--json`, logs and metrics.
  package let code: Code
  /// What happened, and what was left unchanged.
  package let message: String
  /// What to do next.
  package let hint: String
  package let cause: (any Error)?

  /// The closed list of failures. Raw values are never reused.
  package enum Code: String, Sendable, CaseIterable {
    case noReplica = "no_replica"
    case folderInUse = "folder_in_use"
    case networkFileSystem = "network_file_system"
    case notADatabase = "not_a_database"
    case newerDatabase = "newer_database"
    case databaseDamaged = "database_damaged"
    case readOnly = "read_only"
    case diskFull = "disk_full"
    case busy = "busy"
    case database = "database_error"
    case fileError = "file_error"
    case badKey = "bad_key"
    case badPeers = "bad_peers"
    case keyNotRegistered = "key_not_registered"
    case recordMissing = "record_missing"
    case recordHidden = "record_hidden"
    case ambiguousScope = "ambiguous_scope"
    case overtaken = "overtaken"
    case unknownDot = "unknown_dot"
    case nothingToUndo = "nothing_to_undo"
    case logWaits = "log_waits"
    case searchUnavailable = "search_unavailable"
    case noFork = "no_fork"
    case notOwnLog = "not_own_log"
    case branchMissing = "branch_missing"
    case notOwner = "not_owner"
    case nothingToErase = "nothing_to_erase"
    case fileExists = "file_exists"
    case notABackup = "not_a_backup"
    case unproven = "unproven"
    case nothingToSnapshot = "nothing_to_snapshot"
    case notASnapshot = "not_a_snapshot"
    case snapshotDamaged = "snapshot_damaged"
    case snapshotNotBelieved = "snapshot_not_believed"
    case newerSnapshot = "newer_snapshot"
    case replicaNotEmpty = "replica_not_empty"
  }

  package init(
    _ code: Code, _ message: String, hint: String, cause: (any Error)? = nil
  ) {
    self.code = code
    self.message = message
    self.hint = hint
    self.cause = cause
  }

  package var description: String { message + " " + hint }
}

extension StoreError {
  /// SQLITE_IOERR_SHMSIZE: the file of the shared memory cannot grow. It lies in the same folder,
  /// and on a full disk it is mostly what fails first.
  private static let sharedMemoryFull: Int32 = SQLITE_IOERR | (19 << 8)

  /// A failure of SQLite in words: what it means for the person, by its result code.
  init(sqlite code: Int32, detail: String, cause: (any Error)? = nil) {
    switch code == Self.sharedMemoryFull ? SQLITE_FULL : code & 0xFF {
    case SQLITE_FULL:
      self.init(
        .diskFull, "The disk is full (\(detail)). Nothing of this step was written.",
        hint: "Free some space and run the command again.", cause: cause)
    case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH:
      self.init(
        .readOnly, "The replica cannot be written (\(detail)). Nothing was changed.",
        hint: "Check the owner and the rights of the replica folder and its disk.", cause: cause)
    case SQLITE_BUSY, SQLITE_LOCKED:
      self.init(
        .busy, "Another process kept the replica busy (\(detail)). Nothing was changed.",
        hint: "Run the command again when the other one is done.", cause: cause)
    case SQLITE_NOTADB:
      self.init(
        .notADatabase, "replica.sqlite is not an SQLite database (\(detail)). It was not touched.",
        hint: "Point --replica at another folder, or restore the file from a backup.", cause: cause)
    case SQLITE_CORRUPT, SQLITE_IOERR:
      self.init(
        .databaseDamaged, "The database could not be read or written (\(detail)).",
        hint: "Check the disk; then restore the file from a backup and sync again.", cause: cause)
    default:
      self.init(
        .database, "SQLite reported: \(detail). Nothing of this step was written.",
        hint: "Run `syncd verify`; if it finds nothing, report this with the text above.",
        cause: cause)
    }
  }

  /// Any error as one of ours; those that already are stay as they are.
  static func wrapping(_ error: any Error) -> any Error {
    guard let failure = error as? DatabaseError else { return error }
    return StoreError(
      sqlite: failure.extendedResultCode.rawValue, detail: failure.message ?? failure.description,
      cause: failure)
  }
}
