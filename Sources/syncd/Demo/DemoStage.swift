import Catalogue
import Foundation
import Inspection
import Logging
import SyncCore
import SyncExchange
import SyncHTTP
import SyncStore
import SyncWire

/// One replica of the demo with the person who works at it.
struct DemoOffice {
  let name: String
  let person: String
  let replica: Replica
  /// How far this office's clock is off, in milliseconds.
  let clockError: Int64

  /// The office's own idea of the time.
  var now: Timestamp {
    Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000) + clockError)
  }
}

/// The places of the demo: a folder for each replica, parties with fresh keys, and what carries
/// changesets between them: a shared folder, or servers on loopback.
struct DemoStage {
  let folder: URL
  let shared: URL
  /// The servers of the national source and of Region Kalmar, where the demo goes over HTTP.
  let servers: Servers?
  let peers: URL
  let national: DemoOffice
  /// Västra Götalandsregionen, whose healthcare region hosts lung and allergy diseases.
  let host: DemoOffice
  let kalmar: DemoOffice
  let oskarshamn: DemoOffice
  let vastervik: DemoOffice
  let skane: DemoOffice

  var offices: [DemoOffice] { [national, host, kalmar, oskarshamn, vastervik, skane] }

  /// 399 days, in milliseconds: how far the clock in Västervik is ahead.
  static let clockErrorMilliseconds: Int64 = 399 * 86_400_000

  private let connect: Exchange.Connect

  /// The two replicas that others come to.
  struct Servers {
    let national: DemoServer
    let kalmar: DemoServer
  }

  /// Makes the folders, keys and replicas.
  ///
  /// - Parameter connect: makes carriers to servers; nil for a demo through a shared folder.
  /// - Throws: `folder_in_use` if the folder is there already and not empty.
  init(folder: URL, connect: Exchange.Connect?) throws {
    if let present = try? FileManager.default.contentsOfDirectory(atPath: folder.path),
      !present.isEmpty
    {
      throw StoreError(
        .folderInUse, "The folder \(folder.path) is in use. Nothing in it was changed.",
        hint: "Name a new folder with --keep.")
    }
    self.folder = folder
    let peers = folder.appending(path: "Peers")
    let servers = try connect.map { _ in try Self.servers(in: folder, peers: peers) }
    self.peers = peers
    self.servers = servers
    self.connect = connect ?? { _, _, _ in NoServer() }
    shared = folder.appending(path: "shared")
    try FileManager.default.createDirectory(at: shared, withIntermediateDirectories: true)
    var keys: [String: SigningKey] = [:]
    for party in Self.cast {
      for author in party.authors { keys[author.name] = SigningKey() }
      let address = servers?.address(of: party.name)
      _ = try PeersFolder(peers).save(try Self.party(party, keys: keys, address: address))
    }
    let rights = try PeersFolder(peers).load()
    func office(_ author: String, _ person: String, clockError: Int64 = 0) throws -> DemoOffice {
      let place = ReplicaFolder(folder.appending(path: author))
      guard let name = Author(author), let key = keys[author] else { throw DemoMistake.badCast }
      try place.create(author: name, replica: UUID().uuidString.lowercased(), signingKey: key)
      let replica = try Replica.open(place, schema: Catalogue.schema, rights: rights)
      return DemoOffice(name: author, person: person, replica: replica, clockError: clockError)
    }
    national = try office("national", "eva.lind")
    host = try office("14-vgr", "per.ek")
    kalmar = try office("08-kalmar", "anna.berg")
    oskarshamn = try office("08-oskarshamn", "omar.haddad")
    vastervik = try office(
      "08-vastervik", "siv.holm", clockError: Self.clockErrorMilliseconds)
    skane = try office("12-skane", "lars.nord")
  }

  /// Exchanges between an office and the shared folder.
  func exchange(_ office: DemoOffice) -> Exchange {
    let silent = Logger(label: "syncd.demo") { _ in SwiftLogNoOpLogHandler() }
    return Exchange(
      replica: office.replica, logger: silent, now: { office.now }, connect: connect)
  }

  private struct CastParty {
    let name: String
    let title: String
    let authors: [(name: String, writes: [String])]
  }

  private static let cast = [
    CastParty(
      name: "national", title: "Nationella källan", authors: [("national", ["national"])]),
    CastParty(
      name: "14", title: "Västra Götalandsregionen",
      authors: [("14-vgr", ["region/14", "national/lung-och-allergisjukdomar"])]),
    CastParty(
      name: "08", title: "Region Kalmar län",
      authors: [
        ("08-kalmar", ["region/08"]), ("08-oskarshamn", ["region/08"]),
        ("08-vastervik", ["region/08"]),
      ]),
    CastParty(name: "12", title: "Region Skåne", authors: [("12-skane", ["region/12"])]),
  ]

  private static func party(
    _ cast: CastParty, keys: [String: SigningKey], address: String?
  ) throws -> Party {
    let registrations = try cast.authors.map { name, writes in
      guard let author = Author(name), let key = keys[name] else { throw DemoMistake.badCast }
      return Registration(
        author: author, key: key.publicKey, writes: writes.compactMap { Scope($0) })
    }
    return Party(
      name: cast.name, title: cast.title, healthcareRegion: nil, authors: registrations,
      receives: ["national", "region"].compactMap { Scope($0) },
      endpoints: address.map { ["http": $0] } ?? [:])
  }

  private static func servers(in folder: URL, peers: URL) throws -> Servers {
    let ports = try DemoServer.freePorts(2)
    return Servers(
      national: DemoServer(
        replica: folder.appending(path: "national"), peers: peers, port: ports[0]),
      kalmar: DemoServer(
        replica: folder.appending(path: "08-kalmar"), peers: peers, port: ports[1]))
  }
}

extension DemoStage.Servers {
  fileprivate func address(of party: String) -> String? {
    switch party {
    case "national": national.address
    case "08": kalmar.address
    default: nil
    }
  }
}

/// The demo itself is wrong: its cast or its script names something that is not there.
enum DemoMistake: Error {
  case badCast
  case badScript(String)
}
