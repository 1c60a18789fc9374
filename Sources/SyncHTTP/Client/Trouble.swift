import SyncExchange

/// Why a request got no good answer, and whether it may get one when it is sent again.
struct Trouble: Error {
  let error: ExchangeError
  /// Whether the cause may pass by itself: a lost connection, a server without time.
  let mayPass: Bool
  /// How long the server asked to be left alone.
  let requestedPause: Duration?
  /// The status of the answer, where there was one.
  let status: Int?

  init(
    _ error: ExchangeError, mayPass: Bool, requestedPause: Duration? = nil, status: Int? = nil
  ) {
    self.error = error
    self.mayPass = mayPass
    self.requestedPause = requestedPause
    self.status = status
  }

  /// An answer that is none of this protocol's.
  static func notUnderstood(
    _ address: String, _ what: String, hint: String? = nil, mayPass: Bool = false
  ) -> Trouble {
    Trouble(
      ExchangeError(
        .peerNotUnderstood, "\(address) \(what). What came before it stays as it is.",
        hint: hint ?? "See that both sides run the same version of syncd, and what stands between"
          + " them."),
      mayPass: mayPass)
  }
}

/// How often something failed in a row, and how long it has been tried.
struct Attempts {
  private let settings: ClientSettings
  private let began = ContinuousClock.now
  private var failures = 0

  init(_ settings: ClientSettings) {
    self.settings = settings
  }

  /// What went well counts anew from here.
  mutating func succeeded() { failures = 0 }

  /// Waits before the next attempt.
  ///
  /// - Throws: the trouble itself where it does not pass, or the attempts or the time are over;
  ///   `CancellationError`.
  mutating func wait(after trouble: Trouble) async throws {
    failures += 1
    let pause = settings.retries.pause(
      afterFailures: failures, requested: trouble.requestedPause, share: settings.random())
    let isLate = ContinuousClock.now - began > settings.exchangeLimit
    guard trouble.mayPass, let pause, !isLate else { throw trouble }
    try await settings.pause(pause)
  }
}
