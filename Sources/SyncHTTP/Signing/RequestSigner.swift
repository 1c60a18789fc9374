import HTTPTypes
package import SyncCore
import SyncExchange
package import SyncWire

/// Signs requests as an author: HTTP Message Signatures (RFC 9421) with ed25519.
package struct RequestSigner: Sendable {
  private let author: Author
  private let key: SigningKey

  package init(author: Author, key: SigningKey) {
    self.author = author
    self.key = key
  }

  /// The headers that a request needs to be let in, in the order in which they are best read.
  ///
  /// - Parameters:
  ///   - target: the absolute address as it is sent, with its query.
  ///   - receiver: the party that the request is meant for.
  ///   - body: the body's bytes as they are sent, after compression; empty where there is none.
  /// - Throws: `unsupported_address` where method, address or receiver cannot stand in a header;
  ///   `SigningKey.Failure`.
  package func headers(
    method: String, target: String, receiver: String, body: [UInt8], at now: Timestamp
  ) throws -> [(name: String, value: String)] {
    guard let address = RequestTarget(target), HTTPField.Name(method) != nil,
      Self.isName(receiver)
    else {
      throw ExchangeError(
        .unsupportedAddress,
        "A request \(method) \(target) for party \(receiver) cannot be signed. Nothing was sent.",
        hint: "Write a method such as GET, https://HOST:PORT/PATH in ASCII, and a party's name.")
    }
    let digest = ContentDigest.write(.sha256(body))
    let names = SignatureInput.required.map { "\"\($0)\"" }.joined(separator: " ")
    let seconds = (Double(now.milliseconds) / 1_000).rounded(.down)
    let input =
      "\(Self.label)=(\(names));created=\(Int64(seconds));keyid=\"\(author)\""
      + ";alg=\"\(SignatureGate.algorithm)\""
    var headers = [
      (name: ContentDigest.header, value: digest),
      (name: RequestParts.receiverHeader, value: receiver),
      (name: RequestParts.targetHeader, value: address.text),
      (name: SignatureInput.header, value: input),
    ]
    let parts = RequestParts(method: method, target: address, fields: HTTPFields(headers))
    let signature = try Self.signature(over: parts, input: input, by: key)
    headers.append((name: SignatureGate.signatureHeader, value: "\(Self.label)=:\(signature):"))
    return headers
  }

  /// The label of our signatures; a server goes by what is covered, not by it.
  private static let label = "syncd"

  /// The base64 of the signature over the first member of a Signature-Input.
  static func signature(
    over parts: RequestParts, input: String, by key: SigningKey
  ) throws -> String {
    guard let member = try SignatureMembers(input, of: SignatureInput.header).members.first else {
      throw SignatureRefusal.missing(header: SignatureInput.header)
    }
    let base = try SignatureInput(member).base { (component) throws(SignatureRefusal) in
      try parts.value(of: component)
    }
    return Base64.encode(try key.signature(of: base))
  }

  /// Whether a party's name can stand in a header as it is.
  private static func isName(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
  }
}

extension HTTPFields {
  /// Fields of these names and values; a name that is none is left out.
  init(_ headers: [(name: String, value: String)]) {
    self.init()
    for header in headers {
      guard let name = HTTPField.Name(header.name) else { continue }
      append(HTTPField(name: name, value: header.value))
    }
  }
}
