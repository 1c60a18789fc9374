package import Foundation
import SyncCore
import SyncExchange

/// How the exchange over HTTP behaves towards servers: its limits, and how it tries again.
package struct ClientSettings: Sendable {
  /// How long a connection may take to be made, TLS included.
  package var connectLimit: Duration = .seconds(10)
  /// How long a connection may go without a byte.
  package var idleLimit: Duration = .seconds(60)
  /// How long one request may take, from its first byte to the last one of the answer.
  package var requestLimit: Duration = .seconds(600)
  /// How long one half of an exchange is tried again; what came is kept, the next run goes on.
  package var exchangeLimit: Duration = .seconds(4 * 3_600)
  package var retries = RetryPolicy()
  package var batch = BatchLimit()
  /// A PEM file of certificates that are trusted beside those of the system.
  package var trustedCertificates: URL?
  /// Waits before another attempt.
  package var pause: @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
  /// A number from 0 to below 1, by which pauses are spread.
  package var random: @Sendable () -> Double = { Double.random(in: 0..<1) }

  /// Whether an `http` address of another computer may be used, as inside a tunnel.
  package var allowsPlainHTTP = false

  package init() {}

  /// The longest answer that is read whole, unpacked: 32 MiB, some 100 000 logs.
  static let replyLimitBytes = 32 * 1_048_576
  /// How much of an answer that reports a failure is read: 64 KiB.
  static let problemLimitBytes = 65_536
}

/// The most that one request carries to a server.
package struct BatchLimit: Hashable, Sendable {
  /// Bytes of lines and line ends, unpacked, unless a single changeset has more.
  package var bytes: Int
  package var changesets: Int

  package init(bytes: Int = Intake.batchBytes, changesets: Int = Intake.batchLines) {
    self.bytes = bytes
    self.changesets = changesets
  }
}
