import Foundation
import GRDB
package import SyncCore
package import SyncWire

extension ReplicaFolder {
  /// Stands in a folder whose making is under way. Without `config.json` it is no replica yet.
  private var unfinished: URL { url.appending(path: "unfinished") }

  /// Makes the folder with a new replica's key and configuration; no changeset is written.
  ///
  /// `config.json`, which makes a folder a replica, comes last. What a killed process left before
  /// it is taken away by the next one that makes a replica there.
  ///
  /// - Parameters:
  ///   - replica: 16 random characters that name this replica for ever.
  ///   - fill: puts a database there; where it throws, nothing is left.
  /// - Throws: `folder_in_use` if anything but an empty folder is there, `network_file_system`.
  package func create(
    author: Author, replica: String, signingKey: SigningKey, fill: () throws -> Void = {}
  ) throws {
    let isNew = !FileManager.default.fileExists(atPath: url.path)
    try clearUnfinished()
    do {
      try makeFolder()
      try write(Data(), to: unfinished)
      try write(Data(signingKey.fileText.utf8), to: key)
      try fill()
      try save(Configuration(author: author.string, replica: replica))
      try FileManager.default.removeItem(at: unfinished)
    } catch {
      try? clearUnfinished()
      if isNew { rmdir(url.path) }
      guard !(error is StoreError) else { throw error }
      throw StoreError(
        .fileError, "The folder \(url.path) cannot be made: \(error.localizedDescription)",
        hint: "Check the path and your rights to the folder above it.", cause: error)
    }
  }

  private func makeFolder() throws {
    let files = FileManager.default
    try files.createDirectory(
      at: url, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    try files.setAttributes([.posixPermissions: 0o700], ofItemAtPath: url.path)
    try refuseNetworkFileSystem()
  }

  /// Takes away what a making left that did not come to its end.
  private func clearUnfinished() throws {
    let files = FileManager.default
    let present = Set((try? files.contentsOfDirectory(atPath: url.path)) ?? [])
    let own = present.filter { name in
      name == key.lastPathComponent || name.hasPrefix(database.lastPathComponent)
    }
    let temporary = present.filter(Self.isTemporary)
    let rest = present.subtracting(temporary)
    guard rest.isEmpty || rest.subtracting(own) == [unfinished.lastPathComponent] else {
      throw inUse(present)
    }
    // The mark goes last, so that the next one knows what it finds.
    for name in own.union(temporary) { try files.removeItem(at: url.appending(path: name)) }
    if !rest.isEmpty { try files.removeItem(at: unfinished) }
  }

  /// Whether Foundation made the file on the way to writing another one whole.
  private static func isTemporary(_ name: String) -> Bool { name.hasPrefix(".dat.nosync") }

  private func inUse(_ present: Set<String>) -> StoreError {
    StoreError(
      .folderInUse, "The folder \(url.path) is in use. Nothing in it was changed.",
      hint: present.contains(config.lastPathComponent)
        ? "A replica is there already, ready for use; `syncd init --print-party --replica"
          + " \(url.path)` prints what Peers needs of it. For another one choose a new folder."
        : "Choose a new folder, or remove this one first if it is not needed.")
  }

  /// Puts a copy of a backup in the place of the database, checked as it lies there.
  ///
  /// - Throws: what checking a backup does, `disk_full`, `file_error`.
  package func fill(from backup: BackupFile) throws {
    do {
      try FileManager.default.copyItem(at: backup.url, to: database)
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o600], ofItemAtPath: database.path)
    } catch {
      throw StoreError(
        .fileError,
        "\(backup.url.path) cannot be copied: \(error.localizedDescription)."
          + " Nothing was made.",
        hint: "Check your rights to it, and the free space in \(url.path).", cause: error)
    }
    try BackupFile(database, knownAs: backup.url).check()
    // The first change of a database is to write ahead. Killed in it, a replica could not be looked
    // at before somebody had written; here it is none yet.
    try Replica.openPool(at: database, busySeconds: Replica.busySeconds).close()
    try PartialFile.synchronise(database, O_RDONLY)
    try PartialFile.synchronise(url, O_RDONLY | O_DIRECTORY)
  }
}
