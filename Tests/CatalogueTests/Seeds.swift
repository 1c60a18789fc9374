import Foundation
import SyncCore

/// Pseudo-random numbers from a seed (SplitMix64, Steele, Lea and Flood 2014).
struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func chance(_ oneIn: Int) -> Bool { Int.random(in: 0..<oneIn, using: &self) == 0 }
}

/// The first seed for which a property fails, or `SYNCD_SEED` alone where that is set.
func firstFailingSeed(
  outOf count: UInt64, _ holds: (inout SeededRandom) throws -> Bool
) rethrows -> UInt64? {
  let named = ProcessInfo.processInfo.environment["SYNCD_SEED"].flatMap(UInt64.init)
  for seed in named.map({ [$0] }) ?? Array(1...count) {
    var random = SeededRandom(seed)
    if try !holds(&random) { return seed }
  }
  return nil
}

/// Texts that break naive readers: separators, quotes, line ends, formulas, NFC beside NFD.
func arbitraryText(
  using random: inout SeededRandom, longest: Int = 12
) -> String {
  let pieces = [
    "a", "Ö", "e\u{301}", "é", " ", "  ", "\t", "\n", "\r\n", "\r", ";", ",", "\"", "\"\"", "=",
    "+",
    "-", "@", "#", "'", "|", "\\", "0", "01", "1", "9", "(1)", "maj", "E", "kr", "%", "/", "&", "👩‍👩‍👧",
    "\u{FEFF}", "\u{2011}", "true",
  ]
  return (0..<Int.random(in: 0...longest, using: &random)).map { _ in
    pieces.randomElement(using: &random) ?? ""
  }.joined()
}

/// Any value that a column may hold.
func arbitraryValue(for kind: FieldKind, using random: inout SeededRandom) -> Value {
  switch kind {
  case .text, .longText:
    return .string("x" + arbitraryText(using: &random))
  case .date:
    let days = Int64.random(in: 0...40_000, using: &random)
    let instant = Timestamp(milliseconds: days * 86_400_000)
    return .string(String(instant.description.prefix(10)))
  case .integer:
    return .integer(Int64.random(in: -Value.integerLimit...Value.integerLimit, using: &random))
  case .boolean:
    return .boolean(Bool.random(using: &random))
  case .code(let codes):
    return codes.randomElement(using: &random).map { .text($0.code) } ?? .null
  case .reference:
    return .string("r-\(Int.random(in: 0...99, using: &random))")
  }
}
