/// How much work a comparison may still do, so that no two texts take long.
///
/// Where it runs out the rest is told as replaced, which is true of any two texts.
struct Effort {
  /// The most steps of one comparison; a step is a word cut out or a place looked at.
  static let limitSteps = 2_000_000

  private(set) var spentSteps = 0
  private let limitSteps: Int

  init(limitSteps: Int = Self.limitSteps) {
    self.limitSteps = limitSteps
  }

  var isSpent: Bool { spentSteps >= limitSteps }

  mutating func spend(_ steps: Int) {
    spentSteps += steps
  }

  /// Whether so many steps are left.
  func allows(_ steps: Int) -> Bool { steps <= limitSteps - spentSteps }

  /// What is left, cut to a share of it.
  func share(of parts: Int) -> Effort {
    Effort(limitSteps: max(0, limitSteps - spentSteps) / max(1, parts))
  }
}
