import TestSupport
import Testing

@testable import Inspection

@Suite struct AlignmentTests {
  @Test func `what is common is as long as a plain table finds it`() {
    let failure = firstFailingSeed(outOf: 3_000) { random in
      let old = numbers(using: &random)
      let new = numbers(using: &random)
      var effort = Effort()
      let runs = Alignment(old, new, effort: &effort).runs
      let common = runs.reduce(0) { $0 + $1.count }
      return isValid(runs, old, new) && common == longest(old, new)
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }

  @Test func `with little effort or long paths what is told is still true`() {
    let failure = firstFailingSeed(outOf: 200) { random in
      let old = (0..<1_500).map { _ in Int32(random.number(in: 0...40)) }
      let new = (0..<1_500).map { _ in Int32(random.number(in: 0...40)) }
      var effort = Effort(limitSteps: random.number(in: 0...200_000))
      return isValid(Alignment(old, new, effort: &effort).runs, old, new)
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }

  @Test func `paths that are too long are split where they stand, and something is found`() {
    let old = (0..<4_000).map { Int32($0 % 2 == 0 ? $0 : -1 - $0) }
    let new = (0..<4_000).map { Int32($0 % 2 == 0 ? $0 : 10_000 + $0) }
    var effort = Effort()
    let runs = Alignment(old, new, effort: &effort).runs
    #expect(isValid(runs, old, new))
    #expect(runs.reduce(0) { $0 + $1.count } == 2_000)
  }

  private func numbers(using random: inout SeededRandom) -> [Int32] {
    let highest = random.number(in: 0...6)
    return (0..<random.number(in: 0...24)).map { _ in Int32(random.number(in: 0...highest)) }
  }

  /// Whether the runs ascend in both lists, hold equal elements, and none could join the next.
  private func isValid(_ runs: [Alignment.Run], _ old: [Int32], _ new: [Int32]) -> Bool {
    var (left, right) = (0, 0)
    for run in runs {
      guard run.count > 0, run.old >= left, run.new >= right,
        left == 0 && right == 0 || run.old > left || run.new > right,
        old[run.old..<run.old + run.count] == new[run.new..<run.new + run.count]
      else { return false }
      (left, right) = (run.old + run.count, run.new + run.count)
    }
    return left <= old.count && right <= new.count
  }

  private func longest(_ old: [Int32], _ new: [Int32]) -> Int {
    var lengths = Array(repeating: 0, count: new.count + 1)
    for left in old {
      var diagonal = 0
      for (index, right) in new.enumerated() {
        let above = lengths[index + 1]
        lengths[index + 1] = left == right ? diagonal + 1 : max(above, lengths[index])
        diagonal = above
      }
    }
    return lengths[new.count]
  }
}
