import Foundation
import StoreFixtures
import SyncCore
import SyncWire
import TestSupport
import Testing

@testable import SyncStore

/// An erasure reaches those who hold the value and those who do not yet, in whatever order.
struct ErasureHolderTests {
  @Test func `a holder of the value loses it`() throws {
    let (owner, _) = try SecretNote.erased()
    let other = try TrialReplica(.skane)
    try other.receive(SecretNote.log().lines)
    try SearchIndex(of: other.replica).refresh()
    try carry(from: owner.replica, to: other.replica)
    #expect(try !SecretNote.isHeld(in: other))
    #expect(try Standing(of: other.replica) == Standing(of: owner.replica))
    #expect(try other.replica.verify() == [])
  }

  @Test func `a new replica gets the same state, in whatever order the lines come`() throws {
    let (owner, lines) = try SecretNote.erased()
    let whole = try SecretNote.log().lines
    let failure = firstFailingSeed(outOf: 40) { random in
      let other = try TrialReplica(.skane)
      // Some come as they were, some as what is left of them, some as both.
      var pile = lines + whole.filter { _ in random.chance(percent: 50) }
      pile.shuffle(using: &random)
      for line in pile { try other.receive([line]) }
      try other.receive(lines)
      return try Standing(of: other.replica) == Standing(of: owner.replica)
        && !SecretNote.isHeld(in: other) && other.replica.verify() == []
        && other.replica.heldLogs().isEmpty
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }

  @Test func `a whole line never brings a value back`() throws {
    let (owner, lines) = try SecretNote.erased()
    #expect(try owner.receive(SecretNote.log().line(1)) == .known)
    #expect(try SecretNote.lines(of: owner) == lines && !SecretNote.isHeld(in: owner))
  }

  @Test func `what cannot be read leaves no evidence once something was erased`() throws {
    let (owner, _) = try SecretNote.erased()
    let whole = try SecretNote.log().line(1)
    let altered = String(decoding: whole, as: UTF8.self).replacing("Eva", with: "Ada")
    #expect(refusalCode(try owner.receive(Array(whole.dropLast()))) == "malformed")
    #expect(refusalCode(try owner.receive(Array(altered.utf8))) == "body_mismatch")
    #expect(try owner.replica.quarantine().count == 2 && !SecretNote.isHeld(in: owner))
    #expect(try owner.replica.verify() == [])
  }

  @Test func `what is left of a changeset is held until an erasure names it`() throws {
    let (owner, lines) = try SecretNote.erased()
    let name = try SecretNote.log().name
    let left = try owner.replica.changesets(of: name, after: 0, limitBytes: .max).map(\.line)
    let other = try TrialReplica(.skane)
    #expect(try other.receive(left) == [.held, .held])
    #expect(try other.live().isEmpty && other.replica.verify() == [])
    try other.receive(lines)
    #expect(try Standing(of: other.replica) == Standing(of: owner.replica))
  }

  @Test func `a changed rest is refused, and a value hidden by a relay is held`() throws {
    let (owner, lines) = try SecretNote.erased()
    let left = try #require(
      try owner.replica.changesets(of: SecretNote.log().name, after: 0, limitBytes: .max).first?
        .line)
    let forged = String(decoding: left, as: UTF8.self).replacing("Eva", with: "Ada")
    let other = try TrialReplica(.skane)
    #expect(refusalCode(try other.receive(Array(forged.utf8))) == "body_mismatch")
    let hidden = try Changeset.decode(left).erasing([CellPlace(.kol, .contact)])
    #expect(try other.receive(try #require(hidden).line) == .held)
    try other.receive(lines.filter { $0 != left })
    #expect(try other.live().isEmpty)
    // The true one takes its place.
    try other.receive([left])
    #expect(try Standing(of: other.replica) == Standing(of: owner.replica))
  }

  @Test func `a whole line that comes after the erasure is kept without the value`() throws {
    let (owner, _) = try SecretNote.erased()
    let other = try TrialReplica(.skane)
    let erasing = try owner.replica.changesets(
      of: LogName(.vgr, .vgr), after: 0, limitBytes: .max
    ).map(\.line)
    try other.receive(erasing + SecretNote.log().lines)
    #expect(try !SecretNote.isHeld(in: other) && other.shown(.note) == Value.erased)
    #expect(try Standing(of: other.replica) == Standing(of: owner.replica))
    #expect(try other.replica.verify() == [])
  }

  @Test func `another rest under the same header is held, whatever it says it is left of`() throws {
    let (owner, lines) = try SecretNote.erased()
    let whole = try SecretNote.log()
    var forger = SignedLog(.kalmar)
    try forger.append(
      Change(
        record: .kol,
        writes: [
          Change.Write(.note, .string(SecretNote.text)), Change.Write(.contact, "Ada"),
          Change.Write(.status, .status("infort", on: "2026-05-01")),
        ]))
    let place = CellPlace(.kol, .note)
    let left = try #require(whole.changesets[0].erasing([place])).line
    let other = try #require(forger.changesets[0].erasing([place])).line
    // Its body and proof fit each other; only the remainder that the erasure names does not.
    let header = ",\"header\":"
    let parts = [other, left].map {
      String(decoding: $0, as: UTF8.self).components(separatedBy: header)
    }
    let forged = Array((parts[0][0] + header + parts[1][1]).utf8)
    let holder = try TrialReplica(.skane)
    try holder.receive(lines.filter { $0 != left })
    #expect(try holder.receive(forged) == .held)
    #expect(try holder.live().isEmpty)
    try holder.receive(left)
    #expect(try Standing(of: holder.replica) == Standing(of: owner.replica))
  }

  @Test func `verify names a changeset that lacks a value and no erasure that took it`() throws {
    let trial = try TrialReplica(.skane)
    let whole = try SecretNote.log()
    try trial.receive(whole.lines)
    let left = try #require(whole.changesets[0].erasing([CellPlace(.kol, .note)])).line
    try trial.tamper(
      """
      UPDATE changesets SET line = CAST('\(String(decoding: left, as: UTF8.self))' AS BLOB)
      WHERE sequence = 1
      """)
    #expect(try trial.replica.verify().contains { $0.contains("nobody here erased") })
  }

  @Test func `whoever does not write for the owner erases nothing`() throws {
    let whole = try SecretNote.log()
    var skane = SignedLog(.skane)
    let target = whole.changesets[0]
    try skane.erase([CellPlace(.kol, .note)], of: target)
    let trial = try TrialReplica()
    let plain = try TrialReplica()
    try trial.receive(whole.lines + skane.lines)
    try plain.receive(whole.lines)
    #expect(try trial.live() == plain.live() && trial.replica.verify() == [])
    let left = try #require(target.erasing([CellPlace(.kol, .note)]))
    let late = try TrialReplica()
    #expect(try late.receive(skane.lines + [left.line]) == [.merged, .held])
    #expect(try late.live().isEmpty && late.replica.verify() == [])
  }

  @Test func `an author who becomes the owner's erases what it named before`() throws {
    var skane = SignedLog(.skane)
    try skane.erase([CellPlace(.kol, .note)], of: SecretNote.log().changesets[0])
    var trial = try TrialReplica()
    try trial.receive(SecretNote.log().lines + skane.lines)
    #expect(try SecretNote.isHeld(in: trial))
    var parties = TrialParties()
    parties.partyNames = [.skane: "14", .vgr: "15"]
    try trial.reopen(rights: parties.rights)
    #expect(try !SecretNote.isHeld(in: trial) && trial.shown(.note) == Value.erased)
    #expect(try trial.replica.verify() == [])
  }

  @Test func `a value stays gone when the log that erased it ceases to count`() throws {
    var (trial, _) = try SecretNote.erased()
    try trial.write(.put(.contact, "Sven"))
    let own = LogName(.vgr, .vgr)
    let pinned = TrialParties().pinning(own, at: Head(sequence: 0, hash: .zero)).rights
    try trial.reopen(rights: pinned)
    #expect(try trial.shown(.note) == Value.erased)
    #expect(try trial.replica.verify() == [])
  }

  @Test func `erasures that know nothing of each other come to one state`() throws {
    var parties = TrialParties()
    let second: Author = .named("14-sahlgrenska")
    parties.writes[second] = [.vgr]
    let rights = parties.rights
    let (first, other) = (
      try TrialReplica(rights: rights), try TrialReplica(second, rights: rights)
    )
    for trial in [first, other] { try trial.receive(SecretNote.log().lines) }
    _ = try first.replica.erase(.note, of: .kol, SecretNote.occasion)
    _ = try other.replica.erase(.contact, of: .kol, SecretNote.occasion)
    #expect(try settle([first.replica, other.replica]))
    let new = try TrialReplica(.skane, rights: rights)
    try carry(from: first.replica, to: new.replica)
    #expect(try Standing(of: first.replica) == Standing(of: other.replica))
    #expect(try Standing(of: new.replica) == Standing(of: first.replica))
    for trial in [first, other, new] {
      #expect(
        try !SecretNote.isHeld(in: trial) && !trial.holds("Eva") && trial.replica.verify() == [])
    }
  }
}
