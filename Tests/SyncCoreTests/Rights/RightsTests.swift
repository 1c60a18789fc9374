import SyncCore
import TestSupport
import Testing

/// Who may write what, and where logs end.
@Suite struct RightsTests {
  static let lung: Scope = .named("national/lung")

  @Test(arguments: [
    ("region/14", true), ("region/14/internal", true), ("region/1", false),
    ("region/140", false), ("national/lung", true), ("national", false), ("region", false),
  ])
  func `a right covers its scope and what lies below`(scope: String, mayWrite: Bool) {
    let registration = Registration(author: .vgr, key: [], writes: [.vgr, Self.lung])
    #expect(registration.mayWrite(.named(scope)) == mayWrite)
  }

  @Test func `an incarnation has its name's registration`() throws {
    let rights = try rights(with: [Registration(author: .vgr, key: [7], writes: [.vgr])])
    #expect(rights.registration(of: .vgrAgain)?.key == [7])
  }

  @Test func `an incarnation with an entry of its own has that one`() throws {
    let rights = try rights(with: [
      Registration(author: .vgr, key: [7], writes: [.vgr]),
      Registration(author: .vgrAgain, key: [8], writes: [.vgr]),
    ])
    #expect(rights.registration(of: .vgrAgain)?.key == [8])
  }

  @Test func `an author that Peers does not name has no registration`() throws {
    #expect(try rights(with: []).registration(of: .skane) == nil)
  }

  @Test(arguments: [(Author.vgr, "14"), (.vgrAgain, "14"), (.skane, nil)] as [(Author, String?)])
  func `an author writes for the party that names it`(author: Author, party: String?) throws {
    let rights = try rights(with: [Registration(author: .vgr, key: [], writes: [])])
    #expect(rights.party(of: author) == party)
  }

  @Test(arguments: [
    (Author.vgr, "region/14", true), (.vgrAgain, "region/14/internal", true),
    (.vgr, "region/08", false), (.vgr, "national/lung", false), (.skane, "region/14", false),
    (.vgr, "other", false),
  ])
  func `the owner of a scope is its party's every author`(
    author: Author, scope: String, isOwner: Bool
  ) throws {
    let rights = try rights(with: [
      Registration(author: .vgr, key: [], writes: [.vgr, Self.lung])
    ])
    #expect(rights.isOwner(author, of: .named(scope)) == isOwner)
  }

  @Test func `a log without a pin goes on`() throws {
    let rights = try rights(with: [Registration(author: .vgr, key: [], writes: [.vgr])])
    #expect(rights.pin(of: LogName(.vgr, .vgr)) == nil)
  }

  @Test func `a pin ends its author's log there`() throws {
    let rights = try pinned(at: 41)
    #expect(rights.pin(of: LogName(.vgr, .vgr)) == .at(Head(sequence: 41, hash: .zero)))
  }

  @Test func `a pin leaves the author's other scopes alone`() throws {
    #expect(try pinned(at: 41).pin(of: LogName(Self.lung, .vgr)) == nil)
  }

  @Test func `a pin of a name ends every incarnation that it does not name`() throws {
    #expect(try pinned(at: 41).pin(of: LogName(.vgr, .vgrAgain)) == .atStart)
  }

  @Test func `a pin of a name leaves the incarnations' other scopes alone`() throws {
    #expect(try pinned(at: 41).pin(of: LogName(Self.lung, .vgrAgain)) == nil)
  }

  @Test func `an incarnation with a pin of its own counts up to that`() throws {
    let rights = try rights(with: [
      Registration(author: .vgr, key: [], writes: [.vgr], pins: [.vgr: head(41)]),
      Registration(author: .vgrAgain, key: [], writes: [.vgr], pins: [.vgr: head(7)]),
    ])
    #expect(rights.pin(of: LogName(.vgr, .vgrAgain))?.sequence == 7)
  }

  @Test func `a pin of an incarnation does not end its name's log`() throws {
    let rights = try rights(with: [
      Registration(author: .vgr, key: [], writes: [.vgr]),
      Registration(author: .vgrAgain, key: [], writes: [.vgr], pins: [.vgr: head(7)]),
    ])
    #expect(rights.pin(of: LogName(.vgr, .vgr)) == nil)
  }

  @Test func `nothing of a log that a pin ends at its start counts`() {
    #expect(Rights.Pin.atStart.sequence == 0)
  }

  @Test func `an author named by two parties is a contradiction`() {
    let registration = Registration(author: .vgr, key: [], writes: [])
    #expect(throws: Rights.Contradiction.authorTwice(.vgr, "14", "08")) {
      try Rights([party("14", [registration]), party("08", [registration])])
    }
  }

  @Test func `an author named twice by one party is a contradiction`() {
    let registration = Registration(author: .vgr, key: [], writes: [])
    #expect(throws: Rights.Contradiction.authorTwice(.vgr, "14", "14")) {
      try Rights([party("14", [registration, registration])])
    }
  }

  @Test func `a party named twice is a contradiction`() {
    #expect(throws: Rights.Contradiction.partyTwice("14")) {
      try Rights([party("14", []), party("14", [])])
    }
  }

  @Test func `parties stand in the order of their names`() throws {
    let rights = try Rights([party("national", []), party("14", []), party("08", [])])
    #expect(rights.parties.map(\.name) == ["08", "14", "national"])
  }

  @Test func `a party is found by its name`() throws {
    let rights = try Rights([party("14", []), party("08", [])])
    #expect(rights.party(named: "08")?.name == "08" && rights.party(named: "01") == nil)
  }

  @Test func `without Peers nobody may write`() {
    #expect(Rights.none.registration(of: .vgr) == nil)
  }

  private func pinned(at sequence: Int64) throws -> Rights {
    try rights(with: [
      Registration(
        author: .vgr, key: [], writes: [.vgr, Self.lung], pins: [.vgr: head(sequence)])
    ])
  }

  private func head(_ sequence: Int64) -> Head {
    Head(sequence: sequence, hash: .zero)
  }

  private func rights(with registrations: [Registration]) throws -> Rights {
    try Rights([party("14", registrations)])
  }

  private func party(_ name: String, _ authors: [Registration]) -> Party {
    Party(
      name: name, title: name, healthcareRegion: nil, authors: authors, receives: [],
      endpoints: [:])
  }
}
