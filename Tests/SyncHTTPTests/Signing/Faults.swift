import StoreFixtures
import SyncCore
import SyncWire
import TestSupport

@testable import SyncHTTP

extension Fault {
  /// Headers that are not there, or too long.
  static let headers = [
    Fault("no signature at all", "signature_missing") { $0.headers = [:] },
    Fault("no Signature-Input", "signature_missing") { $0.headers["Signature-Input"] = nil },
    Fault("no Signature", "signature_missing") { $0.headers["Signature"] = nil },
    Fault("Signature of another label", "signature_missing") {
      $0.headers["Signature"] = $0.headers["Signature"].map { "x" + $0 }
    },
    Fault("Signature-Input of 5 000 bytes", "signature_too_large") {
      $0.headers["Signature-Input", default: ""] += String(repeating: " ", count: 5_000) + "x"
    },
    Fault("Signature of 5 000 bytes", "signature_too_large") {
      $0.headers["Signature", default: ""] += ", x=" + String(repeating: "1", count: 5_000)
    },
    Fault("Content-Digest of 5 000 bytes", "signature_too_large") {
      $0.headers["Content-Digest", default: ""] += ", x=" + String(repeating: "1", count: 5_000)
    },
    Fault("no receiver", "signature_field_missing") { $0.headers["Syncd-Receiver"] = nil },
    Fault("a covered header that is not there", "signature_field_missing") {
      $0.headers["X-Extra"] = "1"
      try $0.sign(Attempt.input(Attempt.components + " \"x-extra\""))
      $0.headers["X-Extra"] = nil
    },
    Fault("no Content-Digest", "content_digest_missing") { $0.headers["Content-Digest"] = nil },
  ]

  /// Headers of another form than RFC 9651 and RFC 9421 give them.
  static let forms = [
    malformed("no dictionary", "syncd=("),
    malformed("an empty header", ""),
    malformed("a token instead of a list", "syncd=ed25519"),
    malformed("a trailing comma", Attempt.input(Attempt.components) + ","),
    malformed(
      "a label twice", Attempt.input(Attempt.components) + ", " + Attempt.input(Attempt.components)),
    malformed(
      "nine labels",
      (0..<9).map { "s\($0)=(\(Attempt.components));keyid=\"14-vgr\"" }.joined(separator: ", ")),
    malformed("two spaces", Attempt.input("\"@method\"  \"@target-uri\"")),
    malformed("a parameter twice", Attempt.input(Attempt.components) + ";keyid=\"08-kalmar\""),
    malformed("a component twice", Attempt.input(Attempt.components + " \"@method\"")),
    malformed("a component that is a token", Attempt.input(Attempt.components + " date")),
    malformed(
      "33 components",
      Attempt.input(
        Attempt.components + (0..<29).map { " \"x-\($0)\"" }.joined())),
    malformed(
      "a time that is no number", "syncd=(\(Attempt.components));created=\"1\";keyid=\"x\""),
    malformed("a keyid that is no string", "syncd=(\(Attempt.components));created=1;keyid=vgr"),
    malformed("no keyid", "syncd=(\(Attempt.components));created=1"),
    Fault("a signature of 63 bytes", "signature_malformed") {
      $0.headers["Signature"] =
        "syncd=:\(Base64.encode([UInt8](repeating: 1, count: 63))):"
    },
    Fault("a signature that is no byte sequence", "signature_malformed") {
      $0.headers["Signature"] = "syncd=\"abc\""
    },
    Fault("a digest that is no byte sequence", "signature_malformed") {
      $0.headers["Content-Digest"] = "sha-256=abc"
    },
  ]

  /// Signatures that leave something open, or cover what cannot be checked.
  static let coverage =
    SignatureInput.required.map { name in
      Fault("\(name) is not covered", "signature_incomplete") {
        let rest = SignatureInput.required.filter { $0 != name }.map { "\"\($0)\"" }
        try $0.sign(Attempt.input(rest.joined(separator: " ")))
      }
    }
    + [
      unsupported("\"@method\";req \"@target-uri\" \"content-digest\" \"syncd-receiver\""),
      unsupported("\"@method\" \"@target-uri\" \"content-digest\";sf \"syncd-receiver\""),
      unsupported("\"@method\" \"@target-uri\" \"content-digest\" \"syncd-receiver\";bs"),
      unsupported("\"@method\" \"@target-uri\" \"content-digest\" \"syncd-receiver\";tr"),
      unsupported(Attempt.components + " \"content-digest\";key=\"sha-256\""),
      unsupported(Attempt.components + " \"@status\""),
      unsupported(Attempt.components + " \"@query-param\";name=\"a\""),
      Fault("another algorithm", "signature_wrong_algorithm") {
        try $0.sign(
          "syncd=(\(Attempt.components));created=1;keyid=\"14-vgr\";alg=\"hmac-sha256\"")
      },
    ]

  /// Keys that open nothing here.
  static let identities = [
    Fault("an author that Peers does not name", "unknown_author") {
      try $0.sign(Attempt.input(Attempt.components, keyID: "99-nobody"))
    },
    Fault("a keyid that is no author", "unknown_author") {
      try $0.sign(Attempt.input(Attempt.components, keyID: "https://x.example/key"))
    },
    Fault("an author that has left Peers", "unknown_author") {
      $0.rights = Attempt.parties.without(.vgr).rights
    },
    Fault("an author whose logs all end", "key_ended") {
      var parties = Attempt.parties
      for scope in parties.writes[.vgr] ?? [] {
        parties = parties.pinning(LogName(scope, .vgr), at: Head(sequence: 1, hash: .zero))
      }
      $0.rights = parties.rights
    },
    Fault("the key of another", "signature_invalid") {
      $0.key = .trial(.kalmar)
      try $0.sign(Attempt.input(Attempt.components))
    },
    Fault("another author under one's own key", "signature_invalid") {
      try $0.sign(Attempt.input(Attempt.components, keyID: "08-kalmar"))
    },
  ]

  /// Signatures for something else than what came.
  static let contents = [
    Fault("another receiver", "signature_wrong_receiver") { $0 = try Attempt(to: "08") },
    Fault("a changed receiver", "signature_wrong_receiver") {
      $0.headers["Syncd-Receiver"] = "08"
    },
    Fault("another host", "signature_wrong_target") {
      $0.expected = "https://other.example/v1/push"
    },
    Fault("another path", "signature_wrong_target") {
      $0.expected = "https://syncd.example/v1/proof"
    },
    Fault("another scheme", "signature_wrong_target") {
      $0.expected = "http://syncd.example/v1/push"
    },
    Fault("another address, and nothing says which", "signature_invalid") {
      $0.headers["Syncd-Target"] = nil
      $0.expected = "https://other.example/v1/push"
    },
    Fault("a false word on what was signed", "signature_invalid") {
      $0.headers["Syncd-Target"] = "https://third.example/v1/push"
      $0.expected = "https://other.example/v1/push"
    },
    Fault("another method", "signature_invalid") { $0.method = "PUT" },
    Fault("another time", "signature_invalid") {
      $0.headers["Signature-Input"] = $0.headers["Signature-Input"]?
        .replacing("created=1700000000", with: "created=1700000001")
    },
    Fault("another digest", "signature_invalid") {
      $0.headers["Content-Digest"] = ContentDigest.write(.sha256([1]))
    },
    Fault("no sha-256", "content_digest_unsupported") {
      $0.headers["Content-Digest"] = "sha-512=:YWJj:"
    },
    Fault("another body", "content_digest_mismatch") { $0.body.append(0) },
    Fault("no body", "content_digest_mismatch") { $0.body = [] },
  ]

  private static func malformed(_ description: String, _ input: String) -> Fault {
    Fault(description, "signature_malformed") { $0.headers["Signature-Input"] = input }
  }

  private static func unsupported(_ components: String) -> Fault {
    Fault("covered: \(components)", "signature_component_unsupported") {
      $0.headers["Signature-Input"] = Attempt.input(components)
    }
  }
}
