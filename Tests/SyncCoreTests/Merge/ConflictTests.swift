import SyncCore
import TestSupport
import Testing

/// What a person has to settle.
@Suite struct ConflictTests {
  @Test func `conflicts are what the definition says, whatever the rule`() {
    let isOwner = { (author: Author) in author.registered == .vgr }
    let failure = firstFailingSeed(outOf: 600) { random in
      let part = History.arbitrary(using: &random).changesets.cut(using: &random)
      let replica = MemoryReplica(merging: part.interleaved(using: &random))
      let oracle = Oracle(part)
      let rule = random.one(of: [MergeRule.manual, .latest, .highest, .ownerFirst])
      return History.records.allSatisfy { record in
        let conflicts = replica[record].conflicts(rule: { _ in rule }, isOwner: isOwner)
        return Set(conflicts.map(\.inOracleWords))
          == oracle.conflicts(in: record, rule: { _ in rule }, isOwner: isOwner)
      }
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }

  @Test func `texts that only look alike conflict`() {
    for pair in Text.lookalikes {
      var story = Story()
      story.put(.note, .text(pair.composed), by: .vgr)
      story.put(.note, .text(pair.decomposed), by: .kalmar)
      #expect(manualConflicts(of: story.state).count == 1, "\(pair)")
    }
  }

  @Test func `equal values are no conflict`() {
    var story = Story()
    story.put(.note, "x", by: .vgr)
    story.put(.note, "x", by: .kalmar)
    #expect(manualConflicts(of: story.state).isEmpty)
  }

  @Test func `equal values are both kept`() {
    var story = Story()
    let first = story.put(.note, "x", by: .vgr)
    let second = story.put(.note, "x", by: .kalmar)
    #expect(story.state.liveDots == [first, second])
  }

  @Test func `members that two people add are no conflict`() {
    var story = Story()
    story.put(.codeJ44, .boolean(true), by: .vgr)
    story.put(.codeJ44, .boolean(true), by: .kalmar)
    #expect(manualConflicts(of: story.state).isEmpty)
  }

  @Test func `conflicts stand in the order of their cells`() {
    var story = Story()
    for author in [Author.vgr, .kalmar] {
      story.put(.status, .string(author.string), by: author)
      story.put(.note, .string(author.string), by: author)
    }
    #expect(manualConflicts(of: story.state).map(\.cell) == [.note, .status])
  }

  @Test func `a conflict lists its siblings in the order of their dots`() {
    var story = Story()
    let second = story.put(.note, "x", by: .vgr)
    let first = story.put(.note, "y", by: .kalmar)
    #expect(manualConflicts(of: story.state).first?.siblings.map(\.dot) == [first, second])
  }

  @Test func `a contested existence says false by the deleter and true by the writer`() {
    var story = Story()
    let written = story.put(.note, "x", by: .vgr)
    let edited = story.put(.note, "y", by: .vgr)
    let deleted = story.delete(by: .kalmar, seeing: [written])
    let values = manualConflicts(of: story.state).first?.siblings.map { [$0.dot: $0.value] }
    #expect(values == [[deleted: .boolean(false)], [edited: .boolean(true)]])
  }

  @Test func `a contested existence is shown as the latest unseen write has it`() {
    var story = Story()
    story.put(.note, "x", by: .vgr, at: .midsummer.adding(seconds: 5))
    let later = story.put(.status, "y", by: .skane, at: .midsummer.adding(seconds: 6))
    story.delete(by: .kalmar, seeing: [])
    #expect(manualConflicts(of: story.state).first?.provisional == later)
  }

  @Test func `a contested existence is a conflict of its own kind`() {
    var story = Story()
    story.delete(by: .kalmar, seeing: [])
    story.put(.note, "x", by: .vgr)
    #expect(manualConflicts(of: story.state).map(\.kind) == [.existence])
  }

  @Test func `a hidden record has no conflicts`() {
    var story = Story()
    let first = story.put(.note, "x", by: .vgr)
    let second = story.put(.note, "y", by: .kalmar)
    story.delete(by: .skane, seeing: [first, second])
    #expect(manualConflicts(of: story.state).isEmpty)
  }

  private func manualConflicts(of state: RecordState) -> [Conflict] {
    state.conflicts(rule: { _ in .manual }, isOwner: { _ in false })
  }
}
