package import SyncCore

extension Text {
  /// Pairs that look alike, and that `String` calls equal, but whose bytes differ.
  package static let lookalikes: [(composed: Text, decomposed: Text)] = [
    ("\u{E5}", "a\u{30A}"), ("\u{E4}", "a\u{308}"), ("\u{F6}", "o\u{308}"),
    ("\u{E9}", "e\u{301}"), ("\u{C5}", "\u{212B}"), ("K", "\u{212A}"),
    ("sj\u{F6}n", "sjo\u{308}n"),
  ]

  /// Pieces that have broken sync engines before: letters in both forms, surrogate pairs, joined
  /// emoji, what JSON escapes, line separators, and the last code points below U+10000.
  private static let pieces = [
    "KOL", "start i mars", "1", " ", "-", "\u{E5}", "\u{E4}", "\u{F6}", "a\u{30A}", "o\u{308}",
    "\u{E9}", "e\u{301}", "\u{1F600}", "\u{1D4B3}", "\u{1F469}\u{200D}\u{1F52C}", "\u{FB03}",
    "\u{E000}", "\u{FFFD}", "\"", "\\", "/", "\n", "\r\n", "\t", "\u{1}", "\u{7F}", "\u{2028}",
  ]

  /// Up to six of the pieces; never U+0000, which no changeset may hold.
  package static func arbitrary(using random: inout SeededRandom) -> Text {
    var string = ""
    for _ in 0..<random.number(in: 0...6) { string += random.one(of: pieces) }
    return Text(string)
  }
}

extension Value {
  /// Any value that a changeset may hold, with at most `depth` levels of arrays and objects.
  package static func arbitrary(using random: inout SeededRandom, depth: Int = 3) -> Value {
    switch random.number(in: 0...(depth > 0 ? 6 : 4)) {
    case 0: return .null
    case 1: return .boolean(random.chance(percent: 50))
    case 2: return .integer(arbitraryInteger(using: &random))
    case 3, 4: return .text(.arbitrary(using: &random))
    case 5:
      var elements: [Value] = []
      for _ in 0..<random.number(in: 0...3) {
        elements.append(arbitrary(using: &random, depth: depth - 1))
      }
      return .array(elements)
    default:
      var pairs: [(Text, Value)] = []
      for _ in 0..<random.number(in: 0...3) {
        pairs.append((.arbitrary(using: &random), arbitrary(using: &random, depth: depth - 1)))
      }
      return .object(pairs)
    }
  }

  private static func arbitraryInteger(using random: inout SeededRandom) -> Int64 {
    let edges = [0, 1, -1, integerLimit, -integerLimit]
    let any = Int64.random(in: -integerLimit...integerLimit, using: &random)
    return random.chance(percent: 50) ? random.one(of: edges) : any
  }
}

extension FieldName {
  /// A field's name of 1–64 bytes.
  package static func arbitrary(using random: inout SeededRandom) -> FieldName {
    .named(arbitraryWord(using: &random))
  }
}

extension Author {
  /// An author's name, now and then of an incarnation.
  package static func arbitrary(using random: inout SeededRandom) -> Author {
    let word = arbitraryWord(using: &random)
    guard random.chance(percent: 25) else { return .named(word) }
    var suffix = ""
    for _ in 0..<8 { suffix.append(random.one(of: "abcxyz0189")) }
    return .named(word + "~" + suffix)
  }
}

extension Timestamp {
  /// Any instant of the years 0000–9999.
  package static func arbitrary(using random: inout SeededRandom) -> Timestamp {
    Timestamp(
      milliseconds: Int64.random(
        in: -62_167_219_200_000...253_402_300_799_999, using: &random))
  }
}

private func arbitraryWord(using random: inout SeededRandom) -> String {
  var word = String(random.one(of: "abcxyz0189"))
  let length = random.chance(percent: 10) ? 64 : random.number(in: 1...12)
  while word.utf8.count < length { word.append(random.one(of: "abcxyz0189_-")) }
  return word
}
