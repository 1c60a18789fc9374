package import Foundation
import GRDB
package import SyncCore

/// A backup that was made.
package struct Backup: Sendable {
  package let sizeBytes: Int
  /// The heads of the logs in it.
  package let heads: Heads
}

extension Replica {
  /// Copies the database, as it is at one moment, into a file that its owner alone may read.
  ///
  /// The copy holds all scopes, internal ones too, and no key. Others may write meanwhile. The file
  /// comes whole or not at all, in place of an earlier backup; anything else there stays.
  /// Cost: the database is written once more.
  ///
  /// - Throws: `file_exists` if something else is there, `file_error`, `disk_full`: what was there
  ///   is as it was.
  package func backUp(to url: URL, at now: Timestamp) throws -> Backup {
    let place = url.standardizedFileURL
    try requireReplaceable(place)
    let part = try PartialFile(beside: place)
    do {
      try pool.unsafeRead { try $0.execute(sql: "VACUUM INTO ?", arguments: [part.url.path]) }
      let heads = try mark(part.url, at: now)
      let size = try part.finish()
      return Backup(sizeBytes: size, heads: heads)
    } catch let error as DatabaseError {
      throw StoreError.wrapping(error)
    }
  }

  private func requireReplaceable(_ place: URL) throws {
    guard FileManager.default.fileExists(atPath: place.path) else { return }
    guard let header = BackupFile.header(of: place), BackupFile.isReplaceable(header) else {
      throw StoreError(
        .fileExists, "\(place.path) is there and is not a backup. It was left as it is.",
        hint: "Give the backup another name; only an earlier backup is replaced.")
    }
  }

  /// Writes into the copy what it is. It is not in its place yet, so nothing has to survive a cut.
  private func mark(_ copy: URL, at now: Timestamp) throws -> Heads {
    var configuration = Configuration()
    configuration.prepareDatabase {
      try $0.execute(sql: "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF")
    }
    let queue = try DatabaseQueue(path: copy.path, configuration: configuration)
    let heads = try queue.write { database in
      let session = try Session(database, plans: plans, rights: rights)
      try session.setSetting(SettingName.madeFromBackup, now.description)
      try session.setSetting(SettingName.backupAuthor, author.string)
      return try Heads(in: session)
    }
    try queue.close()
    return heads
  }
}
