package import Foundation
import SyncCore
package import SyncWire

/// The folder of one replica: `replica.sqlite`, `key`, `guard.json` and `config.json`, for its owner
/// alone.
package struct ReplicaFolder: Sendable {
  package let url: URL

  package init(_ url: URL) {
    self.url = url
  }

  package var database: URL { url.appending(path: "replica.sqlite") }
  package var key: URL { url.appending(path: "key") }
  /// What the replica notes outside its database of what it wrote.
  package var guardFile: URL { url.appending(path: "guard.json") }
  package var config: URL { url.appending(path: "config.json") }

  /// What `config.json` says of the replica itself, and settings of its users.
  package struct Configuration: Codable, Sendable {
    package var author: String
    package var replica: String
    package var peers: String?
    package var person: String?
    /// A PEM file of certificates that are trusted beside those of the system.
    package var ca: String?

    package init(
      author: String, replica: String, peers: String? = nil, person: String? = nil,
      ca: String? = nil
    ) {
      self.author = author
      self.replica = replica
      self.peers = peers
      self.person = person
      self.ca = ca
    }
  }

  /// - Throws: `no_replica` if there is none here, `file_error` if its configuration is broken.
  package func configuration() throws -> Configuration {
    guard let data = FileManager.default.contents(atPath: config.path) else {
      throw StoreError(
        .noReplica, "There is no replica in \(url.path).",
        hint: "Make one with `syncd init --as AUTHOR --replica \(url.path)`.")
    }
    do {
      return try JSONDecoder().decode(Configuration.self, from: data)
    } catch {
      throw StoreError(
        .fileError, "\(config.path) is not a replica's configuration. Nothing was changed.",
        hint: "Restore it from a backup; it holds \"author\" and \"replica\".", cause: error)
    }
  }

  /// Writes `config.json` in place of the old one, readable by the owner alone.
  package func save(_ configuration: Configuration) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try write(encoder.encode(configuration) + Data("\n".utf8), to: config)
  }

  /// - Throws: `bad_key` if the file is missing or holds no key.
  package func signingKey() throws -> SigningKey {
    do {
      return try SigningKey(fileText: String(decoding: Data(contentsOf: key), as: UTF8.self))
    } catch {
      throw StoreError(
        .badKey, "The signing key \(key.path) cannot be read. Nothing was changed.",
        hint: "Restore the file; without it this replica can read and sync, but not write.",
        cause: error)
    }
  }

  func write(_ data: Data, to file: URL) throws {
    try data.write(to: file, options: .atomic)
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
  }

  /// Keeps a database to its owner: makes its file where there is none, for SQLite gives what it
  /// makes beside it the rights of the file itself, and closes what an earlier program left open.
  ///
  /// A file that is there is not opened for that: closing it would free SQLite's locks. Where it
  /// does not succeed, SQLite says why.
  static func confine(_ database: URL) {
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC
    let descriptor = open(database.path, flags, ownerOnly)
    if descriptor >= 0 { close(descriptor) }
    for suffix in ["", "-wal", "-shm", "-journal"] {
      var status = stat()
      let path = database.path + suffix
      guard stat(path, &status) == 0, status.st_mode & 0o077 != 0 else { continue }
      chmod(path, ownerOnly)
    }
  }

  private static let ownerOnly: mode_t = 0o600

  /// SQLite's write-ahead log needs shared memory, which network file systems do not give.
  func refuseNetworkFileSystem() throws {
    guard let type = fileSystemType, Self.networkFileSystems.contains(type) else { return }
    throw StoreError(
      .networkFileSystem,
      "\(url.path) is on a network file system (\(type)). Nothing was made there.",
      hint: "Keep the replica on a local disk; exchange through the share with `syncd sync FOLDER`."
    )
  }

  private static let networkFileSystems: Set<Substring> = ["nfs", "nfs4", "cifs", "smb3", "smbfs"]

  /// The type of the file system that the folder is on, as the kernel lists it; nil if it is not
  /// known. The mount with the longest path above the folder holds it.
  private var fileSystemType: Substring? {
    guard let mounts = try? String(contentsOfFile: "/proc/self/mounts", encoding: .utf8) else {
      return nil
    }
    let path = url.resolvingSymlinksInPath().path + "/"
    let fitting = mounts.split(separator: "\n").compactMap { line -> (Int, Substring)? in
      let parts = line.split(separator: " ")
      guard parts.count > 2 else { return nil }
      let mountPoint = parts[1] == "/" ? "/" : parts[1] + "/"
      return path.hasPrefix(mountPoint) ? (mountPoint.count, parts[2]) : nil
    }
    return fitting.max { $0.0 < $1.0 }?.1
  }
}
