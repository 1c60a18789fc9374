import ArgumentParser
import Logging
import SyncCore
import SyncExchange
import SyncStore

/// With whom to exchange, and what.
struct ExchangeOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp("A party's name in Peers, or an existing folder.", valueName: "peer"))
  var peers: [String] = []

  @Flag(help: "Every party in Peers that has a folder, but the own one.")
  var all = false

  @Flag(help: "Also exchange region/NN/internal of this replica's own party.")
  var `internal` = false

  func validate() throws {
    guard all || !peers.isEmpty else {
      throw ValidationError("Name a peer (a party in Peers, or a folder), or give --all.")
    }
  }

  /// Runs one step of the exchange with each peer; trouble with one does not stop the next.
  func run(
    _ global: GlobalOptions, _ step: (Exchange, Destination) -> ExchangeReport
  ) throws -> ExchangeAnswer {
    let workspace = try global.workspace()
    var destinations = try peers.map { try Destination.parse($0, rights: workspace.rights) }
    if all { destinations += Destination.all(rights: workspace.rights, except: workspace.party) }
    let progress = ProgressLine("Changesets")
    let exchange = Exchange(
      replica: workspace.replica, logger: Self.logger, includeInternal: `internal`,
      now: { .now }, progress: { progress.show($0.changesets, step: 1) })
    let parts = try destinations.map { destination in
      try workspace.counting { step(exchange, destination) }
    }
    progress.finish()
    return ExchangeAnswer(parts: parts, openConflicts: try workspace.replica.conflictCount())
  }

  /// What the exchange logs goes to stderr, from warnings up.
  private static var logger: Logger {
    var logger = Logger(label: "syncd.exchange") {
      StreamLogHandler.standardError(label: $0)
    }
    logger.logLevel = .warning
    return logger
  }
}
