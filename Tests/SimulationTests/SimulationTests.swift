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

  @Test func `the same seed gives the same script`() {
    #expect(Script(seed: 7) == Script(seed: 7) && Script(seed: 7) != Script(seed: 8))
  }
}
