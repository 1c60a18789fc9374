import StoreFixtures
import SyncCore
import SyncWire
import TestSupport
import Testing

@testable import SyncStore

/// A pin, or a fork, ends a log below a changeset that erased: what is gone stays gone, whoever had
/// not heard of it keeps the value, and erasing again brings all to one state.
struct LapsedErasureTests {
  private static let second: Author = .named("14-sahlgrenska")
  private static let log = LogName(.vgr, .vgr)

  private var parties: TrialParties {
    var parties = TrialParties()
    parties.writes[Self.second] = [.vgr]
    return parties
  }

  /// The owner's first author writes and then erases; the second author and a national replica hear
  /// of it, two others do not. Then Peers ends the first author's log before the erasure.
  private func pinned() throws -> (heard: TrialReplica, deaf: TrialReplica, all: [TrialReplica]) {
    let rights = parties.rights
    let eraser = try TrialReplica(rights: rights)
    try eraser.write(.put(.isPilot, .boolean(true)))
    let head = try #require(try eraser.replica.heads()[Self.log])
    var others = try [Self.second, .national, .skane, .kalmar].map {
      try TrialReplica($0, rights: rights)
    }
    for other in others {
      try other.receive(SecretNote.log().lines)
      try carry(from: eraser.replica, to: other.replica)
    }
    try eraser.receive(SecretNote.log().lines)
    _ = try eraser.replica.erase(.note, of: .kol, SecretNote.occasion)
    for other in others.prefix(2) { try carry(from: eraser.replica, to: other.replica) }
    let pinned = parties.pinning(Self.log, at: head).rights
    for index in others.indices { try others[index].reopen(rights: pinned) }
    return (others[0], others[2], others)
  }

  @Test func `a pin over the eraser leaves equal heads, different digests, and tells why`() throws {
    let (heard, deaf, all) = try pinned()
    #expect(try settle(all.map(\.replica)))
    let (one, other) = (try Standing(of: heard.replica), try Standing(of: deaf.replica))
    #expect(one.heads == other.heads && one.digests != other.digests)
    #expect(try heard.shown(.note) == Value.erased && !SecretNote.isHeld(in: heard))
    #expect(try deaf.shown(.note) == .string(SecretNote.text))
    let lapsed = LapsedErasure(key: .kol, cell: .note, eraser: Dot(.vgr, 2))
    #expect(try heard.replica.lapsedErasures() == [lapsed])
    #expect(try deaf.replica.lapsedErasures() == [])
    #expect(try heard.replica.verify() == [] && deaf.replica.verify() == [])
  }

  @Test func `erasing again where it is gone already brings all to one state`() throws {
    let (heard, _, all) = try pinned()
    let outcome = try heard.replica.erase(.note, of: .kol, SecretNote.occasion)
    #expect(outcome.erased == 0 && outcome.renewed == 1 && outcome.written.count == 1)
    let fresh = try TrialReplica(.vgr, rights: heard.replica.rights)
    let replicas = all + [fresh]
    #expect(try settle(replicas.map(\.replica)))
    let standing = try Standing(of: heard.replica)
    for trial in replicas {
      #expect(try Standing(of: trial.replica) == standing && !SecretNote.isHeld(in: trial))
      #expect(try trial.replica.verify() == [] && trial.replica.lapsedErasures() == [])
      #expect(try trial.replica.heldLogs().isEmpty)
    }
    let again = try heard.replica.erase(.note, of: .kol, SecretNote.occasion)
    #expect(again.written.isEmpty && again.renewed == 0 && again.already == 1)
  }

  @Test func `erasing again where the value still stands brings all to one state`() throws {
    let (_, deaf, all) = try pinned()
    let owner = try TrialReplica(.named("14-skaraborg"), rights: rightsWithThird(of: deaf))
    var replicas = all
    for index in replicas.indices { try replicas[index].reopen(rights: owner.replica.rights) }
    try carry(from: deaf.replica, to: owner.replica)
    let outcome = try owner.replica.erase(.note, of: .kol, SecretNote.occasion)
    #expect(outcome.erased == 1 && outcome.renewed == 0)
    #expect(try settle(([owner] + replicas).map(\.replica)))
    let standing = try Standing(of: owner.replica)
    for trial in replicas {
      #expect(try Standing(of: trial.replica) == standing && !SecretNote.isHeld(in: trial))
      #expect(try trial.replica.verify() == [] && trial.replica.lapsedErasures() == [])
    }
  }

  /// The same Peers with a third author of the owner, who had heard of nothing.
  private func rightsWithThird(of trial: TrialReplica) throws -> Rights {
    var parties = parties
    parties.writes[.named("14-skaraborg")] = [.vgr]
    parties.pins = try trial.replica.heads().filter { $0.key == Self.log }
    return parties.rights
  }

  @Test func `what was never proven here is not vouched for by erasing it again`() throws {
    let (heard, _, _) = try pinned()
    let left = try heard.replica.changesets(
      of: SecretNote.log().name, after: 0, limitBytes: .max
    ).map(\.line)
    let fresh = try TrialReplica(Self.second, rights: heard.replica.rights)
    #expect(try fresh.receive(left) == [.held, .held])
    let outcome = try fresh.replica.erase(.note, of: .kol, SecretNote.occasion)
    #expect(outcome.written.isEmpty && outcome.renewed == 0)
    #expect(try fresh.replica.heldLogs().count == 1)
  }

  @Test func `the author's party decides, too: who left the owner's party upholds nothing`() throws
  {
    var (trial, _) = try SecretNote.erased()
    #expect(try trial.replica.lapsedErasures() == [])
    var parties = TrialParties()
    parties.partyNames[.vgr] = "15"
    try trial.reopen(rights: parties.rights)
    #expect(try trial.replica.lapsedErasures().map(\.cell) == [.note])
    #expect(try !SecretNote.isHeld(in: trial))
  }

  @Test func `what was erased on a branch of a fork is erased again by itself`() throws {
    let left = try TrialReplica()
    try left.write(.put(.isPilot, .boolean(true)))
    let (right, witness) = (try TrialReplica(cloneOf: left), try TrialReplica(.skane))
    for trial in [left, right, witness] { try trial.receive(SecretNote.log().lines) }
    _ = try left.replica.erase(.note, of: .kol, SecretNote.occasion)
    try right.write(.put(.contact, "right"))
    try carry(from: right.replica, to: witness.replica)
    let replicas = [left, right, witness]
    #expect(try settle(replicas.map(\.replica)))
    let standing = try Standing(of: left.replica)
    for trial in replicas {
      #expect(try Standing(of: trial.replica) == standing && !SecretNote.isHeld(in: trial))
      #expect(try trial.replica.verify() == [] && trial.replica.lapsedErasures() == [])
    }
    // Once is enough.
    try left.write(.put(.contact, "later"))
    let erasing = try left.rows("SELECT DISTINCT changeset FROM erasures")
    #expect(erasing.count == 2)
  }
}
