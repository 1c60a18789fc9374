import Foundation

/// Tries seeds 0, 1, 2… and returns the first for which `body` is false or throws.
///
/// With `SYNCD_SEED` in the environment only that seed is tried: that is how a failure is replayed.
package func firstFailingSeed(
  outOf count: Int, _ body: (inout SeededRandom) throws -> Bool
) -> UInt64? {
  let wanted = ProcessInfo.processInfo.environment["SYNCD_SEED"]
  return seeds(outOf: count, wanted: wanted).first { seed in
    var random = SeededRandom(seed: seed)
    do {
      return try !body(&random)
    } catch {
      print("seed \(seed) threw \(error)")
      return true
    }
  }
}

/// The same for a body that waits for something.
package func firstFailingSeed(
  outOf count: Int, _ body: (inout SeededRandom) async throws -> Bool
) async -> UInt64? {
  let wanted = ProcessInfo.processInfo.environment["SYNCD_SEED"]
  for seed in seeds(outOf: count, wanted: wanted) {
    var random = SeededRandom(seed: seed)
    do {
      guard try await body(&random) else { return seed }
    } catch {
      print("seed \(seed) threw \(error)")
      return seed
    }
  }
  return nil
}

/// The seeds to try: the one that is wanted, else as many as `count` says.
package func seeds(outOf count: Int, wanted: String?) -> [UInt64] {
  guard let wanted else { return Array(0..<UInt64(count)) }
  guard let seed = UInt64(wanted) else {
    preconditionFailure("SYNCD_SEED is \(wanted), not a whole number from 0")
  }
  return [seed]
}
