import Foundation
import SyncCore
import TestSupport
import Testing

@testable import SyncExchange

struct DestinationTests {
  private func party(_ name: String, _ endpoints: [String: String] = [:]) -> Party {
    Party(
      name: name, title: name, healthcareRegion: nil, authors: [],
      receives: [.named("national"), .named("region")], endpoints: endpoints)
  }

  private func code(_ text: String, _ parties: Party...) throws -> ExchangeError.Code? {
    let rights = try Rights(parties)
    return #expect(throws: ExchangeError.self) {
      try Destination.parse(text, rights: rights)
    }?.code
  }

  @Test func `a party's name stands for its folder`() throws {
    let party = party("14", ["folder": "/mnt/share"])
    let destination = try Destination.parse("14", rights: Rights([party]))
    #expect(destination.folder?.path == "/mnt/share" && destination.party == party)
  }

  @Test func `a party comes before a folder of the same name`() throws {
    let rights = try Rights([party("tmp", ["folder": "/mnt/share"])])
    #expect(try Destination.parse("tmp", rights: rights).folder?.path == "/mnt/share")
  }

  @Test func `an existing folder needs no party`() throws {
    let share = try Share()
    let destination = try Destination.parse(share.url.path, rights: .none)
    #expect(destination.folder?.path == share.url.path && destination.party == nil)
  }

  @Test func `a folder is not made from a typing mistake`() throws {
    let share = try Share()
    let mistaken = share.url.appending(path: "shar").path
    #expect(try code(mistaken) == .unknownPeer)
    #expect(!FileManager.default.fileExists(atPath: mistaken))
  }

  @Test func `a file is no folder, and the hint says what takes a file`() throws {
    let share = try Share()
    try share.put([1], at: "file.jsonl")
    let path = share.url.appending(path: "file.jsonl").path
    let error = #expect(throws: ExchangeError.self) {
      try Destination.parse(path, rights: .none)
    }
    #expect(error?.code == .unknownPeer && error?.hint.contains("syncd apply") == true)
  }

  @Test func `an empty text is an error`() throws {
    #expect(try code("") == .unknownPeer)
  }

  @Test(arguments: ["https://127.0.0.1:7414", "http://a", "https://host.example/syncd/"])
  func `an address is a server, named by it without the last slash`(text: String) throws {
    let destination = try Destination.parse(text, rights: .none)
    let address = text.hasSuffix("/") ? String(text.dropLast()) : text
    #expect(destination.address == address && destination.name == address)
  }

  @Test(
    arguments: [
      "ftp://b/c", "https://", "://a", "https://a?x=1", "https://a#b", "https://anna:x@a",
      "http://[::1", "file:///mnt/share",
    ])
  func `what is no address of a server is refused`(text: String) throws {
    #expect(try code(text) == .unsupportedAddress)
  }

  @Test func `a party's name stands for its server, before its folder`() throws {
    let party = party("14", ["http": "https://a:7414", "folder": "/mnt/share"])
    let destination = try Destination.parse("14", rights: Rights([party]))
    #expect(destination.address == "https://a:7414" && destination.party == party)
  }

  @Test func `an address that Peers knows is the party's`() throws {
    let party = party("14", ["http": "https://a:7414/"])
    let destination = try Destination.parse("https://a:7414", rights: Rights([party]))
    #expect(destination.name == "14" && destination.party == party)
  }

  @Test func `a broken address in Peers is named`() throws {
    #expect(try code("14", party("14", ["http": "a:7414"])) == .unsupportedAddress)
    #expect(throws: ExchangeError.self) {
      try Destination.all(rights: Rights([party("14", ["http": "a"])]), except: nil)
    }
  }

  @Test func `a party without an endpoint is an error`() throws {
    #expect(try code("14", party("14")) == .peerWithoutEndpoint)
  }

  @Test func `all are the parties with a folder but one's own`() throws {
    let rights = try Rights([
      party("08", ["folder": "/b"]), party("14", ["folder": "/own"]), party("12"),
      party("national", ["folder": "/a"]),
    ])
    #expect(try Destination.all(rights: rights, except: "14").map(\.name) == ["08", "national"])
  }

  @Test func `a party with a server and a folder is two destinations`() throws {
    let rights = try Rights([party("08", ["http": "https://a", "folder": "/mnt/share"])])
    #expect(
      try Destination.all(rights: rights, except: "14").map(\.name) == ["/mnt/share", "08"])
  }

  @Test func `parties that share a folder are one destination that any of them may read`() throws {
    var narrow = party("08", ["folder": "/mnt/share/"])
    narrow = Party(
      name: narrow.name, title: "", healthcareRegion: nil, authors: [], receives: [],
      endpoints: narrow.endpoints)
    let rights = try Rights([narrow, party("12", ["folder": "/mnt/x/../share"])])
    let all = try Destination.all(rights: rights, except: "14")
    #expect(all.map(\.name) == ["/mnt/share"])
    #expect(all.first?.mayReceive(.vgr) == true)
  }
}
