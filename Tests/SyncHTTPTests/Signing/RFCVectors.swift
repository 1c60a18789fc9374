import Foundation
import HTTPTypes
import SyncCore
import SyncWire
import Testing

@testable import SyncHTTP

/// The messages, keys and signatures of RFC 9421, appendix B.
struct RFCVectors {
  /// One signature of appendix B.2.
  struct Signature: Sendable {
    let section: String
    /// `request` or `response`.
    let message: String
    let label: String
    /// What stands behind the label in Signature-Input.
    let input: String
    let signature: String
    /// The lines that are signed.
    let base: [String]
  }

  let document: Value

  init() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Fixtures/rfc9421.json")
    document = try RelaxedJSON.read(Array(Data(contentsOf: file)))
  }

  var signatures: [Signature] {
    get throws {
      guard case .array(let rows)? = document["signatures"] else { return [] }
      return try rows.map { row in
        guard case .array(let base)? = row["base"] else { throw Incomplete() }
        return Signature(
          section: try Self.text(row["section"]), message: try Self.text(row["message"]),
          label: try Self.text(row["label"]), input: try Self.text(row["input"]),
          signature: try Self.text(row["signature"]), base: try base.map { try Self.text($0) })
      }
    }
  }

  func signature(_ section: String) throws -> Signature {
    try #require(try signatures.first { $0.section == section })
  }

  var key: SigningKey {
    get throws { try SigningKey(fileText: try Self.text(document["ed25519"]?["private"])) }
  }

  var publicKey: [UInt8] {
    get throws {
      try #require(KeyText.decode(try Self.text(document["ed25519"]?["public"])))
    }
  }

  /// The message of that name; a response is given the request's method and target.
  func parts(of message: String) throws -> RequestParts {
    guard case .object(let members)? = document[Text(message)]?["fields"] else {
      throw Incomplete()
    }
    return RequestParts(
      method: try Self.text(document["request"]?["method"]),
      target: try #require(RequestTarget(try Self.text(document["request"]?["target"]))),
      fields: HTTPFields(
        try members.entries.map { ($0.key.string, try Self.text($0.value)) }))
  }

  private struct Incomplete: Error {}

  private static func text(_ value: Value?) throws -> String {
    guard let text = value?.asText else { throw Incomplete() }
    return text.string
  }
}
