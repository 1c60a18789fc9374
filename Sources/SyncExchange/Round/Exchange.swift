package import Logging
package import SyncCore
package import SyncStore

/// Exchanges changesets with one place at a time.
///
/// Nothing here throws: trouble with one peer stands in its report, so the next one gets its turn.
/// What was merged or written before the trouble stays, and the next exchange goes on from there.
package struct Exchange: Sendable {
  let replica: Replica
  let logger: Logger
  /// Whether the internal scopes of this replica's own party are written as well.
  let includeInternal: Bool
  let now: @Sendable () -> Timestamp
  let progress: @Sendable (ExchangeProgress) -> Void

  package init(
    replica: Replica, logger: Logger, includeInternal: Bool = false,
    now: @escaping @Sendable () -> Timestamp,
    progress: @escaping @Sendable (ExchangeProgress) -> Void = { _ in }
  ) {
    self.replica = replica
    self.logger = logger
    self.includeInternal = includeInternal
    self.now = now
    self.progress = progress
  }

  /// Reads what is new there and merges it. Cost: the names there, and the files that bring
  /// something.
  package func pull(_ destination: Destination) -> ExchangeReport {
    exchange(with: destination, steps: [pull(_:into:)])
  }

  /// Writes there what the place lacks and may have.
  package func push(_ destination: Destination) -> ExchangeReport {
    exchange(with: destination, steps: [push(_:into:)])
  }

  /// Pulls, then pushes.
  package func sync(_ destination: Destination) -> ExchangeReport {
    exchange(with: destination, steps: [pull(_:into:), push(_:into:)])
  }
}
