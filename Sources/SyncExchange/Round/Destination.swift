package import Foundation
package import SyncCore

/// A place to exchange with, and the party or parties that read there.
package struct Destination: Hashable, Sendable {
  /// What carries changesets to and from the place.
  package enum Place: Hashable, Sendable {
    case folder(URL)
    case server(Server)
  }

  /// The party's name; where no party or several were meant, the folder's path or the address.
  package let name: String
  package let place: Place
  /// Everyone who is to be sent something there; empty for a place that was named itself.
  let parties: [Party]
  /// The party that reads there, if exactly one was meant.
  package var party: Party? { parties.count == 1 ? parties[0] : nil }

  package init(name: String, place: Place, parties: [Party]) {
    self.name = name
    self.place = place
    self.parties = parties
  }

  /// Whether what stands in a scope may be written there, internal scopes apart: a party gets what
  /// it receives; a place without a party gets everything.
  func mayReceive(_ scope: Scope) -> Bool {
    parties.isEmpty || parties.contains { $0.mayReceive(scope) }
  }
}

/// Where a server of the HTTP exchange is reached.
package struct Server: Hashable, Sendable {
  /// The scheme and authority, and a path where a proxy serves it under one; no slash at the end.
  package let address: String

  /// Nil unless the text is an `http` or `https` address with a host, and no query or fragment.
  package init?(_ text: String) {
    guard let url = URLComponents(string: text), let scheme = url.scheme?.lowercased(),
      scheme == "http" || scheme == "https", let host = url.host, !host.isEmpty,
      url.query == nil, url.fragment == nil, url.user == nil, url.password == nil
    else { return nil }
    var address = Substring(text)
    while address.last == "/" { address = address.dropLast() }
    self.address = String(address)
  }
}

extension Destination {
  /// Reads PEER: a party's name in Peers, else a text with `://`, else an existing folder.
  ///
  /// Of a party with both, the address of its server is taken.
  ///
  /// - Throws: `unknown_peer`, `peer_without_endpoint` or `unsupported_address`. No folder is made
  ///   from a typing mistake. Whether a place can be reached, the exchange itself finds.
  package static func parse(_ text: String, rights: Rights) throws -> Destination {
    if let party = rights.party(named: text) { return try destination(of: party) }
    if text.contains("://") {
      let server = try server(text)
      let party = rights.parties.first { party in
        party.endpoints["http"].flatMap { Server($0) } == server
      }
      return Destination(
        name: party?.name ?? server.address, place: .server(server),
        parties: party.map { [$0] } ?? [])
    }
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
    return Destination(name: folder.path, place: .folder(folder), parties: [])
  }

  /// Every place that Peers names but one's own party's, each once, by name: what `--all` means.
  ///
  /// Parties that share a folder are one destination, named by its path; so is the folder of a
  /// party that also has a server.
  ///
  /// - Throws: `unsupported_address` for an address in Peers that is none.
  package static func all(rights: Rights, except own: String?) throws -> [Destination] {
    var shared: [URL: [Party]] = [:]
    var destinations: [Destination] = []
    for party in rights.parties where party.name != own {
      if let server = try server(of: party) {
        destinations.append(
          Destination(name: party.name, place: .server(server), parties: [party]))
      }
      if let folder = folder(of: party) { shared[folder, default: []].append(party) }
    }
    let served = Set(destinations.map(\.name))
    destinations += shared.map { folder, parties in
      let isOnly = parties.count == 1 && !served.contains(parties[0].name)
      return Destination(
        name: isOnly ? parties[0].name : folder.path, place: .folder(folder), parties: parties)
    }
    return destinations.sorted { $0.name < $1.name }
  }

  private static func destination(of party: Party) throws -> Destination {
    if let server = try server(of: party) {
      return Destination(name: party.name, place: .server(server), parties: [party])
    }
    guard let folder = folder(of: party) else {
      throw ExchangeError(
        .peerWithoutEndpoint,
        "Peers gives the party \(party.name) neither a server nor a folder. Nothing was exchanged.",
        hint: "Put \"http\" or \"folder\" into \"endpoints\" of its file in Peers, or name a place."
      )
    }
    return Destination(name: party.name, place: .folder(folder), parties: [party])
  }

  private static func folder(of party: Party) -> URL? {
    guard let path = party.endpoints["folder"], !path.isEmpty else { return nil }
    return URL(filePath: path, directoryHint: .isDirectory).standardizedFileURL
  }

  private static func server(of party: Party) throws -> Server? {
    guard let address = party.endpoints["http"], !address.isEmpty else { return nil }
    return try server(address)
  }

  private static func server(_ text: String) throws -> Server {
    guard let server = Server(text) else {
      throw ExchangeError(
        .unsupportedAddress, "\(text) is no address to exchange with. Nothing was exchanged.",
        hint: "Write https://HOST:PORT or http://HOST:PORT, or name a folder.")
    }
    return server
  }
}
