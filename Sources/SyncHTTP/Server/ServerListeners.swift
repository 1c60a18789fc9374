import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import Logging
import NIOCore
import ServiceLifecycle
import SyncExchange

/// Puts the listeners of a server together.
struct ServerListeners {
  let settings: ServerSettings
  let surroundings: ExchangeServer.Surroundings
  let host: ReplicaHost
  private let meters: Meters
  private let admission: Admission

  init(
    settings: ServerSettings, surroundings: ExchangeServer.Surroundings, host: ReplicaHost
  ) {
    self.settings = settings
    self.surroundings = surroundings
    self.host = host
    meters = Meters(factory: surroundings.metrics)
    admission = Admission(limits: settings.limits)
  }

  /// The listener of the exchange.
  func exchange(notes: ContactNotes, certificate: Certificate?) throws -> some Service {
    let register = ConnectionRegister()
    let publicAddress = PublicAddress(settings.publicURL)
    let desk = ExchangeDesk(
      host: host, proofs: ProofDesk(host: host), snapshots: SnapshotDesk(host: host),
      notes: notes, limits: settings.limits, meters: meters)
    let responder = ExchangeResponder(
      desk: desk, front: FrontDesk(host: host), admission: admission,
      publicAddress: publicAddress, now: surroundings.now)
    let (listened, started) = (settings.listener, surroundings.started)
    return try listener(
      responder, on: listened, register: register, server: server(register, certificate)
    ) { port in
      let address = Self.address(listened, port: port, isSecure: certificate != nil)
      publicAddress.settle(address)
      started(.exchange(address))
    }
  }

  /// The listener of the pages for people.
  func pages(
    _ site: any PageSite, on listened: ListenAddress, refreshing: PageRefreshing,
    certificate: Certificate?
  ) throws -> some Service {
    let register = ConnectionRegister()
    let started = surroundings.started
    return try listener(
      PageResponder(
        host: host, site: site, admission: Admission(limits: settings.limits), meters: meters,
        refreshing: refreshing),
      on: listened, register: register, server: server(register, certificate)
    ) { port in
      let address = Self.address(listened, port: port, isSecure: certificate != nil)
      site.begin(at: address)
      started(.pages(address))
    }
  }

  private static func address(_ listened: ListenAddress, port: Int, isSecure: Bool) -> String {
    "\(isSecure ? "https" : "http")://\(ListenAddress(host: listened.host, port: port))"
  }

  /// The listener that Prometheus asks.
  func metrics(on address: ListenAddress) -> some Service {
    let register = ConnectionRegister()
    let started = surroundings.started
    return listener(
      MetricsResponder(
        host: host, admission: admission, metrics: surroundings.metrics, now: surroundings.now),
      on: address, register: register, server: http(register)
    ) { port in
      started(.metrics("http://\(ListenAddress(host: address.host, port: port))/metrics"))
    }
  }

  private func listener<Responder: HTTPResponder>(
    _ responder: Responder, on address: ListenAddress, register: ConnectionRegister,
    server: HTTPServerBuilder, bound: @escaping @Sendable (Int) -> Void
  ) -> BoundedListener<Responder>
  where Responder.Context: InitializableFromSource<ApplicationRequestContextSource> {
    BoundedListener(
      application: Application(
        responder: responder, server: server,
        configuration: ApplicationConfiguration(
          address: .hostname(address.host, port: address.port),
          availableConnectionsDelegate: MaximumAvailableConnections(
            settings.limits.connections, logger: surroundings.logger)),
        onServerRunning: { channel in bound(channel.localAddress?.port ?? address.port) },
        logger: surroundings.logger),
      address: address, register: register, stopsWithin: settings.stopsWithin)
  }

  private func server(
    _ register: ConnectionRegister, _ certificate: Certificate?
  ) throws -> HTTPServerBuilder {
    let plain = http(register)
    guard let certificate else { return plain }
    return try .tls(plain, tlsConfiguration: certificate.configuration)
  }

  private func http(_ register: ConnectionRegister) -> HTTPServerBuilder {
    let (limits, meters) = (settings.limits, meters)
    return .http1(
      configuration: HTTP1Channel.Configuration(
        additionalChannelHandlers: [
          ConnectionGuard(limits: limits, register: register, meters: meters)
        ],
        httpDecoderConfiguration: HTTP1Channel.Configuration.DecoderConfiguration(
          maxHeaderFieldSize: limits.headerFieldBytes, maxHeaderListSize: limits.headerBytes,
          maxHeaderFieldCount: limits.headerFields)))
  }
}
