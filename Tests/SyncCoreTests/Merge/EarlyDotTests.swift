import SyncCore
import TestSupport
import Testing

/// A write that is replaced before it arrives is remembered, and dropped when it comes.
@Suite struct EarlyDotTests {
  @Test func `no early row stays once its author's log has reached it`() {
    let failure = firstFailingSeed(outOf: 300) { random in
      let part = History.arbitrary(using: &random).changesets.cut(using: &random)
      let replica = MemoryReplica(merging: part.interleaved(using: &random))
      return replica.early.values.joined().allSatisfy {
        $0.dot.sequence > replica.heads[$0.dot.author, default: 0]
      }
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }

  @Test func `nothing is early once every log is there`() {
    let failure = firstFailingSeed(outOf: 300) { random in
      let changesets = History.arbitrary(using: &random).changesets
      return MemoryReplica(merging: changesets.interleaved(using: &random)).early.isEmpty
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }

  @Test func `what is early follows from the logs held, not from their order`() {
    let failure = firstFailingSeed(outOf: 300) { random in
      let part = History.arbitrary(using: &random).changesets.cut(using: &random)
      let first = MemoryReplica(merging: part.interleaved(using: &random))
      let second = MemoryReplica(merging: part.interleaved(using: &random))
      return first.early == second.early
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }

  @Test func `a replaced write that has not come is reported as early`() {
    var state = RecordState()
    let early = state.merge(
      change(replacing: .named("14-vgr:1")), dot: .named("08-kalmar:1"), time: .midsummer,
      merged: { _ in 0 })
    #expect(early == [EarlyDot(.note, .named("14-vgr:1"))])
  }

  @Test func `a replaced write whose log has passed it is not early`() {
    var state = RecordState()
    let early = state.merge(
      change(replacing: .named("14-vgr:1")), dot: .named("08-kalmar:1"), time: .midsummer,
      merged: { $0 == .vgr ? 1 : 0 })
    #expect(early.isEmpty)
  }

  @Test func `an early write is dropped when it comes`() {
    var story = Story()
    let first = story.put(.note, "x", by: .vgr)
    let second = story.put(.note, "y", by: .kalmar, replacing: [first])
    #expect(story.stateInReverse.liveDots == [second])
  }

  @Test func `an early write still ends its author's earlier value`() {
    var story = Story()
    story.put(.note, "x", by: .vgr)
    let second = story.put(.note, "y", by: .vgr)
    let third = story.put(.note, "z", by: .kalmar, replacing: [second])
    #expect(story.stateInReverse.liveDots == [third])
  }

  @Test func `a write that is early in one cell lives in its other cells`() {
    var story = Story()
    let first = story.write(
      Change(record: story.record, writes: [.init(.note, "x"), .init(.status, "infort")]),
      by: .vgr)
    story.put(.note, "y", by: .kalmar, replacing: [first])
    #expect(story.stateInReverse[.status]?.dots == [first])
  }

  @Test func `an early delete is dropped when it comes`() {
    var story = Story()
    let written = story.put(.note, "x", by: .vgr)
    let deleted = story.delete(by: .vgr, seeing: [written])
    story.restore(by: .kalmar, replacing: [deleted])
    #expect(story.stateInReverse.existence == .visible)
  }

  private func change(replacing dot: Dot) -> Change {
    Change(
      record: .kol, writes: [Change.Write(.note, "y")],
      replaces: [Change.Replacement(.note, [dot])])
  }
}
