import HTTPTypes
import StoreFixtures
import SyncCore
import SyncWire
import TestSupport
import Testing

@testable import SyncHTTP

/// Who is let in.
struct SignatureGateTests {
  @Test func `what the signer signs, the gate lets in, and says who it is`() throws {
    let request = try Attempt().check()
    #expect(request.author == .vgr)
    #expect(request.party.name == "14")
    #expect(request.created == 1_700_000_000)
  }

  @Test func `the headers are those that the documentation shows`() throws {
    let headers = try Attempt().headers
    #expect(
      headers["Signature-Input"]
        == "syncd=(\"@method\" \"@target-uri\" \"content-digest\" \"syncd-receiver\")"
        + ";created=1700000000;keyid=\"14-vgr\";alg=\"ed25519\"")
    #expect(headers["Syncd-Receiver"] == "national")
    #expect(headers["Content-Digest"]?.hasPrefix("sha-256=:") == true)
    #expect(headers["Signature"]?.hasPrefix("syncd=:") == true)
    #expect(headers.count == 5)
  }

  @Test func `an incarnation has the key of its name`() throws {
    let author = try #require(Author("14-vgr~k3v9x2ab"))
    let request = try Attempt(author: author).check()
    #expect(request.author == author)
    #expect(request.party.name == "14")
  }

  @Test(arguments: [Int64(-62_167_219_200_000), 0, 253_402_300_799_999])
  func `the time in a signature lets in and refuses nothing`(milliseconds: Int64) throws {
    var attempt = try Attempt()
    let now = Timestamp(milliseconds: milliseconds)
    let made = try RequestSigner(author: .vgr, key: .trial(.vgr)).headers(
      method: "POST", target: Attempt.target, receiver: "national", body: attempt.body, at: now)
    for header in made { attempt.headers[header.name] = header.value }
    #expect(try attempt.check().created == Int64((Double(milliseconds) / 1_000).rounded(.down)))
  }

  @Test(arguments: [
    "syncd=(\(Attempt.components));keyid=\"14-vgr\"",
    "sig1=(\(Attempt.components));keyid=\"14-vgr\";created=1;tag=\"app\";nonce=\"n\";expires=2",
    "a.b*=(\"syncd-receiver\" \"content-digest\" \"@target-uri\" \"@method\");keyid=\"14-vgr\"",
    "s=(\(Attempt.components) \"@path\" \"@query\" \"@authority\" \"@scheme\" \"@request-target\")"
      + ";keyid=\"14-vgr\"",
  ])
  func `a signature of somebody else's making is let in if it covers what it has to`(
    input: String
  ) throws {
    var attempt = try Attempt()
    try attempt.sign(input)
    #expect(try attempt.check().author == .vgr)
  }

  @Test(arguments: [
    "proxy=(\"@method\");keyid=\"proxy\"", "proxy=(\(Attempt.components));keyid=\"proxy\"",
    "proxy=1", "proxy=( \"@method\"  \"date\";bs);created=@1;keyid=tok", "proxy=(\"a\" \"a\")",
    "proxy=(\"a,b\" \"\\\"\");keyid=\",\"",
  ])
  func `signatures of others beside it are passed over`(input: String) throws {
    var attempt = try Attempt()
    attempt.headers["Signature-Input"] = "\(input), \(attempt.headers["Signature-Input"] ?? "")"
    attempt.headers["Signature"] = "proxy=:AAAA:, \(attempt.headers["Signature"] ?? "")"
    #expect(try attempt.check().author == .vgr)
  }

  @Test func `an author is let in while one of its logs goes on, or if it only reads`() throws {
    var attempt = try Attempt()
    var parties = Attempt.parties.pinning(
      LogName(.vgr, .vgr), at: Head(sequence: 1, hash: .zero))
    attempt.rights = parties.rights
    try attempt.check()
    parties.writes[.vgr] = []
    attempt.rights = parties.rights
    try attempt.check()
  }

  @Test func `a header in several lines is read as one`() throws {
    let attempt = try Attempt()
    var fields = attempt.fields
    let name = try #require(HTTPField.Name("Content-Digest"))
    let own = try #require(fields[name])
    fields[values: name] = ["sha-512=:YWJj:", own]
    var joined = attempt
    joined.headers["Content-Digest"] = "sha-512=:YWJj:, \(own)"
    try joined.sign(Attempt.input(Attempt.components))
    for header in ["Signature", "Signature-Input"] {
      fields[try #require(HTTPField.Name(header))] = joined.headers[header]
    }
    let gate = SignatureGate(rights: TrialParties().rights, receiver: "national")
    let request = try gate.check(method: "POST", target: Attempt.target, fields: fields)
    try request.requireBody(digest: .sha256(attempt.body))
  }

  @Test(arguments: [
    ("GE T", Attempt.target, "national"), ("GET", "/v1/proof", "national"),
    ("GET", Attempt.target, ""), ("GET", Attempt.target, "a\r\nX: 1"), ("GET", Attempt.target, "å"),
  ])
  func `what cannot stand in a header is not signed`(
    method: String, target: String, receiver: String
  ) {
    let signer = RequestSigner(author: .vgr, key: .trial(.vgr))
    #expect(throws: (any Error).self) {
      try signer.headers(
        method: method, target: target, receiver: receiver, body: [],
        at: Timestamp(milliseconds: 0))
    }
  }
}
