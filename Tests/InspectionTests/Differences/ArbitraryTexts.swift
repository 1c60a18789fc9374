import TestSupport

/// Texts and random edits of them, with what has broken text tools before.
enum ArbitraryTexts {
  private static let words = [
    "vård", "a\u{30A}r", "år", "två", "veckor", "KOL", "hälso-", "e\u{301}", "é", ".", ",", "(1)",
    "\u{1F469}\u{200D}\u{1F52C}", "\u{1F1F8}\u{1F1EA}", "1\u{20E3}", "\u{600}1", "\u{1100}\u{1161}",
    "(\u{308})", "\u{D7}", "\u{E5}\u{301}",
  ]
  private static let gaps = [" ", " ", " ", "  ", "\t", "\n", "\n\n", "\r\n", "\r\n\r\n", "\r", ""]

  static func text(using random: inout SeededRandom) -> String {
    var text = ""
    for _ in 0..<random.number(in: 0...40) { text += piece(using: &random) }
    return text
  }

  /// The text with some pieces of it taken out, put in, or said twice.
  static func edited(_ text: String, using random: inout SeededRandom) -> String {
    var characters = Array(text)
    for _ in 0..<random.number(in: 0...5) {
      let start = random.number(in: 0...characters.count)
      let end = min(characters.count, start + random.number(in: 0...8))
      switch random.number(in: 0...2) {
      case 0: characters.removeSubrange(start..<end)
      case 1: characters.insert(contentsOf: piece(using: &random), at: start)
      default: characters.insert(contentsOf: characters[start..<end], at: start)
      }
    }
    return String(characters)
  }

  private static func piece(using random: inout SeededRandom) -> String {
    random.one(of: words) + random.one(of: gaps)
  }

  /// A text of nearly 1 MiB, `wordsPerLine` words on a line.
  static func long(wordsPerLine: Int, using random: inout SeededRandom) -> String {
    var text = ""
    var count = 0
    while text.utf8.count < 1_048_500 {
      count += 1
      text += String(random.number(in: 0...9_999), radix: 36)
      text += count % wordsPerLine == 0 ? "\n" : " "
    }
    return text
  }
}

extension String {
  /// Whether the bytes are the same.
  func isExactly(_ other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}
