package import SyncCore

/// A clock that shows what it is told: it may be years off, jump, stand still or run backwards.
package struct TestClock: Hashable, Sendable {
  /// What the clock shows.
  package private(set) var now: Timestamp
  /// How far the clock moves each time it is read; 0 stands still, a negative number runs back.
  package var stepMilliseconds: Int64

  package init(startingAt start: Timestamp = .midsummer, stepMilliseconds: Int64 = 1_000) {
    now = start
    self.stepMilliseconds = stepMilliseconds
  }

  /// What the clock shows now; it then moves one step.
  package mutating func read() -> Timestamp {
    defer { jump(milliseconds: stepMilliseconds) }
    return now
  }

  /// Moves the clock, backwards for a negative number.
  package mutating func jump(milliseconds: Int64) {
    now = Timestamp(milliseconds: now.milliseconds + milliseconds)
  }

  /// A clock of any kind: up to forty years off, and moving in any direction or not at all.
  package static func arbitrary(using random: inout SeededRandom) -> TestClock {
    let day: Int64 = 86_400_000
    var clock = TestClock(stepMilliseconds: random.one(of: [-day, -1, 0, 0, 1, 1_000, day]))
    clock.jump(milliseconds: Int64(random.number(in: -14_600...14_600)) * day)
    return clock
  }
}

extension Timestamp {
  /// An instant that tests start from: 2026-06-19T10:00:00.000Z.
  package static let midsummer = Timestamp(milliseconds: 1_781_863_200_000)

  /// The instant so many seconds later, or earlier for a negative number.
  package func adding(seconds: Int64) -> Timestamp {
    Timestamp(milliseconds: milliseconds + seconds * 1_000)
  }
}
