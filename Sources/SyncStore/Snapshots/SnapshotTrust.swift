import Foundation
import SyncCore
import SyncWire

/// Whose snapshots a replica of some party begins with.
struct SnapshotTrust {
  private let rights: Rights
  private let url: URL
  private let party: String

  /// - Parameter author: whom the new replica writes as.
  init(_ rights: Rights, _ url: URL, for author: Author) {
    self.rights = rights
    self.url = url
    party = rights.party(of: author) ?? Self.named(by: author)
  }

  /// The party that an author's name speaks of, where Peers does not name the author yet.
  private static func named(by author: Author) -> String {
    String(author.registered.string.prefix { $0 != "-" && $0 != "_" })
  }

  /// - Throws: `snapshot_not_believed` unless the own party or the national source signed it, and
  ///   nothing internal in it is another party's.
  func require(_ manifest: SnapshotManifest) throws {
    let signer = rights.party(of: manifest.author)
    if signer != party, signer != "national" {
      throw failure("\(manifest.author) is neither of party \(party) nor the national source")
    }
    for scope in manifest.scopes.keys.sorted() where scope.isInternal {
      guard scope.owner == signer, scope.owner == party else {
        throw failure("\(scope) may not be in a snapshot by \(manifest.author) for this replica")
      }
    }
  }

  private func failure(_ what: String) -> StoreError {
    SnapshotFile.failure(.snapshotNotBelieved, url, what)
  }
}
