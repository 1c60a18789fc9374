import Foundation
import TestSupport

/// Plays seed after seed, and makes a short script of the first that fails.
struct Campaign {
  /// What is asked for: `SYNCD_SEED` one again, `SYNCD_SEEDS` so many, `SYNCD_SECONDS` so long.
  private let environment = ProcessInfo.processInfo.environment
  /// The most seeds.
  private let limit: Int
  private let seconds: Double

  /// - Parameters:
  ///   - seeds: how many are played where nothing else is asked for.
  ///   - seconds: how long at most then.
  init(seeds: Int, seconds: Double) {
    let wanted = environment["SYNCD_SECONDS"].flatMap { Double($0) }
    self.seconds = wanted ?? (environment["SYNCD_SEEDS"] == nil ? seconds : .infinity)
    limit = environment["SYNCD_SEEDS"].flatMap { Int($0) } ?? (wanted == nil ? seeds : .max)
  }

  /// Plays the scripts of the seeds.
  ///
  /// - Returns: what to print of the first that failed, or nil where none did.
  func firstFailure(_ name: String, script: (UInt64) -> Script) -> String? {
    var figures = Figures()
    let start = ContinuousClock.now
    func elapsed() -> Double { (ContinuousClock.now - start) / .seconds(1) }
    var seed = environment["SYNCD_FIRST"].flatMap { UInt64($0) } ?? 0
    if let wanted = environment["SYNCD_SEED"].flatMap({ UInt64($0) }) {
      return failure(of: script(wanted), seed: wanted)
    }
    while figures.seeds < limit, elapsed() < seconds {
      do {
        var played = try World.play(script(seed))
        played.seeds = 1
        figures.add(played)
      } catch {
        return failure(of: script(seed), seed: seed)
      }
      seed += 1
    }
    print("\(name): \(figures.text(seconds: elapsed()))")
    return nil
  }

  private func failure(of script: Script, seed: UInt64) -> String? {
    func fault(of script: Script) -> String? {
      do {
        try World.play(script)
        return nil
      } catch {
        return "\(error)"
      }
    }
    guard let first = fault(of: script) else { return nil }
    // Making it short may take longer than somebody waits.
    print("seed \(seed) failed and is made short now: \(first)")
    let short = Shrinker(fails: { fault(of: $0) != nil }).shrink(script)
    return """
      seed \(seed): \(first)
      Replay it with SYNCD_SEED=\(seed), or keep this, which says: \(fault(of: short) ?? "nothing")
      \(short.source)
      """
  }
}
