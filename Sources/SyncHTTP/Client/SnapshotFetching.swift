import AsyncHTTPClient
package import Foundation
package import SyncCore
package import SyncExchange
package import SyncWire

/// Fetches a snapshot from a server for a replica that is not there yet.
package struct SnapshotFetching: Sendable {
  private let author: Author
  private let key: SigningKey
  private let rights: Rights

  /// - Parameters:
  ///   - key: signs the request; the server's Peers has to name it.
  ///   - rights: what Peers here says; the server's party has to be in it.
  package init(author: Author, key: SigningKey, rights: Rights) {
    self.author = author
    self.key = key
    self.rights = rights
  }

  /// Writes what the server hands out into a file. Nothing of it is believed yet.
  ///
  /// - Throws: `ExchangeError`; the file may hold a part.
  package func fetch(
    from server: Server, to file: URL, _ settings: ClientSettings = ClientSettings(),
    now: @escaping @Sendable () -> Timestamp
  ) async throws {
    try await HTTPCarrier.withClient(settings) { client in
      var link = PeerLink(client: client, settings: settings, address: server.address)
      do {
        try PeerTalk.requirePrivacy(of: link)
        let destination = Destination(name: server.address, place: .server(server), parties: [])
        let peer = try await PeerTalk.party(at: destination, over: link, rights: rights)
        link.signature = PeerLink.Signature(
          signer: RequestSigner(author: author, key: key), receiver: peer.name, now: now)
        try await write(link, to: file)
      } catch let trouble as Trouble {
        throw trouble.error
      }
    }
  }

  private func write(_ link: PeerLink, to file: URL) async throws {
    try Data().write(to: file)
    let handle = try FileHandle(forWritingTo: file)
    defer { try? handle.close() }
    try await link.send("/v1/snapshot", nil) { answer in
      guard answer.mediaType == "application/jsonl" else {
        throw Trouble.notUnderstood(
          link.address,
          "sends \(Trouble.printable(answer.mediaType)) where a snapshot was asked for")
      }
      try await answer.pieces { try handle.write(contentsOf: $0) }
    }
  }
}
