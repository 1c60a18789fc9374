/// The time and chance that a nightly run goes by; tests give their own.
package struct NightlyTime: Sendable {
  /// How long ago the run began, by a clock that nobody sets.
  let elapsed: @Sendable () -> Duration
  /// Waits between two rounds; ends early with an error when its task is cancelled.
  let pause: @Sendable (Duration) async throws -> Void
  /// Waits for the end of someone's turn, likewise.
  let limit: @Sendable (Duration) async throws -> Void
  /// A number from 0 to 1.
  let random: @Sendable () -> Double

  init(
    elapsed: @escaping @Sendable () -> Duration,
    pause: @escaping @Sendable (Duration) async throws -> Void,
    limit: @escaping @Sendable (Duration) async throws -> Void,
    random: @escaping @Sendable () -> Double
  ) {
    self.elapsed = elapsed
    self.pause = pause
    self.limit = limit
    self.random = random
  }

  /// This computer's time, from now on.
  package static func real() -> NightlyTime {
    let start = ContinuousClock.now
    return NightlyTime(
      elapsed: { ContinuousClock.now - start }, pause: { try await Task.sleep(for: $0) },
      limit: { try await Task.sleep(for: $0) }, random: { Double.random(in: 0...1) })
  }
}
