package import Foundation
package import SyncCore

/// A place to exchange with: a folder, and the party or parties that read there.
package struct Destination: Hashable, Sendable {
  /// The party's name; where no party or several were meant, the folder's path.
  package let name: String
  package let folder: URL
  /// The party that reads there, if exactly one was meant.
  package var party: Party? { parties.count == 1 ? parties[0] : nil }
  /// Everyone who is to be sent something there; empty for a folder that was named itself.
  let parties: [Party]

  init(name: String, folder: URL, parties: [Party]) {
    self.name = name
    self.folder = folder
    self.parties = parties
  }

  /// Whether what stands in a scope may be written there, internal scopes apart: a party gets what
  /// it receives; a folder without a party gets everything.
  func mayReceive(_ scope: Scope) -> Bool {
    parties.isEmpty || parties.contains { $0.mayReceive(scope) }
  }
}

extension Destination {
  /// Reads PEER: a party's name in Peers, else a text with `://`, else an existing folder.
  ///
  /// - Throws: `unknown_peer`, `peer_without_endpoint` or `unsupported_address`. No folder is made
  ///   from a typing mistake. Whether a party's folder can be reached, the exchange itself finds.
  package static func parse(_ text: String, rights: Rights) throws -> Destination {
    if let party = rights.party(named: text) { return try destination(of: party) }
    guard !text.contains("://") else { throw unsupported(text) }
    let folder = URL(filePath: text, directoryHint: .isDirectory).standardizedFileURL
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: folder.path, isDirectory: &isFolder)
    guard !text.isEmpty, exists, isFolder.boolValue else {
      let parties = rights.parties.map(\.name).joined(separator: ", ")
      throw ExchangeError(
        .unknownPeer, "\(text) is neither a party in Peers nor a folder. Nothing was exchanged.",
        hint: exists && !text.isEmpty
          ? "It is a file: take it in with `syncd apply \(text)`."
          : "Make the folder first, or name one of the parties: \(parties).")
    }
    return Destination(name: folder.path, folder: folder, parties: [])
  }

  /// Every party with a folder but one's own, each distinct folder once, by name: what `--all`
  /// means. Parties that share a folder are one destination, named by its path.
  package static func all(rights: Rights, except own: String?) -> [Destination] {
    var shared: [URL: [Party]] = [:]
    for party in rights.parties where party.name != own {
      guard let folder = folder(of: party) else { continue }
      shared[folder, default: []].append(party)
    }
    return shared.map { folder, parties in
      Destination(
        name: parties.count == 1 ? parties[0].name : folder.path, folder: folder, parties: parties)
    }.sorted { $0.name < $1.name }
  }

  private static func destination(of party: Party) throws -> Destination {
    if let folder = folder(of: party) {
      return Destination(name: party.name, folder: folder, parties: [party])
    }
    guard let address = party.endpoints["http"] else {
      throw ExchangeError(
        .peerWithoutEndpoint,
        "Peers gives the party \(party.name) no folder. Nothing was exchanged.",
        hint: "Put \"folder\" into \"endpoints\" of its file in Peers, or name a folder.")
    }
    throw unsupported(address)
  }

  private static func folder(of party: Party) -> URL? {
    guard let path = party.endpoints["folder"], !path.isEmpty else { return nil }
    return URL(filePath: path, directoryHint: .isDirectory).standardizedFileURL
  }

  private static func unsupported(_ address: String) -> ExchangeError {
    ExchangeError(
      .unsupportedAddress,
      "\(address) cannot be reached: this version exchanges through folders and files only."
        + " Nothing was exchanged.",
      hint: "Name a folder, or use `syncd export` and `syncd apply`.")
  }
}
