/// Whose turn it is in a nightly run, and for how long.
///
/// Everyone has a turn before anyone has a second one, and nobody's turn takes what the others
/// need: what is left of the budget is shared among those who still wait in the round. Peers whose
/// trouble may pass have further turns, in rounds with growing pauses between them.
struct NightlySchedule {
  /// What to do next.
  enum Step: Hashable {
    /// Exchange with the peer of this index, but not longer than the limit.
    case turn(Int, limit: Duration)
    case pause(Duration)
    case end
  }

  /// The pause before the second round; each further one is twice as long.
  static let firstPause = Duration.seconds(30)
  static let longestPause = Duration.seconds(600)
  /// What everyone gets in the first round even where the budget is over.
  static let shortestTurn = Duration.seconds(60)

  private let budget: Duration
  private var waiting: [Int]
  private var again: [Int] = []
  private var pause = Self.firstPause
  private var isFirstRound = true

  /// - Parameter count: how many peers there are; their turns come by index.
  init(count: Int, budget: Duration) {
    self.budget = budget
    waiting = Array((0..<count).reversed())
  }

  /// - Parameters:
  ///   - elapsed: since the run began.
  ///   - random: from 0 to 1: pauses are shortened by up to a half, so that many replicas that
  ///     fail at once do not come back at once.
  mutating func next(elapsed: Duration, random: Double) -> Step {
    let left = budget - elapsed
    if let index = waiting.popLast() {
      guard isFirstRound || left > .zero else { return .end }
      return .turn(index, limit: max(left / (waiting.count + 1), Self.shortestTurn))
    }
    let length = pause * (1 - random / 2)
    guard !again.isEmpty, length < left else { return .end }
    waiting = again.reversed()
    again = []
    isFirstRound = false
    pause = min(pause * 2, Self.longestPause)
    return .pause(length)
  }

  /// Gives a peer another turn in the next round, if there is one.
  mutating func tryAgain(_ index: Int) {
    again.append(index)
  }
}
