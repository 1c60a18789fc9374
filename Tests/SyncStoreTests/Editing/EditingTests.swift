import StoreFixtures
import SyncCore
import SyncWire
import TestSupport
import Testing

@testable import SyncStore

struct EditingTests {
  private let occasion = Occasion(person: "anna.berg", message: "Beslut", time: .midsummer)
  private let register = Scope.named("national/register")

  @Test func `an edit is merged at once`() throws {
    let trial = try TrialReplica()
    try trial.write(.put(.note, "Start i mars"))
    #expect(try trial.shown(.note) == "Start i mars")
  }

  @Test func `an edit is a signed changeset that anyone can verify`() throws {
    let trial = try TrialReplica()
    try trial.write(.put(.note, "x"))
    let log = LogName(.vgr, .vgr)
    let line = try trial.replica.changesets(of: log, after: 0, limitBytes: 1)[0].line
    #expect(throws: Never.self) {
      try Changeset.decode(line).verified(against: TrialParties().rights)
    }
  }

  @Test func `a changeset says who wrote and why`() throws {
    let trial = try TrialReplica()
    try trial.replica.edit(occasion) { _ in [(.vgr, .put(.note, "x"))] }
    let origin = try trial.replica.write(of: Dot(.vgr, 1), to: .kol)?.origin
    #expect([origin?.person, origin?.message] == ["anna.berg", "Beslut"])
  }

  @Test func `an edit that changes nothing writes no changeset`() throws {
    let trial = try TrialReplica()
    try trial.assign([Edit.Assignment(.note, "x")])
    #expect(try trial.assign([Edit.Assignment(.note, "x")]) == nil)
  }

  @Test func `an edit of several scopes is one changeset in each`() throws {
    let trial = try TrialReplica()
    let other = Scope.named("national/psykisk-halsa")
    let written = try trial.replica.edit(occasion) { _ in
      [(other, .put(.note, "a")), (.vgr, .put(.note, "b"))]
    }
    #expect(written.map(\.scope) == [other, .vgr])
  }

  @Test func `a refused scope takes the other scopes' changes back too`() throws {
    let trial = try TrialReplica()
    #expect(throws: Refusal.noRight(Dot(.vgr, 1), .named("region/14x"))) {
      try trial.replica.edit(occasion) { _ in
        [(.vgr, .put(.note, "a")), (.named("region/14x"), .put(.note, "b"))]
      }
    }
    #expect(try trial.replica.heads().isEmpty && trial.live().isEmpty)
  }

  @Test func `an edit without a right is refused`() throws {
    let trial = try TrialReplica()
    let body = RecordName.named("body/npo-1")
    #expect(throws: Refusal.noRight(Dot(.vgr, 1), register)) {
      try trial.write(.put(.named("name"), "x", of: body), in: register)
    }
  }

  @Test func `an author that Peers does not name writes nothing`() throws {
    let trial = try TrialReplica(rights: TrialParties().without(.vgr).rights)
    expect(.keyNotRegistered) { try trial.write(.put(.note, "x")) }
  }

  @Test func `another key than the one in Peers writes nothing`() throws {
    let trial = try TrialReplica()
    try trial.folder.key.overwrite(with: SigningKey.trial(seed: "another").fileText)
    expect(.keyNotRegistered) { try trial.write(.put(.note, "x")) }
  }

  @Test func `a trial tells what an edit would write`() throws {
    let trial = try TrialReplica()
    let written = try trial.replica.edit(occasion, isTrial: true) { _ in
      [(.vgr, .put(.note, "x"))]
    }
    #expect(written == [Written(scope: .vgr, dot: Dot(.vgr, 1), changes: 1)])
  }

  @Test func `a trial writes nothing`() throws {
    let trial = try TrialReplica()
    try trial.replica.edit(occasion, isTrial: true) { _ in [(.vgr, .put(.note, "x"))] }
    #expect(try trial.replica.heads().isEmpty && trial.live().isEmpty)
  }

  @Test func `after a trial the same dot is written for real`() throws {
    let trial = try TrialReplica()
    try trial.replica.edit(occasion, isTrial: true) { _ in [(.vgr, .put(.note, "x"))] }
    #expect(try trial.write(.put(.note, "y")) == Dot(.vgr, 1))
  }

  @Test func `two changes of one record in one changeset are refused`() throws {
    let trial = try TrialReplica()
    #expect(throws: Refusal.self) {
      try trial.replica.edit(occasion) { _ in
        [(.vgr, .put(.note, "a")), (.vgr, .put(.count, .integer(1)))]
      }
    }
  }

  @Test func `a failure while deciding writes nothing`() throws {
    let trial = try TrialReplica()
    #expect(throws: Edit.Obstacle.hidden) {
      try trial.replica.edit(occasion) { _ in throw Edit.Obstacle.hidden }
    }
    #expect(try trial.replica.heads().isEmpty)
  }

  @Test func `deciding sees what an earlier edit wrote`() throws {
    let trial = try TrialReplica()
    try trial.write(.put(.note, "x"))
    var seen: Value?
    try trial.replica.edit(occasion) { view in
      seen = try view.state(of: .kol)[.note]?.siblings.first?.value
      return []
    }
    #expect(seen == "x")
  }

  @Test func `deciding can look at a value that is no longer live`() throws {
    let trial = try TrialReplica()
    try trial.assign([Edit.Assignment(.note, "first")])
    try trial.assign([Edit.Assignment(.note, "second")])
    var seen: Value?
    try trial.replica.edit(occasion) { view in
      seen = try view.value(of: .note, at: Dot(.vgr, 1), in: .kol)
      return []
    }
    #expect(seen == "first")
  }

  @Test func `a log that a pin has ended takes no more edits`() throws {
    var trial = try TrialReplica()
    try trial.write(.put(.note, "x"))
    let log = LogName(.vgr, .vgr)
    let head = try #require(try trial.replica.heads()[log])
    try trial.reopen(rights: TrialParties().pinning(log, at: head).rights)
    #expect(throws: Refusal.beyondPin(Dot(.vgr, 2), .vgr, pin: 1)) {
      try trial.write(.put(.note, "y"))
    }
  }
}
