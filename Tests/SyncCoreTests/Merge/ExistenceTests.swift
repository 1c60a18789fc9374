import SyncCore
import TestSupport
import Testing

/// Whether a record is shown, and who disagrees.
@Suite struct ExistenceTests {
  @Test func `existence is what the definition says`() {
    let failure = firstFailingSeed(outOf: 300) { random in
      let part = History.arbitrary(using: &random).changesets.cut(using: &random)
      let replica = MemoryReplica(merging: part.interleaved(using: &random))
      let oracle = Oracle(part)
      return History.records.allSatisfy {
        replica[$0].existence.inOracleWords == oracle.existence(of: $0)
      }
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }

  @Test func `a record that was never written is absent`() {
    #expect(RecordState().existence == .absent)
  }

  @Test func `a put makes a record visible without writing its existence`() {
    var story = Story()
    story.put(.note, "x", by: .vgr)
    #expect(story.state[.exists] == nil && story.state.existence == .visible)
  }

  @Test func `a delete that saw every write hides the record`() {
    var story = Story()
    let written = story.put(.note, "x", by: .vgr)
    story.delete(by: .kalmar, seeing: [written])
    #expect(story.state.existence == .hidden)
  }

  @Test func `a delete leaves the fields where they are`() {
    var story = Story()
    let written = story.put(.note, "x", by: .vgr)
    story.delete(by: .kalmar, seeing: [written])
    #expect(story.state[.note]?.dots == [written])
  }

  @Test func `an edit that a delete had not seen keeps the record visible and contests it`() {
    var story = Story()
    let written = story.put(.note, "x", by: .vgr)
    let edited = story.put(.note, "y", by: .vgr, replacing: [written])
    let deleted = story.delete(by: .kalmar, seeing: [written])
    #expect(
      story.state.existence.inOracleWords
        == .contested(deniedBy: [deleted], affirmedBy: [edited]))
  }

  @Test func `an edit of another cell contests a delete all the same`() {
    var story = Story()
    let written = story.put(.note, "x", by: .vgr)
    let added = story.put(.codeJ44, .boolean(true), by: .skane)
    let deleted = story.delete(by: .kalmar, seeing: [written])
    #expect(
      story.state.existence.inOracleWords == .contested(deniedBy: [deleted], affirmedBy: [added]))
  }

  @Test func `one write to two cells counts once among those unseen`() {
    var story = Story()
    let first = story.put(.note, "x", by: .vgr)
    let both = story.write(
      Change(record: story.record, writes: [.init(.note, "y"), .init(.status, "infort")]),
      by: .skane)
    let deleted = story.delete(by: .kalmar, seeing: [first])
    #expect(
      story.state.existence.inOracleWords == .contested(deniedBy: [deleted], affirmedBy: [both]))
  }

  @Test func `two deletes hide together what each had seen a part of`() {
    var story = Story()
    let first = story.put(.note, "x", by: .vgr)
    let second = story.put(.note, "y", by: .skane)
    story.delete(by: .kalmar, seeing: [first])
    story.delete(by: .national, seeing: [second])
    #expect(story.state.existence == .hidden)
  }

  @Test func `deletes made apart need not have seen each other`() {
    var story = Story()
    let written = story.put(.note, "x", by: .vgr)
    story.delete(by: .kalmar, seeing: [written])
    story.delete(by: .skane, seeing: [written])
    #expect(story.state.existence == .hidden)
  }

  @Test func `a delete of a deleted record takes the earlier delete's place`() {
    var story = Story()
    let written = story.put(.note, "x", by: .vgr)
    let first = story.delete(by: .kalmar, seeing: [written])
    let second = story.delete(by: .skane, seeing: [written, first], replacing: [first])
    #expect(story.state.deletes.map(\.dot) == [second])
  }

  @Test func `a restore makes a deleted record visible`() {
    var story = Story()
    let written = story.put(.note, "x", by: .vgr)
    let deleted = story.delete(by: .kalmar, seeing: [written])
    story.restore(by: .vgr, replacing: [deleted])
    #expect(story.state.existence == .visible)
  }

  @Test func `a delete that a restore had not seen is contested by the restore`() {
    var story = Story()
    let written = story.put(.note, "x", by: .vgr)
    let first = story.delete(by: .kalmar, seeing: [written])
    let second = story.delete(by: .skane, seeing: [written])
    let restored = story.restore(by: .vgr, replacing: [first])
    #expect(
      story.state.existence.inOracleWords
        == .contested(deniedBy: [second], affirmedBy: [restored]))
  }

  @Test func `a delete that saw the restore hides the record again`() {
    var story = Story()
    let written = story.put(.note, "x", by: .vgr)
    let deleted = story.delete(by: .kalmar, seeing: [written])
    let restored = story.restore(by: .vgr, replacing: [deleted])
    story.delete(by: .kalmar, seeing: [written, restored], replacing: [restored])
    #expect(story.state.existence == .hidden)
  }

  @Test func `restores made apart agree`() {
    var story = Story()
    let written = story.put(.note, "x", by: .vgr)
    let deleted = story.delete(by: .kalmar, seeing: [written])
    story.restore(by: .vgr, replacing: [deleted])
    story.restore(by: .skane, replacing: [deleted])
    #expect(story.state.conflicts(rule: { _ in .manual }, isOwner: { _ in false }).isEmpty)
  }

  @Test func `what a delete writes itself does not contest it`() {
    var story = Story()
    let written = story.put(.note, "x", by: .vgr)
    story.write(
      Change(
        record: story.record, writes: [.init(.status, "avslutad")],
        existence: .delete(seen: [written])), by: .vgr)
    #expect(story.state.existence == .hidden)
  }

  @Test func `a delete of a record that was never seen hides nothing`() {
    var story = Story()
    let deleted = story.delete(by: .kalmar, seeing: [])
    let written = story.put(.note, "x", by: .vgr)
    #expect(
      story.state.existence.inOracleWords
        == .contested(deniedBy: [deleted], affirmedBy: [written]))
  }

  @Test(arguments: [
    (Existence.absent, false), (.visible, true), (.hidden, false),
    (.contested(deletes: [], unseen: []), true),
  ])
  func `only a visible or contested record is shown`(existence: Existence, isShown: Bool) {
    #expect(existence.isVisible == isShown)
  }
}
