import SyncCore
import SyncWire
import Testing

@testable import SyncHTTP

/// Content-Digest (RFC 9530); the values are the RFC's own examples.
struct ContentDigestTests {
  private static let hello = "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:"
  private static let long =
    "sha-512=:YMAam51Jz/jOATT6/zvHrLVgOYTGFy1d6GJiOHTohq4yP+pgk4vf2aCsyRZOtw8MjkM7iw7yZ/WkppmM44T3qg==:"

  @Test(arguments: [
    ("{\"hello\": \"world\"}\n", hello),
    ("", "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:"),
  ])
  func `a body's digest is the one of the RFC`(body: String, header: String) throws {
    let hash = ContentHash.sha256(Array(body.utf8))
    #expect(ContentDigest.write(hash) == header)
    #expect(try ContentDigest.read(header) == hash)
  }

  @Test(arguments: ["\(hello), \(long)", "\(long), \(hello)", "  \(long) ,\(hello)  "])
  func `sha-256 is found among several algorithms`(header: String) throws {
    #expect(try ContentDigest.write(ContentDigest.read(header)) == Self.hello)
  }

  @Test(arguments: [
    "", "sha-256", "sha-256=RK", "sha-256=::", "sha-256=:RK/0:", "sha-256=\"RK/0\"", "sha-256=1",
    "sha-256=(:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:)",
    "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg:",
    "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDh=:", "\(hello);x", "\(hello), \(hello)",
    "\(hello),", ",\(hello)", "SHA-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:", "åäö",
  ])
  func `a digest of any other form is malformed`(header: String) {
    #expect { try ContentDigest.read(header) } throws: { error in
      (error as? SignatureRefusal)?.code == "signature_malformed"
    }
  }

  @Test func `algorithms without sha-256 are named`() {
    #expect(throws: SignatureRefusal.digestUnsupported(["sha-512"])) {
      try ContentDigest.read(Self.long)
    }
  }
}
