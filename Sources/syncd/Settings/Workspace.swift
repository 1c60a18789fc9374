import Catalogue
import Foundation
import SyncCore
import SyncStore

/// An opened replica with what a command needs beside it.
struct Workspace {
  let replica: Replica
  let peersFolder: PeersFolder
  /// Who works here, as changesets will say.
  let person: String?
  let console: Console

  init(replica: Replica, peersFolder: PeersFolder, person: String?, console: Console) {
    self.replica = replica
    self.peersFolder = peersFolder
    self.person = person
    self.console = console
  }

  /// - Throws: no replica named (usage), `no_replica`, `bad_peers`, or what opening says.
  init(settings: Settings, console: Console) throws {
    let folder = try settings.replicaFolder()
    let configuration = try folder.configuration()
    let peersFolder = settings.peersFolder(configuration)
    self.init(
      replica: try Replica.open(
        folder, schema: Catalogue.schema, rights: try peersFolder.load()),
      peersFolder: peersFolder, person: settings.person(configuration), console: console)
  }

  var rights: Rights { replica.rights }
  var author: Author { replica.author }

  /// The party that this replica's author writes for: as Peers says, else by the author's name.
  var party: String {
    rights.party(of: author) ?? PartyName.of(author)
  }

  /// What every changeset of this command says.
  ///
  /// - Throws: what may not stand in a message or a name, such as a personal number.
  func occasion(message: String?) throws -> Occasion {
    try Judgement.require(message, named: "message")
    try Judgement.require(person, named: "name of the person")
    return Occasion(person: person, message: message, time: .now)
  }
}

/// The party that an author's name speaks of: `national`, or the county code before the hyphen.
enum PartyName {
  static func of(_ author: Author) -> String {
    String(author.registered.string.prefix { $0 != "-" && $0 != "_" })
  }
}

extension Timestamp {
  /// This computer's clock.
  static var now: Timestamp {
    Timestamp(milliseconds: Int64((Date().timeIntervalSince1970 * 1_000).rounded(.down)))
  }
}
