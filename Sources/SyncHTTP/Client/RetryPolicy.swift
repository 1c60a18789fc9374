/// When a request that failed in passing is sent again. Every request of the exchange may be:
/// what the server knows already, it says so of.
package struct RetryPolicy: Hashable, Sendable {
  /// How often in a row, the first time included.
  package var attempts = 4
  /// The longest pause before the second attempt; it doubles with each one after.
  package var firstPause: Duration = .milliseconds(500)
  package var longestPause: Duration = .seconds(15)
  /// The longest time that a server may ask to be left alone; beyond it, the exchange gives up.
  package var longestRequestedPause: Duration = .seconds(120)

  package init() {}

  /// The pause before the next attempt, or nil to give up.
  ///
  /// A random share of the pause, so that many clients do not come back at once ("Exponential
  /// Backoff and Jitter", AWS Architecture Blog, 2015: full jitter), and no less than the server
  /// asked for.
  ///
  /// - Parameters:
  ///   - failures: how often it failed in a row, from 1.
  ///   - requested: the server's `Retry-After`.
  ///   - share: from 0 to below 1.
  package func pause(afterFailures failures: Int, requested: Duration?, share: Double) -> Duration?
  {
    guard failures < attempts else { return nil }
    if let requested, requested > longestRequestedPause { return nil }
    let doublings = min(max(failures - 1, 0), 20)
    let ceiling = min(firstPause * (1 << doublings), longestPause)
    return max(ceiling * share, requested ?? .zero)
  }
}
