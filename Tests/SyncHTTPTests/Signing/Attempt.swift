import HTTPTypes
import StoreFixtures
import SyncCore
import SyncWire
import TestSupport
import Testing

@testable import SyncHTTP

/// A request as it comes to the national source, and what its server is told of itself.
struct Attempt: Sendable {
  static let target = "https://syncd.example/v1/push"
  static let parties = TrialParties()
  private static let standing = parties.rights
  static let components = "\"@method\" \"@target-uri\" \"content-digest\" \"syncd-receiver\""

  var author = Author.vgr
  var key = SigningKey.trial(.vgr)
  var rights = standing
  var method = "POST"
  /// The address that the server works out for the request.
  var expected = target
  /// The headers of the signature by name, as they come.
  var headers: [String: String] = [:]
  var body = Array("{\"format\":1}\n".utf8)

  /// A request that is let in.
  init(author: Author = .vgr, to receiver: String = "national") throws {
    self.author = author
    key = SigningKey.trial(author)
    let made = try RequestSigner(author: author, key: key).headers(
      method: method, target: Self.target, receiver: receiver, body: body,
      at: Timestamp(milliseconds: 1_700_000_000_999))
    for header in made { headers[header.name] = header.value }
  }

  /// Signs anew with a Signature-Input of the test's own, over the headers as they are now.
  mutating func sign(_ input: String, target: String = target) throws {
    headers["Signature-Input"] = input
    let parts = RequestParts(
      method: method, target: try #require(RequestTarget(target)), fields: fields)
    let signature = try RequestSigner.signature(over: parts, input: input, by: key)
    let label = try #require(input.split(separator: "=").first)
    headers["Signature"] = "\(label)=:\(signature):"
  }

  /// A Signature-Input over these components, with the parameters that we write.
  static func input(_ components: String, keyID: String = "14-vgr") -> String {
    "syncd=(\(components));created=1700000000;keyid=\"\(keyID)\";alg=\"ed25519\""
  }

  var fields: HTTPFields {
    HTTPFields(headers.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
  }

  /// Lets it through the gate, body and all.
  @discardableResult
  func check() throws -> SignedRequest {
    let gate = SignatureGate(rights: rights, receiver: "national")
    let request = try gate.check(method: method, target: expected, fields: fields)
    try request.requireBody(digest: .sha256(body))
    return request
  }
}
