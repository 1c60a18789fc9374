import SyncCore
import TestSupport
import Testing

/// The changes that delete and restore a record as it is seen now.
@Suite struct DeletionTests {
  @Test func `a deletion names the live dots of all cells`() {
    var story = Story()
    let first = story.put(.note, "x", by: .vgr)
    let second = story.put(.codeJ44, .boolean(true), by: .kalmar)
    let change = story.state.deletion(of: story.record, reason: "Dubblett")
    #expect(change.existence == .delete(seen: [first, second]))
  }

  @Test func `a deletion hides the record for everyone who merges it`() {
    let failure = firstFailingSeed(outOf: 300) { random in
      let changesets = History.arbitrary(using: &random).changesets
      let state = MemoryReplica(merging: changesets)[.kol]
      var story = Story(changesets: changesets)
      story.write(state.deletion(of: .kol, reason: nil), by: .skane)
      return story.state.existence == .hidden && story.stateInReverse.existence == .hidden
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }

  @Test func `a restoration shows the record to everyone who merges it`() {
    let failure = firstFailingSeed(outOf: 300) { random in
      let changesets = History.arbitrary(using: &random).changesets
      let state = MemoryReplica(merging: changesets)[.kol]
      var story = Story(changesets: changesets)
      story.write(state.restoration(of: .kol, reason: nil), by: .skane)
      return story.state.existence == .visible && story.stateInReverse.existence == .visible
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }

  @Test func `a deletion keeps its reason`() {
    let change = RecordState().deletion(of: .kol, reason: "Dubblett")
    #expect(change.reason == "Dubblett")
  }

  @Test func `what a delete had seen is read back from its value`() {
    let seen: Set<Dot> = [.named("14-vgr:9"), .named("14-vgr:10"), .named("08-kalmar:1")]
    let sibling = Sibling(
      dot: .named("national:1"), value: ExistenceChange.delete(seen: seen).value,
      time: .midsummer)
    #expect(Set(sibling.seenDots) == seen)
  }

  @Test func `a delete's value lists its dots in the order of their bytes`() {
    let value = ExistenceChange.delete(seen: [.named("14-vgr:9"), .named("14-vgr:10")]).value
    #expect(value == .array(["14-vgr:10", "14-vgr:9"]))
  }

  @Test func `a restore's value is true`() {
    #expect(ExistenceChange.restore.value == .boolean(true))
  }
}
