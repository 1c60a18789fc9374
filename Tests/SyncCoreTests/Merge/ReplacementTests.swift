import SyncCore
import TestSupport
import Testing

/// Which values a write ends, and which it leaves.
@Suite struct ReplacementTests {
  @Test func `concurrent values are both kept`() {
    var story = Story()
    let first = story.put(.note, "x", by: .vgr)
    let second = story.put(.note, "y", by: .kalmar)
    #expect(story.state.liveDots == [first, second])
  }

  @Test func `a write ends the values that it names`() {
    var story = Story()
    let first = story.put(.note, "x", by: .vgr)
    let second = story.put(.note, "y", by: .kalmar, replacing: [first])
    #expect(story.state.liveDots == [second])
  }

  @Test func `a write ends no other author's value that it does not name`() {
    var story = Story()
    let first = story.put(.note, "x", by: .vgr)
    let second = story.put(.note, "y", by: .skane)
    let third = story.put(.note, "z", by: .kalmar, replacing: [first])
    #expect(story.state.liveDots == [second, third])
  }

  @Test func `a write ends its author's earlier value without naming it`() {
    var story = Story()
    story.put(.note, "x", by: .vgr)
    let second = story.put(.note, "y", by: .vgr)
    #expect(story.state.liveDots == [second])
  }

  @Test func `an author's earlier value stays ended when the later one is replaced`() {
    var story = Story()
    story.put(.note, "x", by: .vgr)
    let second = story.put(.note, "y", by: .vgr)
    let third = story.put(.note, "z", by: .kalmar, replacing: [second])
    #expect(story.state.liveDots == [third])
  }

  @Test func `an incarnation does not end the values of the name it goes on for`() {
    var story = Story()
    let first = story.put(.note, "x", by: .vgr)
    let second = story.put(.note, "y", by: .vgrAgain)
    #expect(story.state.liveDots == [first, second])
  }

  @Test func `naming a dot ends it in that cell alone`() {
    var story = Story()
    let first = story.write(
      Change(record: story.record, writes: [.init(.note, "x"), .init(.status, "infort")]),
      by: .vgr)
    story.put(.note, "y", by: .kalmar, replacing: [first])
    #expect(story.state[.status]?.dots == [first])
  }

  @Test func `a later write to another cell leaves the author's value alone`() {
    var story = Story()
    let first = story.put(.note, "x", by: .vgr)
    story.put(.status, "infort", by: .vgr)
    #expect(story.state[.note]?.dots == [first])
  }

  @Test func `a resolution ends all siblings at once`() {
    var story = Story()
    let first = story.put(.note, "x", by: .vgr)
    let second = story.put(.note, "y", by: .kalmar)
    let third = story.put(.note, "x", by: .national, replacing: [first, second])
    #expect(story.state.liveDots == [third])
  }

  @Test func `two resolutions made apart stand against each other`() {
    var story = Story()
    let siblings = [story.put(.note, "x", by: .vgr), story.put(.note, "y", by: .kalmar)]
    let one = story.put(.note, "x", by: .national, replacing: siblings)
    let other = story.put(.note, "y", by: .skane, replacing: siblings)
    #expect(story.state.liveDots == [one, other])
  }

  @Test func `a member that is removed leaves its set`() {
    var story = Story()
    let added = story.put(.codeJ44, .boolean(true), by: .vgr)
    story.remove(.codeJ44, by: .kalmar, replacing: [added])
    #expect(story.state[.codeJ44] == nil)
  }

  @Test func `an addition that the remover had not seen survives`() {
    var story = Story()
    let seen = story.put(.codeJ44, .boolean(true), by: .vgr)
    let unseen = story.put(.codeJ44, .boolean(true), by: .skane)
    story.remove(.codeJ44, by: .kalmar, replacing: [seen])
    #expect(story.state[.codeJ44]?.dots == [unseen])
  }

  @Test func `members of a set are cells of their own`() {
    var story = Story()
    let first = story.put(.codeJ44, .boolean(true), by: .vgr)
    let second = story.put(.named("icd10/J45"), .boolean(true), by: .kalmar)
    #expect(story.state.liveDots == [first, second])
  }

  @Test func `a unit is replaced whole`() {
    var story = Story()
    let first = story.put(.status, .object([("status", "infort"), ("kod", "1")]), by: .vgr)
    story.put(.status, .object([("status", "pagar")]), by: .kalmar, replacing: [first])
    #expect(story.state[.status]?.siblings.map(\.value) == [.object([("status", "pagar")])])
  }

  @Test func `a record whose cells are all removed has no state`() {
    var story = Story()
    let added = story.put(.codeJ44, .boolean(true), by: .vgr)
    story.remove(.codeJ44, by: .vgr, replacing: [added])
    #expect(story.state.isEmpty)
  }

  @Test func `a cell's siblings stand in the order of their dots`() {
    var story = Story()
    story.put(.note, "x", by: .skane)
    story.put(.note, "y", by: .kalmar)
    story.put(.note, "z", by: .vgr)
    #expect(story.state[.note]?.dots.map(\.author) == [.kalmar, .skane, .vgr])
  }
}
