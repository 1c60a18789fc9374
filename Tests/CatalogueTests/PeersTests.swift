import Foundation
import SyncCore
import Testing

@testable import Catalogue

/// A file of Peers as Foundation reads it: another reader than the program's.
private struct PeerFile: Decodable {
  struct Author: Decodable {
    let author: String
    let key: String
    let writes: [String]
  }
  let comment: String
  let party: String
  let name: String
  let countyCode: String?
  let healthcareRegion: String?
  let authors: [Author]
  let receives: [String]
}

private func peerFiles() throws -> [String: PeerFile] {
  let decoder = JSONDecoder()
  decoder.keyDecodingStrategy = .convertFromSnakeCase
  let names = try FileManager.default.contentsOfDirectory(atPath: Folders.peers.path())
  var files: [String: PeerFile] = [:]
  for name in names where name.hasSuffix(".json") {
    let data = try Data(contentsOf: Folders.peers.appending(path: name))
    files[name] = try decoder.decode(PeerFile.self, from: data)
  }
  return files
}

@Test func `Peers holds the 21 regions of the register and the national source`() throws {
  let files = try peerFiles()
  let regions = try SeedTable(PackageResources.regions_csv, named: "regions.csv").entries
  #expect(files.count == 22)
  for region in regions {
    let file = try #require(files.values.first { $0.party == region["county_code"] })
    #expect(file.name == region["name"])
    #expect(file.countyCode == region["county_code"])
    #expect(file.healthcareRegion == region["healthcare_region"])
  }
  #expect(files["national.json"]?.party == "national")
}

@Test func `every party has one author, which names its file`() throws {
  for (name, file) in try peerFiles() {
    let author = try #require(file.authors.first)
    #expect(file.authors.count == 1)
    #expect(name == author.author + ".json")
    #expect(Author(author.author) != nil)
    #expect(author.author == "national" || author.author.hasPrefix(file.party + "-"))
    #expect(file.receives == ["national", "region"])
    #expect(file.comment.hasPrefix("Demo key"))
  }
}

@Test func `every key is 32 bytes and none stands twice`() throws {
  let keys = try peerFiles().values.flatMap(\.authors).map(\.key)
  for key in keys {
    #expect(key.hasPrefix("ed25519:"))
    #expect(Data(base64Encoded: String(key.dropFirst("ed25519:".count)))?.count == 32)
  }
  #expect(Set(keys).count == 22)
}

@Test func `a region writes its own scope and the national source all national ones`() throws {
  for file in try peerFiles().values {
    let writes = file.authors.flatMap(\.writes)
    let own = file.party == "national" ? "national" : "region/" + file.party
    #expect(writes.first == own)
    #expect(writes.count == (file.party == "14" ? 6 : 1))
    #expect(writes.allSatisfy { Scope($0) != nil })
  }
}

@Test func `Västra Götaland writes the five areas that its healthcare region hosts`() throws {
  let hosted = try SeedTable(
    PackageResources.hosted_programme_areas_csv, named: "hosted_programme_areas.csv"
  ).entries.map { "national/" + Slug.make(from: $0["programme_area"]) }
  let writes = try #require(peerFiles()["14-vgr.json"]).authors.flatMap(\.writes)
  #expect(writes.dropFirst().sorted() == hosted.sorted())
  #expect(writes.contains("national/lung-och-allergisjukdomar"))
}
