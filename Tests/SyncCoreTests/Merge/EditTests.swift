import SyncCore
import TestSupport
import Testing

/// What a person wants, turned into a change.
@Suite struct EditTests {
  @Test func `a value for an empty cell replaces nothing`() throws {
    let change = try change(RecordState(), .init(.note, "x"))
    #expect(change == Change(record: .kol, writes: [.init(.note, "x")]))
  }

  @Test func `without a basis everything live is replaced`() throws {
    var story = Story()
    let first = story.put(.note, "x", by: .vgr)
    let second = story.put(.note, "y", by: .kalmar)
    let change = try change(story.state, .init(.note, "z"))
    #expect(change?.replaced(in: .note) == [second, first])
  }

  @Test func `with a basis only what was shown is replaced`() throws {
    var story = Story()
    let first = story.put(.note, "x", by: .kalmar)
    story.put(.note, "y", by: .skane)
    let change = try change(story.state, .init(.note, "z", basis: [first]))
    #expect(change?.replaced(in: .note) == [first])
  }

  @Test func `a dot that is no longer live is named if it was shown`() throws {
    var story = Story()
    let shown = story.put(.note, "x", by: .kalmar)
    story.put(.note, "y", by: .skane, replacing: [shown])
    let change = try change(story.state, .init(.note, "z", basis: [shown]))
    #expect(change?.replaced(in: .note) == [shown])
  }

  @Test func `an empty basis replaces nothing`() throws {
    var story = Story()
    story.put(.note, "x", by: .kalmar)
    let change = try change(story.state, .init(.note, "z", basis: []))
    #expect(change?.replaces.isEmpty == true)
  }

  @Test func `a value of the author's own that was not shown stops the edit`() {
    var story = Story()
    let shown = story.put(.note, "x", by: .vgr)
    let faster = story.put(.note, "y", by: .vgr)
    #expect(throws: Edit.Obstacle.overtaken(.note, by: faster)) {
      try change(story.state, .init(.note, "z", basis: [shown]))
    }
  }

  @Test func `a removal is stopped too where the author's own value was not shown`() {
    var story = Story()
    let shown = story.put(.note, "x", by: .vgr)
    let faster = story.put(.note, "y", by: .vgr)
    #expect(throws: Edit.Obstacle.overtaken(.note, by: faster)) {
      try change(story.state, .init(.note, nil, basis: [shown]))
    }
  }

  @Test func `another author's value that was not shown does not stop the edit`() throws {
    var story = Story()
    story.put(.note, "y", by: .kalmar)
    #expect(try change(story.state, .init(.note, "z", basis: [])) != nil)
  }

  @Test func `a value equal to the only live one writes nothing`() throws {
    var story = Story()
    story.put(.note, "x", by: .kalmar)
    #expect(try change(story.state, .init(.note, "x")) == nil)
  }

  @Test func `what the author's colleague has typed already writes nothing`() throws {
    var story = Story()
    let shown = story.put(.note, "x", by: .vgr)
    story.put(.note, "z", by: .vgr)
    #expect(try change(story.state, .init(.note, "z", basis: [shown])) == nil)
  }

  @Test func `a value equal to one of several live ones settles them`() throws {
    var story = Story()
    let first = story.put(.note, "x", by: .vgr)
    let second = story.put(.note, "y", by: .kalmar)
    let change = try change(story.state, .init(.note, "x"))
    #expect(change?.replaced(in: .note) == [second, first])
  }

  @Test func `a text that only looks alike is written`() throws {
    var story = Story()
    story.put(.note, "\u{E5}", by: .kalmar)
    #expect(try change(story.state, .init(.note, "a\u{30A}")) != nil)
  }

  @Test func `a removal names the dots and writes nothing`() throws {
    var story = Story()
    let added = story.put(.codeJ44, .boolean(true), by: .kalmar)
    let change = try change(story.state, .init(.codeJ44, nil))
    #expect(change == Change(record: .kol, replaces: [.init(.codeJ44, [added])]))
  }

  @Test func `removing what is not there writes nothing`() throws {
    #expect(try change(RecordState(), .init(.codeJ44, nil)) == nil)
  }

  @Test func `removing what was shown as absent writes nothing`() throws {
    var story = Story()
    story.put(.codeJ44, .boolean(true), by: .vgr)
    #expect(try change(story.state, .init(.codeJ44, nil, basis: [])) == nil)
  }

  @Test func `a hidden record has to be restored first`() {
    var story = Story()
    let written = story.put(.note, "x", by: .vgr)
    story.delete(by: .vgr, seeing: [written])
    #expect(throws: Edit.Obstacle.hidden) { try change(story.state, .init(.note, "y")) }
  }

  @Test func `a contested record can be edited`() throws {
    var story = Story()
    story.delete(by: .kalmar, seeing: [])
    story.put(.note, "x", by: .vgr)
    #expect(try change(story.state, .init(.note, "y")) != nil)
  }

  @Test func `one obstacle stops every assignment`() {
    var story = Story()
    let faster = story.put(.note, "y", by: .vgr)
    let assignments = [Edit.Assignment(.status, "infort"), .init(.note, "z", basis: [])]
    #expect(throws: Edit.Obstacle.overtaken(.note, by: faster)) {
      try story.state.change(of: .kol, assigning: assignments, by: .vgr)
    }
  }

  @Test func `an edit leaves exactly what it wrote where nothing else happens`() {
    let failure = firstFailingSeed(outOf: 300) { random in
      let changesets = History.arbitrary(using: &random).changesets
      var story = Story(changesets: changesets)
      let value = Value.arbitrary(using: &random)
      guard !story.state.existence.inOracleWords.isHidden else { return true }
      if let change = try change(story.state, .init(.note, value)) {
        story.write(change, by: .vgr)
      }
      return story.state[.note]?.siblings.map(\.value) == [value]
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }

  /// The change that one assignment by `14-vgr` asks for.
  private func change(
    _ state: RecordState, _ assignment: Edit.Assignment
  ) throws(Edit.Obstacle) -> Change? {
    try state.change(of: .kol, assigning: [assignment], by: .vgr)
  }
}
