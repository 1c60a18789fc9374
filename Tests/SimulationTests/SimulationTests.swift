import TestSupport
import Testing

/// Whole networks with everything that goes wrong, each from one seed.
///
/// `SYNCD_SECONDS=600` plays so long, `SYNCD_SEEDS=1000` so many seeds, from `SYNCD_FIRST` on;
/// `SYNCD_SEED=7` plays one again and makes it short.
struct SimulationTests {
  @Test func `whatever happens, nothing is lost and everyone agrees`() {
    let failure = Campaign(seeds: 40, seconds: 12).firstFailure("simulation") { Script(seed: $0) }
    if let failure { Issue.record("\(failure)") }
  }

  @Test func `of copied and restored replicas nothing is lost`() {
    let failure = Campaign(seeds: 25, seconds: 12).firstFailure("copies") {
      Script.ofCopies(seed: $0)
    }
    if let failure { Issue.record("\(failure)") }
  }

  @Test func `what is erased is gone everywhere, and who begins with a snapshot proves it`() {
    let failure = Campaign(seeds: 25, seconds: 12).firstFailure("erasures") {
      Script.ofErasures(seed: $0)
    }
    if let failure { Issue.record("\(failure)") }
  }

  @Test func `a replica that is copied before it wrote anything forks no log`() throws {
    try World.play(
      Script(
        replicas: 3, breadth: 2,
        steps: [
          .fault(.copy, at: 6), .fault(.copy, at: 5), .edit(at: 5, seed: 3734),
          .edit(at: 3, seed: 3556),
        ]))
  }

  @Test func `an edit that returned survives a power cut right after it`() throws {
    for seed: UInt64 in 0..<6 {
      let cut = Step.crash(at: 0, during: .edit, statement: 9_999, cut: .yes, seed: seed)
      let steps = [Step.edit(at: 0, seed: seed), .edit(at: 0, seed: seed + 1), cut, cut]
      try World.play(Script(replicas: 2, breadth: 6, steps: steps))
    }
  }

  @Test func `the same seed gives the same script`() {
    #expect(Script(seed: 7) == Script(seed: 7) && Script(seed: 7) != Script(seed: 8))
  }
}
