import ArgumentParser
import Catalogue
import Inspection
import SyncStore

/// The options that every command takes.
struct GlobalOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The replica's folder (or SYNCD_REPLICA).", valueName: "dir"))
  var replica: String?

  @Option(
    help: ArgumentHelp(
      "The folder with one file per party (or SYNCD_PEERS; else Peers).", valueName: "dir"))
  var peers: String?

  @Option(
    help: ArgumentHelp(
      "Who you are, as history shows it (or SYNCD_PERSON; else the system user).",
      valueName: "name"))
  var person: String?

  @Flag(help: "Print exactly one JSON document on stdout.")
  var json = false

  var console: Console { Console(isJSON: json) }

  var settings: Settings { Settings(replica: replica, peers: peers, person: person) }

  /// The replica that the settings name, opened with the parties of Peers.
  ///
  /// - Throws: no replica named (usage), `no_replica`, `bad_peers`, or what opening says.
  func workspace(isForRepair: Bool = false) throws -> Workspace {
    let settings = settings
    let folder = try settings.replicaFolder()
    let configuration = try folder.configuration()
    let peersFolder = settings.peersFolder(configuration)
    var replica = try Replica.open(
      folder, schema: Catalogue.schema, rights: try peersFolder.load(),
      isForRepair: isForRepair)
    replica.announce = { [console] notice in console.warn(notice.text) }
    return Workspace(
      replica: replica, peersFolder: peersFolder, person: settings.person(configuration))
  }
}
