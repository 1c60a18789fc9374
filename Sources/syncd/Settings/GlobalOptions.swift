import ArgumentParser

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
  func workspace() throws -> Workspace {
    try Workspace(settings: settings, console: console)
  }
}
