import SyncCore
import TestSupport
import Testing

@Suite struct TextTests {
  @Test func `texts that String calls equal differ by their bytes`() {
    for pair in Text.lookalikes {
      #expect(pair.composed.string == pair.decomposed.string)
      #expect(pair.composed != pair.decomposed)
    }
  }

  @Test func `texts that look alike are two members of a set`() {
    for pair in Text.lookalikes {
      #expect(Set([pair.composed, pair.decomposed]).count == 2)
    }
  }

  @Test func `equal bytes are equal texts with equal hashes`() {
    let failure = firstFailingSeed(outOf: 300) { random in
      let text = Text.arbitrary(using: &random)
      let copy = Text(String(decoding: Array(text.string.utf8), as: UTF8.self))
      return copy == text && copy.hashValue == text.hashValue
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }

  @Test func `the order of texts is that of their bytes`() {
    let failure = firstFailingSeed(outOf: 300) { random in
      let left = Text.arbitrary(using: &random), right = Text.arbitrary(using: &random)
      let leftBytes = Array(left.string.utf8), rightBytes = Array(right.string.utf8)
      return (left < right) == leftBytes.lexicographicallyPrecedes(rightBytes)
        && (left == right) == (leftBytes == rightBytes)
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }

  @Test(arguments: [("Z", "a"), ("z", "\u{E5}"), ("a", "aa"), ("a\u{30A}", "\u{E5}")])
  func `the lesser text stands first`(lesser: Text, greater: Text) {
    #expect(lesser < greater && !(greater < lesser))
  }

  @Test func `keys are ordered by UTF-16 code units`() {
    let failure = firstFailingSeed(outOf: 300) { random in
      let left = Text.arbitrary(using: &random), right = Text.arbitrary(using: &random)
      let leftUnits = Array(left.string.utf16), rightUnits = Array(right.string.utf16)
      return left.precedesAsKey(right) == leftUnits.lexicographicallyPrecedes(rightUnits)
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }

  @Test(arguments: ["\u{E000}", "\u{FB03}", "\u{FFFD}"])
  func `an emoji stands before the last of the lower plane as a key, after it as text`(
    text: Text
  ) {
    let emoji: Text = "\u{1F600}"
    #expect(emoji.precedesAsKey(text) && text < emoji)
  }

  /// The keys of the sorting example in RFC 8785, section 3.2.3, in their right order.
  @Test func `the keys of RFC 8785 sort as it says`() {
    let sorted: [Text] = [
      "\r", "1", "\u{80}", "\u{F6}", "\u{20AC}", "\u{1F600}", "\u{FB33}",
    ]
    #expect(sorted.reversed().sorted { $0.precedesAsKey($1) } == sorted)
  }

  @Test(arguments: [("", 0), ("KOL", 3), ("\u{E5}", 2), ("a\u{30A}", 3), ("\u{1F600}", 4)])
  func `the size of a text is that of its bytes`(text: Text, sizeBytes: Int) {
    #expect(text.sizeBytes == sizeBytes)
  }
}
