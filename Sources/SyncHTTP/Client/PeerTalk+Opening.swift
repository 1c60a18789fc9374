import AsyncHTTPClient
import Foundation
import SyncCore
import SyncExchange
import SyncStore
import SyncWire

/// The answer to `GET /health`: who is there.
struct HealthReply: Message, Hashable {
  let party: String

  init(party: String) {
    self.party = party
  }

  init(_ place: MessagePlace) throws(MessageError) {
    party = try place.required("party").string()
  }

  var value: Value { .object([("party", .string(party))]) }
}

extension PeerTalk {
  /// Opens a conversation; where only an address is known, it asks there who answers.
  ///
  /// - Throws: `plain_http_refused`, `key_not_registered`, `unknown_peer`, or what the question
  ///   meets.
  static func open(
    _ exchange: Exchange, with destination: Destination, over link: PeerLink
  ) async throws -> PeerTalk {
    try requirePrivacy(of: link)
    let (own, signer) = try identity(of: exchange.replica)
    var link = link
    let peer = try await party(at: destination, over: link, rights: exchange.replica.rights)
    let now = exchange.now
    link.signature = PeerLink.Signature(signer: signer, receiver: peer.name, now: now)
    return PeerTalk(exchange: exchange, link: link, name: destination.name, own: own, peer: peer)
  }

  /// Plain http stays on this computer, unless the settings say otherwise.
  static func requirePrivacy(of link: PeerLink) throws {
    guard let url = URLComponents(string: link.address), url.scheme?.lowercased() == "http",
      !link.settings.allowsPlainHTTP
    else { return }
    let host = (url.host ?? "").trimmingCharacters(in: ["[", "]"])
    guard !ListenAddress(host: host, port: url.port ?? 80).isLoopback else { return }
    throw ExchangeError(
      .plainHTTPRefused,
      "\(link.address) is plain http to another computer, which anyone on the way could read."
        + " Nothing was exchanged.",
      hint: "Use an https address; inside a tunnel of your own, give --allow-plain-http.")
  }

  private static func identity(of replica: Replica) throws -> (Party, RequestSigner) {
    let rights = replica.rights
    let key = try replica.folder.signingKey()
    guard let registration = rights.registration(of: replica.author),
      let party = rights.party(of: replica.author).flatMap({ rights.party(named: $0) })
    else {
      throw notRegistered(
        "Peers does not name the author \(replica.author), so no server would know it.",
        hint: "Put its entry there: `syncd init --print-party` shows it.")
    }
    guard registration.key == key.publicKey else {
      throw notRegistered(
        "Peers names another key for \(replica.author) than this replica's.",
        hint: "Put \"key\": \"\(KeyText.encode(key.publicKey))\" into its entry.")
    }
    return (party, RequestSigner(author: replica.author, key: key))
  }

  private static func notRegistered(_ message: String, hint: String) -> StoreError {
    StoreError(.keyNotRegistered, message + " Nothing was exchanged.", hint: hint)
  }

  /// The party at the other end, as the destination says or as the server does.
  static func party(
    at destination: Destination, over link: PeerLink, rights: Rights
  ) async throws -> Party {
    if let party = destination.party { return party }
    let health: HealthReply = try await link.ask("/health")
    guard let party = rights.party(named: health.party) else {
      throw ExchangeError(
        .unknownPeer,
        "\(link.address) belongs to the party \(Trouble.printable(health.party)), which Peers does"
          + " not name. Nothing was exchanged.",
        hint: "Put its file into Peers if it is to be trusted, or name another address.")
    }
    return party
  }
}
