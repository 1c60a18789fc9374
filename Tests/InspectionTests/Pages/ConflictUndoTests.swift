import StoreFixtures
import SyncCore
import SyncStore
import TestSupport
import Testing

@testable import Inspection

@Suite struct ConflictUndoTests {
  /// The collision after the other's value was taken, with the dot of that write.
  private func settled() throws -> (Collision, Dot) {
    let collision = try Collision()
    let theirs = try #require(try collision.theirs())
    let reply = collision.own.post(
      collision.link,
      try collision.shown() + [
        ("choice", theirs.dot.description), ("reason", "Skåne har rätt"), ("step", "confirm"),
      ])
    #expect(reply.status == 303)
    let dot = try #require(try collision.own.siblings(collision.key, collision.note).first?.dot)
    return (collision, dot)
  }

  @Test("a settlement is taken back: what was shown before is written anew, and stays closed")
  func undoes() throws {
    let (collision, dot) = try settled()
    #expect(collision.own.get(collision.link).values(of: "value").contains(dot.description))
    let reply = collision.own.post(collision.link, [("dot", dot.description), ("step", "undo")])
    #expect(reply.location?.contains("angrad=14-vgr:") == true)
    let siblings = try collision.own.siblings(collision.key, collision.note)
    #expect(siblings.count == 1)
    #expect(siblings[0].dot.sequence == dot.sequence + 1)
    let last = try #require(try collision.own.replica.history(of: collision.key).last)
    #expect(last.change.reason == Text("Ångrar \(dot)"))
    #expect(try collision.own.replica.conflictCount() == 0)
  }

  @Test("it is not taken back where someone has written since, and nothing is written")
  func refusesUndo() throws {
    let (collision, dot) = try settled()
    try collision.own.set(collision.key.name.description, "note=Nyare.", scope: .vgr)
    let heads = try collision.own.replica.heads()
    let reply = collision.own.post(collision.link, [("dot", dot.description), ("step", "undo")])
    #expect(reply.status == 409)
    #expect(reply.holds("hann före"))
    #expect(try collision.own.replica.heads() == heads)
  }

  @Test("what another author wrote is not there to be undone")
  func undoesOnlyOwn() throws {
    let (collision, dot) = try settled()
    let elsewhere = try TrialSite(.kalmar)
    try elsewhere.meets(collision.own)
    #expect(!elsewhere.get(collision.link).holds("value=\"undo\""))
    let reply = elsewhere.post(collision.link, [("dot", dot.description), ("step", "undo")])
    #expect(reply.status == 409)
  }

  @Test("the values that there were can be chosen afterwards")
  func choosesEarlier() throws {
    let (collision, _) = try settled()
    let page = collision.own.get(collision.link)
    let choices = page.values(of: "value").filter { $0.hasPrefix("earlier ") }
    #expect(choices.count == 2)
    let mine = try #require(choices.first { $0.contains("14-vgr") })
    let reply = collision.own.post(
      collision.link,
      try collision.shown() + [
        ("choice", mine), ("reason", "Ändå vårt"), ("step", "confirm"),
      ])
    #expect(reply.status == 303)
    #expect(
      try collision.own.siblings(collision.key, collision.note).map(\.value)
        == ["Infört på alla vårdcentraler."])
  }

  @Test("deleted against changed is settled either way", arguments: [true, false])
  func settlesExistence(isKept: Bool) throws {
    let own = try TrialSite(.vgr)
    let key = RecordKey(.vgr, .named("implementation/14-kol-1"))
    try own.set(key.name.description, "note=Ett")
    let other = try TrialSite(.skane)
    try other.meets(own)
    try other.set(key.name.description, "note=Två", scope: .vgr)
    let workspace = Workspace(
      replica: own.replica, peersFolder: PeersFolder(own.trial.parent.file("Peers")), person: nil)
    _ = try RecordEditor(workspace, scope: .vgr).delete(key.name, reason: "Upphört")
    try own.meets(other)
    let link = PageLink.conflict(key, .exists)
    let page = own.get(link)
    #expect(page.holds("någon tog bort posten medan någon annan ändrade den"))
    let conflict = try #require(try own.replica.conflict(key, cell: .exists)).conflict
    let choice = try #require(conflict.siblings.first { ($0.value == true) == isKept })
    let reply = own.post(
      link,
      conflict.siblings.map { ("shown", $0.dot.description) } + [
        ("choice", choice.dot.description), ("reason", "Beslutat"), ("step", "confirm"),
      ])
    #expect(reply.status == 303)
    #expect(try own.replica.record(key)?.exists == isKept)
    #expect(try own.replica.conflictCount() == 0)
  }

  @Test("a write that was not shown is not deleted over")
  func keepsUnseenWrites() throws {
    let own = try TrialSite(.vgr)
    let key = RecordKey(.vgr, .named("implementation/14-kol-1"))
    try own.set(key.name.description, "note=Ett")
    let (other, third) = (try TrialSite(.skane), try TrialSite(.kalmar))
    for site in [other, third] { try site.meets(own) }
    try other.set(key.name.description, "note=Två", scope: .vgr)
    try third.set(key.name.description, "responsible=Tre", scope: .vgr)
    let workspace = Workspace(
      replica: own.replica, peersFolder: PeersFolder(own.trial.parent.file("Peers")), person: nil)
    _ = try RecordEditor(workspace, scope: .vgr).delete(key.name, reason: "Upphört")
    try own.meets(other)
    let conflict = try #require(try own.replica.conflict(key, cell: .exists)).conflict
    let delete = try #require(conflict.siblings.first { $0.value == false })
    try own.meets(third)
    let reply = own.post(
      .conflict(key, .exists),
      conflict.siblings.map { ("shown", $0.dot.description) } + [
        ("choice", delete.dot.description), ("reason", "Bort"), ("step", "confirm"),
      ])
    #expect(reply.status == 409)
    #expect(try own.replica.record(key)?.exists == true)
  }
}
