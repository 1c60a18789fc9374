import TestSupport
import Testing

@testable import Inspection

@Suite struct TextPartsTests {
  @Test func `choosing one version everywhere gives exactly its text`() {
    let failure = firstFailingSeed(outOf: 1_000) { random in
      let base = ArbitraryTexts.text(using: &random)
      var versions: [String] = []
      for _ in 0..<random.number(in: 1...4) {
        versions.append(ArbitraryTexts.edited(base, using: &random))
      }
      let parts = TextParts(base: random.chance(percent: 50) ? base : nil, versions: versions)
      return versions.enumerated().allSatisfy { index, version in
        let choices = parts.choices.map { _ in index }
        return parts.joined(choices: choices)?.isExactly(version) ?? false
      }
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }

  @Test func `in a choice versions differ, and two parts of a kind never meet`() {
    let failure = firstFailingSeed(outOf: 1_000) { random in
      let base = ArbitraryTexts.text(using: &random)
      let versions = [base, base, base].map { ArbitraryTexts.edited($0, using: &random) }
      let parts = TextParts(base: base, versions: versions)
      let differ = parts.choices.allSatisfy { choice in
        !choice.alternatives.allSatisfy { $0.isExactly(choice.alternatives[0]) }
      }
      let kinds = parts.parts.map { if case .common = $0 { true } else { false } }
      return differ && !zip(kinds, kinds.dropFirst()).contains { $0 && $1 }
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }

  @Test func `each changed paragraph can be taken from another version`() {
    let base = "Ett.\n\nTvå.\n\nTre.\n\nFyra."
    let parts = TextParts(
      base: base,
      versions: ["Ett!\n\nTvå.\n\nTre.\n\nFyra.", "Ett.\n\nTvå.\n\nTre?\n\nFyra.\n\nFem."])
    #expect(
      parts.choices.map(\.alternatives) == [
        ["Ett!\n\n", "Ett.\n\n"], ["Tre.\n\n", "Tre?\n\n"], ["", "\n\nFem."],
      ])
    #expect(parts.choices.map(\.base) == ["Ett.\n\n", "Tre.\n\n", ""])
    #expect(parts.joined(choices: [0, 1, 0]) == "Ett!\n\nTvå.\n\nTre?\n\nFyra.")
  }

  @Test func `without a base the versions alone are cut, and no choice has one`() {
    let parts = TextParts(base: nil, versions: ["A\nB\nC\n", "A\nX\nC\n", "A\nC\n"])
    #expect(parts.choices.map(\.alternatives) == [["B\n", "X\n", ""]])
    #expect(parts.choices.map(\.base) == [nil])
  }

  @Test func `what all versions changed alike is common`() {
    let parts = TextParts(base: "A\nB\n", versions: ["A\nC\n", "A\nC\n"])
    #expect(parts.choices.isEmpty)
    #expect(parts.joined(choices: []) == "A\nC\n")
  }

  @Test func `line ends that differ are a choice by themselves`() {
    let parts = TextParts(base: nil, versions: ["A\nB", "A\r\nB"])
    #expect(parts.choices.map(\.alternatives) == [["\n", "\r\n"]])
    #expect(parts.joined(choices: [1])?.isExactly("A\r\nB") == true)
  }

  @Test func `canonically equal spellings are different alternatives`() {
    let parts = TextParts(base: nil, versions: ["\u{E5}r", "a\u{30A}r"])
    #expect(parts.choices.count == 1)
    #expect(parts.joined(choices: [1])?.isExactly("a\u{30A}r") == true)
  }

  @Test(
    "choices that do not fit the parts give no text", arguments: [[], [2], [-1], [0, 0]])
  func refuses(choices: [Int]) {
    #expect(TextParts(base: nil, versions: ["A", "B"]).joined(choices: choices) == nil)
  }

  @Test func `empty versions have nothing to choose`() {
    let parts = TextParts(base: "", versions: ["", ""])
    #expect(parts.parts.isEmpty)
    #expect(parts.joined(choices: []) == "")
  }

  @Test func `versions of 1 MiB cost bounded steps`() {
    var random = SeededRandom(seed: 3)
    let versions = (0..<3).map { _ in ArbitraryTexts.long(wordsPerLine: 1, using: &random) }
    var effort = Effort()
    let parts = TextParts(base: nil, versions: versions, effort: &effort)
    #expect(effort.spentSteps < Effort.limitSteps * 2)
    #expect(parts.joined(choices: parts.choices.map { _ in 1 })?.isExactly(versions[1]) == true)
  }
}
