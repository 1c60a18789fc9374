package import Foundation
package import SyncCore
package import SyncStore
import SyncWire

/// One snapshot on its way out of a replica, into a file.
package struct SnapshotWriting {
  private let replica: Replica
  private let party: Party?
  private let includeInternal: Bool

  /// - Parameter party: whom it is for; nil for anyone: then without internal scopes, unless they
  ///   are asked for and are of this replica's own party.
  package init(_ replica: Replica, for party: Party?, includeInternal: Bool = false) {
    self.replica = replica
    self.party = party
    self.includeInternal = includeInternal
  }

  /// Writes the file; a name that ends in `.gz` is packed. It comes whole or not at all, in place
  /// of what is there.
  ///
  /// - Throws: what `Replica.writeSnapshot` does, or `file_not_written`; the place is as it was.
  package func write(to url: URL, at now: Timestamp) throws -> WrittenSnapshot {
    do {
      return try write(at: url.standardizedFileURL.path, now: now)
    } catch let failure as SystemFailure {
      throw ExchangeError(
        .fileNotWritten,
        "\(url.path) could not be written: \(failure.message). It is as it was.",
        hint: "Check the folder, your rights to it and its free space.", cause: failure)
    }
  }

  private func write(at path: String, now: Timestamp) throws -> WrittenSnapshot {
    var file = try ReplacingFile(path: path)
    let written: WrittenSnapshot
    if path.hasSuffix(".gz") {
      let deflater = try Deflater()
      written = try replica.writeSnapshot(at: now, of: mayHold) { piece in
        try deflater.deflate(piece) { try file.write($0) }
      }
      try deflater.finish { try file.write($0) }
    } else {
      written = try replica.writeSnapshot(at: now, of: mayHold) { try file.write($0) }
    }
    try file.finish()
    return written
  }

  private func mayHold(_ scope: Scope) -> Bool {
    guard party?.mayReceive(scope) ?? true else { return false }
    guard scope.isInternal else { return true }
    return includeInternal && scope.owner == replica.rights.party(of: replica.author)
  }
}
