import SyncCore
import SyncWire
import Testing

@testable import SyncHTTP

/// The vectors of RFC 9421, appendix B.2.
struct RFC9421Tests {
  @Test(arguments: ["B.2.1", "B.2.2", "B.2.3", "B.2.4", "B.2.5", "B.2.6"])
  func `the signature base is that of the RFC, byte for byte`(section: String) throws {
    let vectors = try RFCVectors()
    let signature = try vectors.signature(section)
    let input = try Self.input(of: signature)
    let parts = try vectors.parts(of: signature.message)
    let base = try input.base { (component) throws(SignatureRefusal) in
      // What requests of the exchange never cover is given, so that its line is checked too.
      switch component.text {
      case "\"@status\"": "200"
      case "\"@query-param\";name=\"Pet\"": "dog"
      default: try parts.value(of: component)
      }
    }
    #expect(String(decoding: base, as: UTF8.self) == signature.base.joined(separator: "\n"))
  }

  @Test func `the ed25519 signature of the RFC verifies under its key`() throws {
    let vectors = try RFCVectors()
    let signature = try vectors.signature("B.2.6")
    let bytes = try #require(Base64.decode(signature.signature))
    let base = try Self.base(of: signature, in: vectors)
    #expect(SignatureCheck.isValid(bytes, of: base, by: try vectors.publicKey))
    #expect(!SignatureCheck.isValid(bytes, of: base + [0], by: try vectors.publicKey))
    #expect(try vectors.key.publicKey == vectors.publicKey)
  }

  @Test func `the library signs a base so that the RFC's key verifies it`() throws {
    let vectors = try RFCVectors()
    let signature = try vectors.signature("B.2.6")
    let made = try RequestSigner.signature(
      over: vectors.parts(of: "request"), input: "\(signature.label)=\(signature.input)",
      by: vectors.key)
    let bytes = try #require(Base64.decode(made))
    let base = try Self.base(of: signature, in: vectors)
    #expect(SignatureCheck.isValid(bytes, of: base, by: try vectors.publicKey))
  }

  @Test(arguments: ["B.2.1", "B.2.2", "B.2.3", "B.2.4", "B.2.5", "B.2.6"])
  func `the parameters of the RFC are read`(section: String) throws {
    let vectors = try RFCVectors()
    let input = try Self.input(of: vectors.signature(section))
    #expect(input.created == 1_618_884_473)
    #expect(input.keyID?.hasPrefix("test-") == true)
    #expect(input.algorithm == nil)
  }

  private static func input(of signature: RFCVectors.Signature) throws -> SignatureInput {
    let members = try SignatureMembers("\(signature.label)=\(signature.input)", of: "test")
    return try SignatureInput(#require(members[signature.label]))
  }

  private static func base(
    of signature: RFCVectors.Signature, in vectors: RFCVectors
  ) throws -> [UInt8] {
    let parts = try vectors.parts(of: signature.message)
    return try input(of: signature).base { (component) throws(SignatureRefusal) in
      try parts.value(of: component)
    }
  }
}
