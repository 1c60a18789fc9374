import SyncCore
import TestSupport
import Testing

/// Which of several values is shown first, and whether the field's rule settles the cell.
@Suite struct RankingTests {
  /// A claim about one cell: siblings as (author, value, seconds), who is shown, and whether a
  /// person has to settle it. The owner's authors are `14-vgr` and its incarnation.
  struct Example: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let rule: MergeRule
    let siblings: [(author: Author, value: Value, seconds: Int64)]
    let shown: Author
    let isConflict: Bool
  }

  static let manual = [
    Example(
      testDescription: "the later claim is shown", rule: .manual,
      siblings: [(.vgr, "x", 9), (.kalmar, "y", 10)], shown: .kalmar, isConflict: true),
    Example(
      testDescription: "of equal claims the greater author is shown", rule: .manual,
      siblings: [(.vgr, "x", 9), (.kalmar, "y", 9)], shown: .vgr, isConflict: true),
    Example(
      testDescription: "equal values are no conflict", rule: .manual,
      siblings: [(.vgr, "x", 9), (.kalmar, "x", 10)], shown: .kalmar, isConflict: false),
    Example(
      testDescription: "one value is no conflict", rule: .manual,
      siblings: [(.vgr, "x", 9)], shown: .vgr, isConflict: false),
    Example(
      testDescription: "null and a value conflict", rule: .manual,
      siblings: [(.vgr, .null, 9), (.kalmar, "x", 8)], shown: .vgr, isConflict: true),
    Example(
      testDescription: "the number 1 and the text 1 conflict", rule: .manual,
      siblings: [(.vgr, .integer(1), 9), (.kalmar, "1", 8)], shown: .vgr, isConflict: true),
  ]

  static let latest = [
    Example(
      testDescription: "the latest date settles", rule: .latest,
      siblings: [(.vgr, "2026-05-02", 1), (.kalmar, "2026-05-01", 9)], shown: .vgr,
      isConflict: false),
    Example(
      testDescription: "the same latest date twice settles, later claim shown", rule: .latest,
      siblings: [(.vgr, "2026-05-02", 1), (.skane, "2026-05-02", 2), (.kalmar, "2026-05-01", 9)],
      shown: .skane, isConflict: false),
    Example(
      testDescription: "a date stands before what is no date", rule: .latest,
      siblings: [(.vgr, "2026-05-02", 1), (.kalmar, .null, 9)], shown: .vgr, isConflict: false),
    Example(
      testDescription: "without any date the rule says nothing", rule: .latest,
      siblings: [(.vgr, .integer(1), 1), (.kalmar, .null, 9)], shown: .kalmar, isConflict: true),
  ]

  static let highest = [
    Example(
      testDescription: "the highest number settles", rule: .highest,
      siblings: [(.vgr, .integer(10), 1), (.kalmar, .integer(9), 9)], shown: .vgr,
      isConflict: false),
    Example(
      testDescription: "numbers are not compared as texts", rule: .highest,
      siblings: [(.vgr, .integer(-10), 9), (.kalmar, .integer(-9), 1)], shown: .kalmar,
      isConflict: false),
    Example(
      testDescription: "without any number the rule says nothing", rule: .highest,
      siblings: [(.vgr, "10", 1), (.kalmar, "9", 9)], shown: .kalmar, isConflict: true),
  ]

  static let ownerFirst = [
    Example(
      testDescription: "the owner's value settles", rule: .ownerFirst,
      siblings: [(.vgr, "x", 1), (.kalmar, "y", 9)], shown: .vgr, isConflict: false),
    Example(
      testDescription: "two differing values of the owner do not settle", rule: .ownerFirst,
      siblings: [(.vgr, "x", 1), (.vgrAgain, "y", 2), (.kalmar, "z", 9)], shown: .vgrAgain,
      isConflict: true),
    Example(
      testDescription: "two equal values of the owner settle", rule: .ownerFirst,
      siblings: [(.vgr, "x", 1), (.vgrAgain, "x", 2), (.kalmar, "z", 9)], shown: .vgrAgain,
      isConflict: false),
    Example(
      testDescription: "without the owner the rule says nothing", rule: .ownerFirst,
      siblings: [(.skane, "x", 1), (.kalmar, "y", 9)], shown: .kalmar, isConflict: true),
  ]

  @Test(arguments: manual + latest + highest + ownerFirst)
  func `the sibling shown first is the one that rule, time and author put first`(
    example: Example
  ) {
    #expect(ranking(of: example).provisional.dot.author == example.shown)
  }

  @Test(arguments: manual + latest + highest + ownerFirst)
  func `a cell is a conflict unless its rule settles it`(example: Example) {
    #expect(ranking(of: example).isConflict == example.isConflict)
  }

  @Test func `the sibling shown first is the one the definition puts first`() {
    let isOwner = { (author: Author) in author.registered == .vgr }
    let failure = firstFailingSeed(outOf: 600) { random in
      let changesets = History.arbitrary(using: &random).changesets
      let rule = random.one(of: [MergeRule.manual, .latest, .highest, .ownerFirst])
      let oracle = Oracle(changesets)
      let state = MemoryReplica(merging: changesets)[.kol]
      return state.cells.filter { $0.name != .exists }.allSatisfy { cell in
        let expected = oracle.provisional(
          in: .kol, cell: cell.name, rule: rule, isOwner: isOwner)
        return cell.ranking(rule: rule, isOwner: isOwner).provisional.dot == expected?.dot
      }
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }

  private func ranking(of example: Example) -> Ranking {
    let siblings = example.siblings.map {
      Sibling(
        dot: Dot($0.author, 1), value: $0.value, time: .midsummer.adding(seconds: $0.seconds))
    }
    return Cell(name: .note, siblings: siblings)
      .ranking(rule: example.rule, isOwner: { $0.registered == .vgr })
  }
}
