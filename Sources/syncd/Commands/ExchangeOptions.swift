import ArgumentParser
import Inspection
import Logging
import SyncCore
import SyncExchange
import SyncHTTP
import SyncStore

/// With whom to exchange, and what.
struct ExchangeOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "A party's name in Peers, an http(s) address, or a folder.", valueName: "peer"))
  var peers: [String] = []

  @Flag(help: "Every party in Peers with a server or a folder, but the own one.")
  var all = false

  @Flag(help: "Also exchange region/NN/internal of this replica's own party.")
  var `internal` = false

  @OptionGroup var servers: ServerOptions

  func validate() throws {
    guard all || !peers.isEmpty else {
      throw ValidationError("Name a peer (a party in Peers, or a folder), or give --all.")
    }
  }

  /// Exchanges with each peer; trouble with one does not stop the next.
  func run(_ direction: Exchange.Direction, _ global: GlobalOptions) async throws -> ExchangeAnswer
  {
    let workspace = try global.workspace()
    let (destinations, strangers) = try places(in: workspace)
    let progress = ProgressLine("Changesets")
    let parts = try await HTTPCarrier.withServers(servers.settings(global)) { connect in
      let exchange = Exchange(
        replica: workspace.replica, logger: Self.logger, includeInternal: `internal`,
        now: { .now }, progress: { progress.show($0) }, connect: connect)
      var parts: [ExchangeAnswer.Part] = []
      for destination in destinations {
        let watch = try ConflictWatch(workspace.replica)
        let report = await exchange.run(direction, with: destination)
        parts.append(
          ExchangeAnswer.Part(report: report, newConflicts: try watch.added(by: report).count))
      }
      return parts
    }
    progress.finish()
    return ExchangeAnswer(
      parts: strangers + parts, openConflicts: try workspace.replica.conflictCount())
  }

  /// Where to go, and what to answer of names that are no peers.
  ///
  /// One of several names may be a stick that is not there today: the others have their exchange.
  ///
  /// - Throws: what is wrong with the first name where none of them is a peer's.
  private func places(
    in workspace: Workspace
  ) throws -> (destinations: [Destination], strangers: [ExchangeAnswer.Part]) {
    var destinations: [Destination] = []
    var strangers: [ExchangeAnswer.Part] = []
    for peer in peers {
      do {
        destinations.append(try Destination.parse(peer, rights: workspace.rights))
      } catch {
        var report = ExchangeReport(peer: peer)
        report.fail(error)
        strangers.append(ExchangeAnswer.Part(report: report, newConflicts: 0))
      }
    }
    if all {
      destinations += try Destination.all(rights: workspace.rights, except: workspace.party)
    }
    if destinations.isEmpty, let error = strangers.first?.report.error { throw error }
    return (destinations, strangers)
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
