import Foundation
import SyncCore

/// SplitMix64: the same seed gives the same numbers on every machine.
struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}

/// The first seed for which a property does not hold, or nil. `SYNCD_SEED` replays one alone.
func firstFailingSeed(
  outOf count: UInt64, _ holds: (inout SeededRandom) throws -> Bool
) rethrows -> UInt64? {
  let replayed = ProcessInfo.processInfo.environment["SYNCD_SEED"].flatMap { UInt64($0) }
  let seeds = replayed.map { $0...$0 } ?? 0...(count - 1)
  for seed in seeds {
    var random = SeededRandom(seed: seed)
    if try !holds(&random) { return seed }
  }
  return nil
}

extension Value {
  /// Any value that the wire can carry, at most `depth` levels deep.
  static func arbitrary(depth: Int = 4, using random: inout SeededRandom) -> Value {
    switch Int.random(in: 0..<(depth > 0 ? 7 : 5), using: &random) {
    case 0: return .null
    case 1: return .boolean(.random(using: &random))
    case 2: return .integer(.random(in: -integerLimit...integerLimit, using: &random))
    case 3: return .integer(.random(in: -20...20, using: &random))
    case 4: return .text(.arbitrary(using: &random))
    case 5:
      let count = Int.random(in: 0...4, using: &random)
      return .array((0..<count).map { _ in .arbitrary(depth: depth - 1, using: &random) })
    default:
      let count = Int.random(in: 0...5, using: &random)
      let pairs = (0..<count).map { _ in
        (Text.arbitrary(using: &random), arbitrary(depth: depth - 1, using: &random))
      }
      return .object(pairs)
    }
  }
}

extension Text {
  /// Text from every corner of Unicode: escapes, combining marks, both sides of the surrogates.
  static func arbitrary(using random: inout SeededRandom) -> Text {
    let ranges: [ClosedRange<UInt32>] = [
      0x01...0x1F, 0x20...0x7F, 0x20...0x7F, 0x80...0x24F, 0x300...0x36F, 0xE000...0xFFFD,
      0x10000...0x10FFFF,
    ]
    var string = ""
    for _ in 0..<Int.random(in: 0...12, using: &random) {
      let range = ranges[Int.random(in: 0..<ranges.count, using: &random)]
      let scalar = Unicode.Scalar(UInt32.random(in: range, using: &random))
      string.unicodeScalars.append(scalar ?? "x")
    }
    return Text(string)
  }
}
