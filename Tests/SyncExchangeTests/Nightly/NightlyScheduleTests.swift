import Testing

@testable import SyncExchange

/// Whose turn it is, decided without a clock.
struct NightlyScheduleTests {
  private typealias Step = NightlySchedule.Step

  @Test func `everyone has a turn, and what is left is shared among those who wait`() {
    var schedule = NightlySchedule(count: 3, budget: .seconds(900))
    #expect(schedule.next(elapsed: .zero, random: 0) == .turn(0, limit: .seconds(300)))
    #expect(schedule.next(elapsed: .seconds(100), random: 0) == .turn(1, limit: .seconds(400)))
    #expect(schedule.next(elapsed: .seconds(500), random: 0) == .turn(2, limit: .seconds(400)))
    #expect(schedule.next(elapsed: .seconds(501), random: 0) == .end)
  }

  @Test func `a peer that fails waits until all others had their turn`() {
    var schedule = NightlySchedule(count: 2, budget: .seconds(900))
    _ = schedule.next(elapsed: .zero, random: 0)
    schedule.tryAgain(0)
    #expect(schedule.next(elapsed: .zero, random: 0) == .turn(1, limit: .seconds(900)))
    #expect(schedule.next(elapsed: .zero, random: 0) == .pause(.seconds(30)))
    #expect(schedule.next(elapsed: .seconds(30), random: 0) == .turn(0, limit: .seconds(870)))
    #expect(schedule.next(elapsed: .seconds(31), random: 0) == .end)
  }

  @Test func `pauses double up to ten minutes and end with the budget`() {
    var schedule = NightlySchedule(count: 1, budget: .seconds(3_600))
    var elapsed = Duration.zero
    var pauses: [Duration] = []
    loop: while true {
      switch schedule.next(elapsed: elapsed, random: 0) {
      case .turn(let index, _): schedule.tryAgain(index)
      case .pause(let length):
        pauses.append(length)
        elapsed += length
      case .end: break loop
      }
    }
    #expect(pauses == [30, 60, 120, 240, 480, 600, 600, 600, 600].map { .seconds($0) })
    #expect(elapsed < .seconds(3_600))
  }

  @Test func `chance shortens a pause by a half at most`() {
    for (random, seconds) in [(0.0, 30.0), (0.5, 22.5), (1.0, 15.0)] {
      var schedule = NightlySchedule(count: 1, budget: .seconds(900))
      _ = schedule.next(elapsed: .zero, random: random)
      schedule.tryAgain(0)
      #expect(schedule.next(elapsed: .zero, random: random) == .pause(.seconds(seconds)))
    }
  }

  @Test func `without a budget everyone has one turn of a minute`() {
    var schedule = NightlySchedule(count: 2, budget: .zero)
    #expect(schedule.next(elapsed: .zero, random: 0) == .turn(0, limit: .seconds(60)))
    schedule.tryAgain(0)
    #expect(schedule.next(elapsed: .seconds(60), random: 0) == .turn(1, limit: .seconds(60)))
    #expect(schedule.next(elapsed: .seconds(120), random: 0) == .end)
  }

  @Test func `no second turn begins after the budget`() {
    var schedule = NightlySchedule(count: 2, budget: .seconds(100))
    for _ in 0..<2 {
      guard case .turn(let index, _) = schedule.next(elapsed: .zero, random: 0) else { continue }
      schedule.tryAgain(index)
    }
    #expect(schedule.next(elapsed: .seconds(1), random: 0) == .pause(.seconds(30)))
    #expect(schedule.next(elapsed: .seconds(101), random: 0) == .end)
  }

  @Test func `nobody to exchange with is the end`() {
    var schedule = NightlySchedule(count: 0, budget: .seconds(900))
    #expect(schedule.next(elapsed: .zero, random: 0) == .end)
  }
}
