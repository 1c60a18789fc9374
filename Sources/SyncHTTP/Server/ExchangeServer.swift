import Hummingbird
import HummingbirdTLS
package import Logging
import NIOCore
import ServiceLifecycle
package import SyncCore
package import SyncExchange
package import SyncStore
import UnixSignals

/// The server half of the exchange over HTTP (DESIGN section 9).
///
/// It holds no state but the opened replica and what is under way: a server that is killed loses
/// nothing, because each push is one transaction and each pull can be asked for again.
package struct ExchangeServer: Sendable {
  /// A listener that has begun, at an address with its real port.
  package enum Listening: Hashable, Sendable {
    case exchange(String)
    case metrics(String)
    case pages(String)
  }

  /// What the server works with; `open` is called again when Peers changes.
  package struct Surroundings: Sendable {
    /// The folder that `open` reads the rights from; it is watched for changes.
    let peers: PeersFolder
    let open: @Sendable () throws -> Replica
    let metrics: PrometheusFactory
    let logger: Logger
    let now: @Sendable () -> Timestamp
    /// What answers on the listener of pages; nil where there is none.
    let site: (any PageSite)?
    /// Called as each listener begins.
    let started: @Sendable (Listening) -> Void

    package init(
      peers: PeersFolder, metrics: PrometheusFactory, logger: Logger,
      now: @escaping @Sendable () -> Timestamp, site: (any PageSite)? = nil,
      started: @escaping @Sendable (Listening) -> Void,
      open: @escaping @Sendable () throws -> Replica
    ) {
      self.peers = peers
      self.metrics = metrics
      self.logger = logger
      self.now = now
      self.site = site
      self.started = started
      self.open = open
    }
  }

  private let host: ReplicaHost
  private let group: ServiceGroup

  /// Opens the replica and reads the certificate; blocks meanwhile. Nothing listens yet.
  ///
  /// - Throws: `ServerSettings.Misuse`, `ServerFailure`, or a `StoreError`.
  package init(_ settings: ServerSettings, _ surroundings: Surroundings) throws {
    try settings.check()
    host = try ReplicaHost(
      peers: surroundings.peers, limits: settings.limits, logger: surroundings.logger,
      open: surroundings.open)
    let certificate = try settings.certificate.map {
      try Certificate($0, logger: surroundings.logger)
    }
    let notes = ContactNotes(host: host, logger: surroundings.logger)
    let listeners = ServerListeners(settings: settings, surroundings: surroundings, host: host)
    // They end in the reverse order: first the listener, last what its requests need.
    var services: [any Service] = [notes]
    if settings.heedsSignals {
      services.append(RereadingOnSignal(host: host, certificate: certificate))
    }
    if let address = settings.metricsListener { services.append(listeners.metrics(on: address)) }
    if let address = settings.pages?.listener, let site = surroundings.site {
      let refreshing = PageRefreshing(host: host, site: site, logger: surroundings.logger)
      services.append(refreshing)
      services.append(
        try listeners.pages(site, on: address, refreshing: refreshing, certificate: certificate))
    }
    services.append(try listeners.exchange(notes: notes, certificate: certificate))
    group = ServiceGroup(
      configuration: ServiceGroupConfiguration(
        services: services,
        gracefulShutdownSignals: settings.heedsSignals ? [.sigterm, .sigint] : [],
        logger: surroundings.logger))
  }

  /// Serves until a signal, `stop` or cancellation ends it; then requests under way get their time.
  ///
  /// - Throws: `ServerFailure` if an address is not to be had.
  package func run() async throws {
    try await host.withThreads { try await group.run() }
  }

  /// Asks the server to end; `run` returns when it has.
  package func stop() async {
    await group.triggerGracefulShutdown()
  }
}
