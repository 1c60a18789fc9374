import SyncCore
import SyncExchange

extension HTTPPull {
  /// Looks for the first changeset in which a log differs whose fork just came to light.
  ///
  /// A fork is proven wherever two heads met, which may be far above the place where two writers
  /// parted; without this, each exchange would cut both sides by one changeset. Halving takes as
  /// many requests as the place has binary digits. Each side's fork is the lowest one proven, so
  /// what is found here travels as the proof.
  mutating func trace(forksSince earlier: Standings, in ours: Standings) async throws {
    for standing in ours.values.sorted(by: { $0.log < $1.log }) {
      guard let fork = standing.fork, fork < earlier[standing.log]?.fork ?? .max else { continue }
      try await trace(standing.log, below: fork)
    }
  }

  private mutating func trace(_ log: LogName, below fork: Int64) async throws {
    var (equal, different) = (Int64(0), fork)
    while equal + 1 < different {
      let middle = equal + (different - equal) / 2
      let place = RoundPlan.Stretch(log: log, after: middle - 1, through: middle, mark: nil)
      try await fetch(RoundPlan(stretches: [place]))
      let proven = try talk.standings()[log]?.fork ?? different
      if proven <= middle { different = proven } else { equal = middle }
    }
  }
}
