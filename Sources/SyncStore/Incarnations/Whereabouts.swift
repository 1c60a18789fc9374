import Foundation

/// Where a replica is: what changes when its folder is copied, moved or put back from elsewhere.
struct Whereabouts: Codable, Equatable, Sendable {
  /// The random id in `config.json`.
  var replica: String
  /// What `/etc/machine-id` says; empty where there is none.
  var machine: String
  /// The folder's path without symbolic links.
  var path: String
  /// The inode of the database: another file under the same name has another one.
  var file: UInt64

  private static let machineFile = "/etc/machine-id"

  /// Looks where the replica in a folder is now.
  ///
  /// - Throws: `no_replica`, or `file_error` where its database cannot be looked at.
  static func observed(of folder: ReplicaFolder) throws -> Whereabouts {
    let attributes = try? FileManager.default.attributesOfItem(atPath: folder.database.path)
    guard let file = (attributes?[.systemFileNumber] as? NSNumber)?.uint64Value else {
      throw StoreError(
        .fileError, "\(folder.database.path) cannot be looked at. Nothing was written.",
        hint: "Check the rights to the replica's folder and its disk.")
    }
    let machine = try? String(contentsOfFile: machineFile, encoding: .utf8)
    return Whereabouts(
      replica: try folder.configuration().replica,
      machine: machine?.trimmingCharacters(in: .whitespacesAndNewlines) ?? "",
      path: folder.url.resolvingSymlinksInPath().path, file: file)
  }
}
