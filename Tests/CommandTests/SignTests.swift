import Foundation
import SyncCore
import SyncWire
import TestSupport
import Testing

/// `syncd sign`: what `curl` has to send.
struct SignTests {
  private static let address = "https://syncd.example:7414/syncd"
  private static let url = address + "/v1/heads?a=1"

  @Test func `the headers sign method, address, body and receiver with the replica's key`() throws {
    let world = try Self.world()
    let office = try world.office("14-vgr")
    try world.write("{\"scopes\":[]}", to: "heads.json")
    let run = try office.run("sign", "post", Self.url, "heads.json")
    #expect(run.code == 0, "\(run.errors)")
    let headers = Self.headers(run.output)
    #expect(headers["Syncd-Receiver"] == "national")
    #expect(
      headers["Content-Digest"]
        == "sha-256=:\(Base64.encode(ContentHash.sha256(Array("{\"scopes\":[]}".utf8)).bytes)):")
    // The base of RFC 9421, section 2.5, written out a second time.
    let input = try #require(headers["Signature-Input"]?.dropFirst("syncd=".count))
    let base = """
      "@method": POST
      "@target-uri": \(Self.url)
      "content-digest": \(headers["Content-Digest"] ?? "")
      "syncd-receiver": national
      "@signature-params": \(input)
      """
    let signature = try #require(headers["Signature"]?.dropFirst("syncd=:".count).dropLast())
    let party = try #require(try? RelaxedJSON.read(Array(world.text(of: "Peers/14.json").utf8)))
    let key = try #require(party["authors"]?.first?["key"]?.asText?.string)
    #expect(
      SignatureCheck.isValid(
        try #require(Base64.decode(signature)), of: Array(base.utf8),
        by: try #require(KeyText.decode(key))))
  }

  @Test func `the document of --json has the same headers`() throws {
    let office = try Self.world().office("14-vgr")
    let document = try office.json("sign", "GET", Self.url)
    #expect(document["author"]?.asText?.string == "14-vgr")
    #expect(document["method"]?.asText?.string == "GET")
    #expect(document["receiver"]?.asText?.string == "national")
    #expect(
      document["headers"]?["Content-Digest"]?.asText?.string
        == "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:")
    #expect(document["headers"]?.keys.contains("Signature") == true)
  }

  @Test func `a body is read from stdin where the file is a hyphen`() throws {
    let world = try Self.world()
    _ = try world.office("14-vgr")
    let run = try Program.run(
      script: """
        printf 'abc' | '\(try Program.url.path)' sign POST '\(Self.url)' - \
          --replica 14-vgr --peers Peers
        """, in: world.folder.url)
    let digest = ContentHash.sha256(Array("abc".utf8)).bytes
    #expect(Self.headers(run.output)["Content-Digest"] == "sha-256=:\(Base64.encode(digest)):")
  }

  @Test func `an address of no party needs --to, and an unknown party is named`() throws {
    let office = try Self.world().office("14-vgr")
    let other = "https://syncd.example:7414/syncdx/v1/proof"
    let lost = try office.run("sign", "GET", other, "--json")
    #expect(lost.code == 1)
    #expect(lost.failure == "unknown_peer")
    #expect(lost.json["error"]?["hint"]?.asText?.string.contains("--to") == true)
    #expect(try office.run("sign", "GET", other, "--to", "99", "--json").failure == "unknown_peer")
    let named = try office.run("sign", "GET", other, "--to", "national")
    #expect(Self.headers(named.output)["Syncd-Receiver"] == "national")
  }

  @Test func `what is no address, and a file that is not there, are errors`() throws {
    let office = try Self.world().office("14-vgr")
    let noAddress = try office.run("sign", "GET", "syncd.example", "--to", "national", "--json")
    #expect(noAddress.code == 1)
    #expect(noAddress.failure == "unsupported_address")
    #expect(try office.run("sign", "GET", Self.url, "nowhere.json").code == 1)
  }

  /// A world whose Peers has the national source with a server.
  private static func world() throws -> World {
    let world = try World()
    let peers = world.folder.file("Peers")
    try FileManager.default.createDirectory(at: peers, withIntermediateDirectories: true)
    try world.write(
      "{\"party\":\"national\",\"authors\":[],\"endpoints\":{\"http\":\"\(address)/\"}}",
      to: "Peers/national.json")
    return world
  }

  private static func headers(_ output: String) -> [String: String] {
    let lines = output.split(separator: "\n").map { $0.split(separator: ": ", maxSplits: 1) }
    return Dictionary(
      lines.filter { $0.count == 2 }.map { (String($0[0]), String($0[1])) },
      uniquingKeysWith: { $1 })
  }
}
