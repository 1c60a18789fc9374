import ArgumentParser
import Catalogue
import Foundation
import Inspection
import Logging
import SyncCore
import SyncExchange
import SyncHTTP
import SyncStore

/// `syncd serve`: let others pull and push over HTTP.
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Let others pull and push over HTTP, and show pages for people, until it is stopped.",
    discussion: """
      The pages show the catalogue, its conflicts and their history, in Swedish or English, and \
      settle conflicts; open the address that is printed in a browser of this computer. \
      Every request has to be signed by an author in Peers, against the address that --public-url \
      names. SIGTERM lets requests under way end; SIGHUP reads Peers and the certificate again. \
      With --json each listener is told on stdout as a line of JSON when it begins.

        syncd serve --listen 0.0.0.0:7400 --certificate cert.pem --private-key key.pem \
          --public-url https://sync.example.org:7400
        syncd serve --print-systemd > /etc/systemd/system/syncd-serve.service
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var listening: ListeningOptions
  @OptionGroup var log: LogOptions

  @Flag(help: "Print a unit for systemd that runs this very command, and end.")
  var printSystemd = false

  func validate() throws {
    do {
      try listening.settings.check()
    } catch {
      throw ValidationError(error.description)
    }
  }

  func run() async throws {
    let settings = global.settings
    let folder = try settings.replicaFolder()
    if printSystemd {
      global.console.show(UnitsAnswer(units: [try unit(folder)]))
      return
    }
    MemoryArenas.limit()
    let peers = settings.peersFolder(try folder.configuration())
    let console = global.console
    let site = try listening.pageSettings.map { pages in
      Site(
        SiteSettings(
          pages: pages, peersFolder: peers, person: settings.person(try folder.configuration())))
    }
    let server = try ExchangeServer(
      listening.settings,
      ExchangeServer.Surroundings(
        peers: peers, metrics: PrometheusFactory(), logger: log.logger("syncd.serve"),
        now: { .now }, site: site, started: { Self.tell($0, on: console) },
        open: {
          var replica = try Replica.open(
            folder, schema: Catalogue.schema, rights: try peers.load(),
            busySeconds: Self.busySeconds)
          replica.announce = { console.warn($0.text) }
          return replica
        }))
    try await server.run()
  }

  /// How long a request waits for another process that writes to the replica, in seconds.
  private static let busySeconds: TimeInterval = 5

  private static func tell(_ listening: ExchangeServer.Listening, on console: Console) {
    let (name, address) =
      switch listening {
      case .exchange(let address): ("exchange", address)
      case .metrics(let address): ("metrics", address)
      case .pages(let address): ("pages", address)
      }
    if console.isJSON {
      console.write(
        .document([("listening", .string(name)), ("address", .string(address))]))
    } else {
      console.note("Serving the \(name) on \(address)")
    }
  }

  /// The unit that runs what this command line says, with every path as it is here.
  private func unit(_ folder: ReplicaFolder) throws -> SystemdUnit {
    let peers = global.settings.peersFolder(try folder.configuration())
    let arguments =
      ["serve", "--replica", folder.url.standardizedFileURL.path]
      + ["--peers", peers.url.standardizedFileURL.path]
      + listening.arguments + ["--log-format", "json"]
    return SystemdUnit(
      name: "syncd-serve.service",
      sections: [
        (
          "Unit",
          [
            ("Description", "Exchange of care-pathway catalogues (syncd)"),
            ("Wants", "network-online.target"), ("After", "network-online.target"),
          ]
        ),
        (
          "Service",
          [
            ("Type", "exec"),
            ("ExecStart", SystemdUnit.command(SystemdUnit.program, arguments)),
            ("ExecReload", "/bin/kill -HUP $MAINPID"), ("Restart", "on-failure"),
            ("RestartSec", "5"),
            ("TimeoutStopSec", "\(ServerSettings().stopsWithin.components.seconds + 20)"),
          ]
            + (try SystemdUnit.confinement(
              owningReplica: folder.url.standardizedFileURL, writable: []))
        ),
        ("Install", [("WantedBy", "multi-user.target")]),
      ])
  }
}
