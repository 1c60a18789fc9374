import TestSupport
import Testing

@testable import Inspection

@Suite struct TextDifferenceTests {
  @Test func `the pieces join to both texts, whatever was edited`() {
    let failure = firstFailingSeed(outOf: 2_000) { random in
      let old = ArbitraryTexts.text(using: &random)
      let new =
        random.chance(percent: 80)
        ? ArbitraryTexts.edited(old, using: &random) : ArbitraryTexts.text(using: &random)
      let difference = TextDifference(from: old, to: new)
      return difference.joins(old, new) && difference.isEmpty == old.isExactly(new)
        && difference.pieces.allSatisfy { !$0.text.isEmpty }
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }

  @Test func `no piece begins or ends inside a grapheme cluster`() {
    let failure = firstFailingSeed(outOf: 2_000) { random in
      let old = ArbitraryTexts.text(using: &random)
      let new = ArbitraryTexts.edited(old, using: &random)
      let pieces = TextDifference(from: old, to: new).pieces
      return pieces.clusters(.removed) == old.map { Array($0.utf8) }
        && pieces.clusters(.added) == new.map { Array($0.utf8) }
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }

  @Test(
    "words are told as they changed",
    arguments: [
      ("Start i mars.", "Start i april.", "Start i [-mars-]{+april+}."),
      ("inom två veckor nu", "inom fyra dagar nu", "inom [-två veckor-]{+fyra dagar+} nu"),
      ("vård efter besök", "vård snart efter besök", "vård {+snart +}efter besök"),
      ("läkare på plats", "läkare på pla\u{308}ts", "läkare på [-plats-]{+pla\u{308}ts+}"),
      ("vårdens år", "vårdens a\u{30A}r", "vårdens [-år-]{+a\u{30A}r+}"),
      ("en rad", "en rad\r\n", "en rad{+\r\n+}"),
      ("en rad\n", "en rad\r\n", "en rad[-\n-]{+\r\n+}"),
      ("", "Ny", "{+Ny+}"), ("Borta", "", "[-Borta-]"), ("", "", ""),
      ("helt annat", "nya ord", "[-helt annat-]{+nya ord+}"),
    ])
  func tells(old: String, new: String, told: String) {
    #expect(TextDifference(from: old, to: new).marked.isExactly(told))
  }

  @Test func `paragraphs are aligned before their words`() {
    let old = "Ett.\n\nTvå blir kvar här.\n\nTre.\n"
    let new = "Ett.\n\nNytt stycke.\n\nTvå blir alltid kvar här.\n\nTre.\n"
    let paragraphs = TextDifference(from: old, to: new).paragraphs.map { paragraph in
      paragraph.pieces.marked
    }
    #expect(
      paragraphs == [
        "Ett.\n\n", "{+Nytt stycke.\n\n+}", "Två blir {+alltid +}kvar här.\n\n", "Tre.\n",
      ])
  }

  @Test func `a text that goes on keeps its last paragraph`() {
    let difference = TextDifference(from: "Ett.\n\nTvå.", to: "Ett.\n\nTvå.\n\nTre.")
    #expect(difference.marked == "Ett.\n\nTvå.{+\n\n+}{+Tre.+}")
  }

  @Test func `each side of a paragraph is what its text holds`() throws {
    let paragraph = try #require(
      TextDifference(from: "i mars nu", to: "i april nu").paragraphs.first)
    #expect(paragraph.side(.removed).map(\.text) == ["i ", "mars", " nu"])
    #expect(paragraph.side(.added).map(\.text) == ["i ", "april", " nu"])
    #expect(!paragraph.isSame)
  }

  @Test(
    "1 MiB that differs everywhere costs bounded steps", arguments: [1, 10, Int.max])
  func bounded(wordsPerLine: Int) {
    var random = SeededRandom(seed: UInt64(wordsPerLine % 7))
    let old = ArbitraryTexts.long(wordsPerLine: wordsPerLine, using: &random)
    let new = ArbitraryTexts.long(wordsPerLine: wordsPerLine, using: &random)
    var effort = Effort()
    let difference = TextDifference(from: old, to: new, effort: &effort)
    #expect(effort.spentSteps < Effort.limitSteps * 2)
    #expect(difference.joins(old, new))
  }

  @Test func `one changed word of a line of 1 MiB is found`() {
    var random = SeededRandom(seed: 1)
    let line = ArbitraryTexts.long(wordsPerLine: .max, using: &random)
    let difference = TextDifference(from: line + "mars " + line, to: line + "april " + line)
    #expect(difference.pieces.filter { $0.kind != .same }.marked == "[-mars-]{+april+}")
  }

  @Test func `where the effort is spent the rest is told as replaced`() {
    var effort = Effort(limitSteps: 1)
    let difference = TextDifference(from: "i mars nu\nb", to: "i april nu\nc", effort: &effort)
    #expect(difference.joins("i mars nu\nb", "i april nu\nc"))
    #expect(difference.marked == "i [-mars -]{+april +}nu\n[-b-]{+c+}")
  }
}

extension [TextDifference.Piece] {
  /// All pieces in order, changes between marks.
  var marked: String {
    map { piece in
      switch piece.kind {
      case .same: piece.text
      case .removed: "[-\(piece.text)-]"
      case .added: "{+\(piece.text)+}"
      }
    }.joined()
  }

  /// The bytes of each cluster of each piece that one text holds.
  func clusters(_ side: TextDifference.Kind) -> [[UInt8]] {
    filter { $0.kind == .same || $0.kind == side }
      .flatMap { piece in piece.text.map { [UInt8]($0.utf8) } }
  }
}

extension TextDifference {
  var marked: String { pieces.marked }

  func joins(_ old: String, _ new: String) -> Bool {
    let left = pieces.filter { $0.kind != .added }.map(\.text).joined()
    let right = pieces.filter { $0.kind != .removed }.map(\.text).joined()
    return left.isExactly(old) && right.isExactly(new)
  }
}
