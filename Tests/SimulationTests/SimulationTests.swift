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

  @Test func `who began with a snapshot of a log that Peers ends below it proves the rest`() throws
  {
    try World.play(
      Script(
        replicas: 2, breadth: 2,
        steps: [
          .fault(.copy, at: 0), .edit(at: 8, seed: 1951), .edit(at: 0, seed: 4764),
          .begin(from: 2, statement: 1, cut: .no, seed: 685), .declare(.rotate, seed: 4250),
        ]))
  }

  @Test func `times that a snapshot claimed for one branch are not held against the other`() throws
  {
    try World.play(
      Script(
        replicas: 2, breadth: 2,
        steps: [
          .fault(.clone, at: 4), .edit(at: 3, seed: 7988), .edit(at: 5, seed: 8334),
          .erase(.apart, at: 4, seed: 6515),
          .begin(from: 8, statement: 51, cut: .no, seed: 3892),
        ]))
  }

  @Test func `what a snapshot brought leaves no bytes where it was replaced and then erased`()
    throws
  {
    try World.play(
      Script(
        replicas: 2, breadth: 2,
        steps: [
          .edit(at: 4, seed: 2207), .begin(from: 2, statement: 2, cut: .no, seed: 7114),
          .edit(at: 2, seed: 3736), .erase(.alone, at: 3, seed: 6939),
        ]))
  }

  @Test func `a pin takes one branch of a log that was forked at its first changeset`() throws {
    try World.play(
      Script(
        replicas: 2, breadth: 2,
        steps: [
          .attack(.fork, at: 2, seed: 4228), .attack(.gap, at: 0, seed: 5966),
          .edit(at: 2, seed: 6623), .declare(.settleFork, seed: 6217), .edit(at: 1, seed: 4412),
        ]))
  }

  @Test func `what is erased above the floor of a snapshot is gone below it`() throws {
    try World.play(
      Script(
        replicas: 2, breadth: 2,
        steps: [
          .edit(at: 3, seed: 1340), .send(from: 3, to: 4),
          .deliver(message: 4, how: .whole, seed: 8836),
          .begin(from: 3, statement: 11, cut: .no, seed: 5290), .erase(.apart, at: 8, seed: 61),
        ]))
  }

  @Test func `what is erased goes from the author's files in the share, behind a fork, too`() throws
  {
    try World.play(
      Script(
        replicas: 2, breadth: 1,
        steps: [
          .edit(at: 0, seed: 6863), .fault(.clone, at: 0), .edit(at: 0, seed: 8887),
          .erase(.apart, at: 0, seed: 1452), .exchange(at: 0, direction: .push),
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
