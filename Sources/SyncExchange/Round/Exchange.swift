package import Logging
package import SyncCore
package import SyncStore

/// Exchanges changesets with one place at a time.
///
/// Nothing here throws: trouble with one peer stands in its report, so the next one gets its turn.
/// What was merged or written before the trouble stays, and the next exchange goes on from there.
package struct Exchange: Sendable {
  /// Makes the carrier that talks with a server; the module above knows how.
  package typealias Connect = @Sendable (Exchange, Destination, Server) -> any Carrier

  package let replica: Replica
  package let logger: Logger
  /// Whether the internal scopes of this replica's own party are written into folders, and read
  /// there, as well.
  let includeInternal: Bool
  package let now: @Sendable () -> Timestamp
  package let progress: @Sendable (ExchangeProgress) -> Void
  private let connect: Connect

  /// - Parameter connect: called for places that are servers.
  package init(
    replica: Replica, logger: Logger, includeInternal: Bool = false,
    now: @escaping @Sendable () -> Timestamp,
    progress: @escaping @Sendable (ExchangeProgress) -> Void = { _ in },
    connect: @escaping Connect
  ) {
    self.replica = replica
    self.logger = logger
    self.includeInternal = includeInternal
    self.now = now
    self.progress = progress
    self.connect = connect
  }

  /// Which halves of an exchange are wanted.
  package enum Direction: Sendable, CaseIterable {
    /// Read what is new there and merge it.
    case pull
    /// Write there what the place lacks and may have.
    case push
    /// Pull, then push.
    case sync
  }

  /// One exchange. Cost: what differs; nothing new costs the names of a folder, or one request.
  package func run(_ direction: Direction, with destination: Destination) async -> ExchangeReport {
    var carrier = carrier(for: destination)
    return await run(direction, with: destination, over: &carrier)
  }

  /// One exchange over a carrier that the caller goes on with, as `nightly` does for the proof.
  package func run(
    _ direction: Direction, with destination: Destination, over carrier: inout any Carrier
  ) async -> ExchangeReport {
    var report = ExchangeReport(peer: destination.name)
    if direction != .push { await carrier.receive(into: &report) }
    let isThere = report.error?.isAbsence != true
    if direction != .pull, isThere { await carrier.send(into: &report) }
    do {
      try replica.note(
        exchangeWith: destination.name, at: now(), received: report.received, sent: report.sent,
        failure: report.error?.message)
      if report.error == nil, let holdings = carrier.holdings {
        try replica.note(holdings: holdings, of: destination.name, at: now())
      }
    } catch {
      report.fail(error)
    }
    return report
  }

  /// The carrier for a place.
  package func carrier(for destination: Destination) -> any Carrier {
    switch destination.place {
    case .folder(let url): FolderCarrier(self, to: destination, folder: url)
    case .server(let server): connect(self, destination, server)
    }
  }
}
