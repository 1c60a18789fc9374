import Foundation
import Logging
import StoreFixtures
import SyncCore
import SyncExchange
import SyncStore
import TestSupport

@testable import SyncHTTP

/// Runs a server of a replica on a free port of this machine as long as `body` runs.
func serving<Result>(
  _ replica: Replica, at publicURL: String? = nil, certificate: CertificateFiles? = nil,
  adjusting adjust: (inout ServerLimits) -> Void = { _ in },
  _ body: (_ address: String) async throws -> Result
) async throws -> Result {
  let peers = try TemporaryFolder()
  defer { withExtendedLifetime(peers) {} }
  var settings = ServerSettings()
  settings.listener = ListenAddress(host: "127.0.0.1", port: 0)
  settings.metricsListener = nil
  settings.stopsWithin = .milliseconds(200)
  settings.publicURL = publicURL
  settings.certificate = certificate
  settings.limits.waitLong()
  adjust(&settings.limits)
  let (started, begin) = AsyncStream.makeStream(of: String.self)
  let server = try ExchangeServer(
    settings,
    ExchangeServer.Surroundings(
      peers: PeersFolder(peers.url), metrics: PrometheusFactory(),
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, now: { .midsummer },
      started: { if case .exchange(let address) = $0 { begin.yield(address) } },
      open: { replica }))
  return try await withThrowingTaskGroup(of: Void.self) { group in
    group.addTask {
      defer { begin.finish() }
      try await server.run()
    }
    var addresses = started.makeAsyncIterator()
    guard let address = await addresses.next() else {
      try await group.next()
      throw CancellationError()
    }
    let result = try await body(address)
    await server.stop()
    return result
  }
}

/// Runs a server behind a proxy that can spoil what passes; the server's public address is the
/// proxy's.
func servingSpoiled<Result>(
  _ replica: Replica, adjusting adjust: (inout ServerLimits) -> Void = { _ in },
  _ body: (FaultyProxy) async throws -> Result
) async throws -> Result {
  try await FaultyProxy.run { proxy in
    try await serving(replica, at: proxy.address, adjusting: adjust) { address in
      proxy.aim(at: address)
      return try await body(proxy)
    }
  }
}

extension ServerLimits {
  /// Waits for clients as long as any test may take: many of them share two threads.
  mutating func waitLong() {
    headWithin = .seconds(600)
    idleWithin = .seconds(600)
    readWithin = .seconds(1_200)
    writeWithin = .seconds(1_200)
    rateGrace = .seconds(600)
  }
}
