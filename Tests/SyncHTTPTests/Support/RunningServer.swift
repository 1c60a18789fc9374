import Foundation
import Logging
import NIOConcurrencyHelpers
import StoreFixtures
import SyncCore
import SyncExchange
import SyncHTTP
import SyncStore
import SyncWire
import TestSupport

/// A real server in this process, on ports that the system chose, over a replica of the trial
/// schema and a Peers folder that a test may change.
final class RunningServer: Sendable {
  /// The address of the exchange, such as `http://127.0.0.1:40123`.
  let url: String
  /// The address of the metrics; nil where they are off.
  let metricsURL: String?
  /// The address of the pages; nil where there is no site.
  let pagesURL: String?
  let trial: TrialReplica
  let peers: PeersFolder
  /// The name of the party that serves.
  let party: String
  let log: LogBook
  private let server: ExchangeServer
  private let running: Task<Void, any Error>

  /// Starts a server and waits until it listens.
  ///
  /// - Parameter adjust: changes the settings, such as limits short enough for a test.
  static func start(
    _ author: Author = .national, parties: TrialParties = TrialParties(),
    schema: Schema = .trial, busySeconds: TimeInterval = 1, site: (any PageSite)? = nil,
    adjust: (inout ServerSettings) -> Void = { _ in }
  ) async throws -> RunningServer {
    var settings = settings(withPages: site != nil)
    adjust(&settings)
    let trial = try TrialReplica(author, schema: schema, rights: parties.rights)
    let peers = PeersFolder(trial.parent.file("Peers"))
    for party in parties.rights.parties { _ = try peers.save(party) }
    let log = LogBook()
    let folder = trial.folder
    let (listening, pen) = AsyncStream<ExchangeServer.Listening>.makeStream()
    let server = try ExchangeServer(
      settings,
      ExchangeServer.Surroundings(
        peers: peers, metrics: PrometheusFactory(), logger: log.logger,
        now: { .midsummer }, site: site, started: { pen.yield($0) },
        open: {
          try Replica.open(
            folder, schema: schema, rights: try peers.load(), busySeconds: busySeconds)
        }))
    let running = Task {
      defer { pen.finish() }
      try await server.run()
    }
    let (url, metricsURL, pagesURL) = await addresses(
      listening, metrics: settings.metricsListener != nil, pages: site != nil)
    guard let url else {
      try await running.value
      throw NeverListened()
    }
    return RunningServer(
      url: url, metricsURL: metricsURL, pagesURL: pagesURL, trial: trial, peers: peers,
      party: parties.rights.party(of: author) ?? "", log: log, server: server, running: running)
  }

  /// Settings for a test: ports that the system chooses, and little waiting.
  private static func settings(withPages: Bool) -> ServerSettings {
    var settings = ServerSettings()
    settings.listener = ListenAddress(host: "127.0.0.1", port: 0)
    settings.metricsListener = nil
    settings.stopsWithin = .seconds(2)
    settings.limits.waitLong()
    if withPages {
      settings.pages = PageSettings()
      settings.pages?.listener = ListenAddress(host: "127.0.0.1", port: 0)
    }
    return settings
  }

  /// Where the listeners are, once all of them have begun.
  private static func addresses(
    _ listening: AsyncStream<ExchangeServer.Listening>, metrics: Bool, pages: Bool
  ) async -> (url: String?, metricsURL: String?, pagesURL: String?) {
    var (url, metricsURL, pagesURL) = (String?.none, String?.none, String?.none)
    for await begun in listening {
      switch begun {
      case .exchange(let address): url = address
      case .metrics(let address): metricsURL = address
      case .pages(let address): pagesURL = address
      }
      if url != nil, (metricsURL != nil) == metrics, (pagesURL != nil) == pages { break }
    }
    return (url, metricsURL, pagesURL)
  }

  private init(
    url: String, metricsURL: String?, pagesURL: String?, trial: TrialReplica, peers: PeersFolder,
    party: String,
    log: LogBook, server: ExchangeServer, running: Task<Void, any Error>
  ) {
    self.url = url
    self.metricsURL = metricsURL
    self.pagesURL = pagesURL
    self.trial = trial
    self.peers = peers
    self.party = party
    self.log = log
    self.server = server
    self.running = running
  }

  private struct NeverListened: Error {}

  /// The port of the exchange.
  var port: Int { URLComponents(string: url)?.port ?? 0 }

  /// Asks the server to end and waits until it has.
  func stop() async throws {
    await server.stop()
    try await running.value
  }
}

/// Runs `body` with a server that is stopped afterwards, whether `body` throws or not.
func withServer<Result>(
  _ author: Author = .national, parties: TrialParties = TrialParties(),
  site: (any PageSite)? = nil, adjust: (inout ServerSettings) -> Void = { _ in },
  _ body: (RunningServer) async throws -> Result
) async throws -> Result {
  let server = try await RunningServer.start(
    author, parties: parties, site: site, adjust: adjust)
  let result: Result
  do {
    result = try await body(server)
  } catch {
    try? await server.stop()
    throw error
  }
  try await server.stop()
  return result
}
