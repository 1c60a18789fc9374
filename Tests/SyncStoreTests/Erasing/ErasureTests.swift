import GRDB
import StoreFixtures
import SyncCore
import SyncWire
import TestSupport
import Testing

@testable import SyncStore

/// A value is erased from everything that a replica keeps, and the log proves the rest.
struct ErasureTests {
  // MARK: The owner's own replica

  @Test func `the value is gone from every file of the folder`() throws {
    let trial = try TrialReplica()
    // Some systems build SQLite so that it clears what it deletes; nothing may depend on that.
    try trial.replica.pool.writeWithoutTransaction { database in
      _ = try Int.fetchAll(database, sql: "PRAGMA secure_delete = OFF")
    }
    let note = { (text: String) in Change.put(.note, .string(text)) }
    try trial.write(note(String(repeating: SecretNote.text, count: 4_000)))
    try trial.write(note(SecretNote.text))
    try trial.write(.put(.contact, .string(String(repeating: "other text ", count: 400))))
    try trial.receive(SecretNote.log().lines)
    try SearchIndex(of: trial.replica).refresh()
    #expect(try SecretNote.isHeld(in: trial))
    let outcome = try trial.replica.erase(.note, of: .kol, SecretNote.occasion)
    #expect(outcome.erased == 3 && outcome.already == 0 && !outcome.waitsForScrub)
    #expect(try !SecretNote.isHeld(in: trial))
    try SearchIndex(of: trial.replica).refresh()
    #expect(try !SecretNote.isHeld(in: trial))
  }

  @Test func `what is shown says that it was erased, under the same dot`() throws {
    let trial = try TrialReplica()
    try trial.receive(SecretNote.log().lines)
    let before = try trial.live()
    _ = try trial.replica.erase(.note, of: .kol, SecretNote.occasion)
    #expect(try trial.shown(.note) == Value.erased)
    #expect(try trial.shown(.contact) == "Eva")
    #expect(try Set(trial.live().map(\.dot)) == Set(before.map(\.dot)))
    #expect(try trial.rows("SELECT note, contact FROM implementation") == ["NULL|Eva"])
    let history = try trial.replica.history(of: .kol)
    #expect(history.first?.change.writes.contains(Change.Write(.note, Value.erased)) == true)
  }

  @Test func `the logs still verify, and a state that is made anew from them is the same`() throws {
    let (trial, _) = try SecretNote.erased()
    #expect(try trial.replica.verify() == [])
    let before = try Standing(of: trial.replica)
    try trial.tamper("DELETE FROM implementation; DELETE FROM erasures")
    let repair = try trial.openedForRepair().repair(at: .midsummer)
    #expect(repair.left == [] && !repair.found.isEmpty)
    #expect(try Standing(of: trial.replica) == before)
  }

  @Test func `a unit goes as a whole`() throws {
    let (trial, _) = try SecretNote.erased(.status)
    #expect(try trial.shown(.status) == Value.erased)
    #expect(try trial.rows("SELECT status, status_date FROM implementation") == ["NULL|NULL"])
    #expect(try trial.replica.verify() == [])
  }

  @Test func `siblings lose their values, and erased ones are no conflict`() throws {
    let trial = try TrialReplica()
    try trial.receive(SecretNote.log().lines)
    var skane = SignedLog(.skane)
    try skane.append(.put(.note, "another"))
    try trial.receive(skane.lines)
    #expect(try trial.replica.conflictCount() == 1)
    #expect(try trial.replica.erase(.note, of: .kol, SecretNote.occasion).erased == 2)
    #expect(try trial.replica.conflictCount() == 0)
    #expect(try trial.live().count { $0.cell == .note } == 2)
    #expect(try !SecretNote.isHeld(in: trial) && trial.replica.verify() == [])
  }

  @Test func `what was erased is not erased again`() throws {
    let (trial, lines) = try SecretNote.erased()
    let again = try trial.replica.erase(.note, of: .kol, SecretNote.occasion)
    #expect(again.written.isEmpty && again.erased == 0 && again.already == 1)
    #expect(try SecretNote.lines(of: trial) == lines)
  }

  @Test func `a later value is erased by itself`() throws {
    let (trial, _) = try SecretNote.erased()
    try trial.write(.put(.note, "later"))
    let again = try trial.replica.erase(.note, of: .kol, SecretNote.occasion)
    #expect(again.erased == 1 && again.already == 1)
    #expect(try trial.shown(.note) == Value.erased)
  }

  @Test func `only those who write for the owner may erase, and the failure names them`() throws {
    let trial = try TrialReplica(.skane)
    try trial.receive(SecretNote.log().lines)
    let before = try Standing(of: trial.replica)
    let error = #expect(throws: StoreError.self) {
      try trial.replica.erase(.note, of: .kol, SecretNote.occasion)
    }
    #expect(error?.code == .notOwner && error?.hint.contains("14-vgr") == true)
    #expect(try Standing(of: trial.replica) == before)
  }

  @Test func `where nothing was written nothing is erased`() throws {
    let trial = try TrialReplica()
    expect(.nothingToErase) {
      _ = try trial.replica.erase(.note, of: .kol, SecretNote.occasion)
    }
  }

  // MARK: What is kept beside the logs

  @Test func `what waits and what was refused lose the value too`() throws {
    let whole = try SecretNote.log()
    let trial = try TrialReplica()
    var later = whole
    try later.append(.put(.note, .string(SecretNote.text + " igen")))
    try trial.receive([later.line(1), later.line(3)])
    // Refused: the same header with a text that is not the one it names.
    let forged = String(decoding: later.line(1), as: UTF8.self).replacing("Eva", with: "Ada")
    try trial.receive([Array(forged.utf8)])
    #expect(try trial.replica.quarantine().count == 1)
    #expect(try trial.replica.erase(.note, of: .kol, SecretNote.occasion).erased == 2)
    #expect(try !SecretNote.isHeld(in: trial) && trial.replica.verify() == [])
    try trial.receive([later.line(2)])
    #expect(try trial.shown(.note) == Value.erased)
    #expect(try !SecretNote.isHeld(in: trial) && trial.replica.verify() == [])
  }

  @Test func `a line that is refused later is kept without the value`() throws {
    let (trial, _) = try SecretNote.erased()
    var copy = trial
    try copy.reopen(rights: TrialParties().without(.kalmar).rights)
    var longer = try SecretNote.log()
    try longer.append(.put(.note, .string(SecretNote.text)))
    try copy.receive([longer.line(1), longer.line(3)])
    #expect(try copy.replica.quarantine().isEmpty == false)
    try copy.reopen(rights: TrialParties().rights)
    try copy.receive(longer.lines)
    _ = try copy.replica.erase(.note, of: .kol, SecretNote.occasion)
    #expect(try !SecretNote.isHeld(in: copy))
  }

  @Test func `a line that is refused after the erasure is evidence without the value`() throws {
    let erasing = try SecretNote.erased().lines.filter { line in
      try Changeset.decode(line).header.author == .vgr
    }
    let trial = try TrialReplica(.skane, rights: TrialParties().without(.kalmar).rights)
    #expect(try trial.receive(erasing) == [.merged])
    #expect(refusalCode(try trial.receive(SecretNote.log().line(1))) == "unknown_author")
    #expect(try trial.replica.quarantine().count == 1 && !SecretNote.isHeld(in: trial))
  }

  @Test func `a crash before the pages are cleared is made good at the next opening`() throws {
    var (trial, _) = try SecretNote.erased()
    try trial.tamper("INSERT INTO settings VALUES ('scrub', 'waits')")
    #expect(try trial.replica.waitsForScrub())
    try trial.reopen()
    #expect(try !trial.replica.waitsForScrub() && trial.replica.verify() == [])
  }

  @Test func `a trial of what was received erases nothing`() throws {
    let (owner, lines) = try SecretNote.erased()
    let other = try TrialReplica(.skane)
    try other.receive(SecretNote.log().lines)
    _ = try other.replica.receive(lines, from: "a test", at: .midsummer, isTrial: true)
    #expect(try SecretNote.isHeld(in: other) && other.shown(.note) == .string(SecretNote.text))
    _ = owner
  }

  // MARK: Damage

  @Test(arguments: [
    "DELETE FROM erasures", "UPDATE erasures SET in_force = 0", "UPDATE erasures SET cell = 'x'",
    "UPDATE erasures SET remainder = zeroblob(32)", "UPDATE erasures SET changeset = 99",
    "INSERT INTO erasures SELECT target, type, id, 'contact', changeset, remainder, 1 FROM erasures",
  ])
  func `damage of the table is found and repaired`(_ tampering: String) throws {
    let (trial, _) = try SecretNote.erased()
    let before = try Standing(of: trial.replica)
    try trial.tamper(tampering)
    #expect(try !trial.replica.verify().isEmpty)
    let replica = try trial.openedForRepair()
    #expect(try replica.repair(at: .midsummer).left == [])
    #expect(try Standing(of: replica) == before)
  }

  @Test func `a value that came back into the log is found and taken out again`() throws {
    let (trial, _) = try SecretNote.erased()
    let before = try Standing(of: trial.replica)
    let line = String(decoding: try SecretNote.log().line(1), as: UTF8.self)
    try trial.tamper(
      "UPDATE changesets SET line = CAST('\(line)' AS BLOB) WHERE sequence = 1 AND log = 1")
    #expect(try trial.replica.verify().contains { $0.contains("still holds") })
    let replica = try trial.openedForRepair()
    #expect(try replica.repair(at: .midsummer).left == [])
    #expect(try Standing(of: replica) == before && !SecretNote.isHeld(in: trial))
  }
}
