import Foundation
import StoreFixtures
import SyncCore
import SyncWire
import Synchronization
import TestSupport
import Testing

@testable import SyncStore

/// Copies and restores on real files: before the first write, or at first contact at the latest, a
/// replica goes on under a new name.
struct IncarnationTests {
  // MARK: Normal life

  @Test func `a replica writes under its own name for ever`() throws {
    var trial = try TrialReplica()
    for note in ["one", "two"] {
      try trial.write(.put(.note, .string(note)))
      try trial.reopen()
    }
    let second = try Replica.open(trial.folder, schema: .trial, rights: trial.replica.rights)
    let occasion = Occasion(person: nil, message: nil, time: .midsummer)
    try second.edit(occasion) { _ in [(.vgr, .put(.note, "three"))] }
    #expect(try trial.write(.put(.note, "four")) == Dot(.vgr, 4))
    #expect(try trial.isItself)
  }

  @Test func `a process that dies between commit and guard leaves no sign`() throws {
    let trial = try TrialReplica()
    try trial.write(.put(.note, "one"))
    let before = try #require(GuardFile(in: trial.folder).read())
    try trial.write(.put(.note, "two"))
    try GuardFile(in: trial.folder).replace(with: before)
    #expect(try trial.write(.put(.note, "three")) == Dot(.vgr, 3))
  }

  @Test func `a process that dies between guard and commit of a new name begins another`() throws {
    let trial = try TrialReplica()
    try trial.write(.put(.note, "one"))
    let copy = try TrialReplica(copyOf: trial)
    struct Died: Error {}
    let occasion = Occasion(person: nil, message: nil, time: .midsummer)
    #expect(throws: Died.self) { try copy.replica.edit(occasion) { _ in throw Died() } }
    let begun = try #require(GuardFile(in: copy.folder).read()?.author)
    let dot = try #require(try copy.write(.put(.note, "two")))
    #expect(dot.author.string != begun && dot.author != .vgr)
  }

  @Test func `an upgraded replica gets a guard and keeps its name`() throws {
    var trial = try TrialReplica()
    try trial.write(.put(.note, "one"))
    try trial.tamper(
      """
      DELETE FROM grdb_migrations WHERE identifier LIKE '6 %';
      DROP TABLE own_logs; DROP INDEX logs_of_author; DROP INDEX waiting_of_author;
      DROP INDEX holdings_of_author; DELETE FROM settings WHERE name = 'guarded';
      INSERT INTO settings VALUES ('cut 08-kalmar in region/14', '3')
      """)
    try FileManager.default.removeItem(at: trial.folder.guardFile)
    try trial.reopen()
    #expect(try trial.write(.put(.note, "two")) == Dot(.vgr, 2))
    #expect(GuardFile(in: trial.folder).read()?.logs == ["region/14": 2])
    #expect(try trial.replica.verify() == [])
  }

  @Test func `what a repair had cut before the upgrade is a sign`() throws {
    var trial = try TrialReplica()
    try trial.write(.put(.note, "one"))
    try trial.tamper(
      """
      DELETE FROM grdb_migrations WHERE identifier LIKE '6 %';
      DROP TABLE own_logs; DROP INDEX logs_of_author; DROP INDEX waiting_of_author;
      DROP INDEX holdings_of_author;
      INSERT INTO settings VALUES ('cut 14-vgr in region/14', '3')
      """)
    try trial.reopen()
    try trial.write(.put(.note, "two"))
    #expect(try trial.replica.incarnation().signs == [.logShorter])
  }

  @Test func `a rehearsed edit leaves the guard and the name alone`() throws {
    let trial = try TrialReplica()
    try trial.write(.put(.note, "one"))
    let copy = try TrialReplica(copyOf: trial)
    let before = try Data(contentsOf: copy.folder.guardFile)
    let occasion = Occasion(person: nil, message: nil, time: .midsummer)
    let written = try copy.replica.edit(occasion, isTrial: true) { _ in
      [(.vgr, .put(.note, "two"))]
    }
    #expect(written.first?.dot.author != .vgr)
    #expect(try Data(contentsOf: copy.folder.guardFile) == before)
    #expect(try copy.isItself)
  }

  @Test func `an edit stands although the guard cannot be written any more`() throws {
    var trial = try TrialReplica()
    try trial.write(.put(.note, "one"))
    let told = Told()
    var replica = trial.replica
    replica.announce = { told.add($0) }
    // A folder where the new guard is to be made stands in its way.
    let obstacle = URL(filePath: trial.folder.guardFile.path + ".new")
    try FileManager.default.createDirectory(at: obstacle, withIntermediateDirectories: false)
    let occasion = Occasion(person: nil, message: nil, time: .midsummer)
    try replica.edit(occasion) { _ in [(.vgr, .put(.note, "two"))] }
    #expect(told.texts.count == 1 && told.texts[0].contains("written and durable"))
    try FileManager.default.removeItem(at: obstacle)
    try trial.reopen()
    #expect(try trial.write(.put(.note, "three")) == Dot(.vgr, 3))
  }

  @Test func `without a guard a new name is not begun`() throws {
    let trial = try TrialReplica()
    try trial.write(.put(.note, "one"))
    let copy = try TrialReplica(copyOf: trial)
    let obstacle = URL(filePath: copy.folder.guardFile.path + ".new")
    try FileManager.default.createDirectory(at: obstacle, withIntermediateDirectories: false)
    expect(.fileError) { try copy.write(.put(.note, "two")) }
    #expect(try copy.isItself && copy.shown(.note) == "one")
  }

  // MARK: Copies

  @Test func `a copied folder writes on under a new name, and its original as before`() throws {
    let trial = try TrialReplica()
    try trial.write(.put(.note, "one"))
    let copy = try TrialReplica(copyOf: trial)
    let dot = try #require(try copy.write(.put(.note, "by the copy")))
    #expect(dot.author.registered == .vgr && dot.author != .vgr && dot.sequence == 1)
    #expect(try copy.replica.incarnation().signs == [.folderMoved])
    #expect(try trial.write(.put(.note, "by the original")) == Dot(.vgr, 2))
    #expect(try settle([trial.replica, copy.replica]))
    #expect(try Standing(of: trial.replica) == Standing(of: copy.replica))
    #expect(try trial.replica.record(.kol)?.state[.note]?.siblings.count == 2)
  }

  @Test func `a folder that was copied before anybody wrote is a copy, too`() throws {
    let trial = try TrialReplica()
    let copy = try TrialReplica(copyOf: trial)
    #expect(try trial.write(.put(.note, "one")) == Dot(.vgr, 1))
    #expect(try copy.write(.put(.note, "two"))?.author != .vgr)
  }

  @Test func `the new name stays, and is told once`() throws {
    let trial = try TrialReplica()
    try trial.write(.put(.note, "one"))
    let copy = try TrialReplica(copyOf: trial)
    let told = Told()
    var replica = copy.replica
    replica.announce = { told.add($0) }
    let occasion = Occasion(person: nil, message: nil, time: .midsummer)
    let dots = try ["two", "three"].map { note in
      try replica.edit(occasion) { _ in [(.vgr, .put(.note, .string(note)))] }.first?.dot
    }
    #expect(dots[0]?.author == dots[1]?.author && dots[1]?.sequence == 2)
    #expect(told.texts.count == 1 && told.texts[0].contains("the folder was moved or copied"))
  }

  @Test func `an edit knows the name it writes under`() throws {
    let trial = try TrialReplica()
    try trial.write(.put(.note, "one"))
    let copy = try TrialReplica(copyOf: trial)
    let occasion = Occasion(person: nil, message: nil, time: .midsummer)
    var name: Author?
    let written = try copy.replica.edit(occasion) { view in
      name = view.author
      return [(.vgr, .put(.note, "two"))]
    }
    #expect(name == written.first?.dot.author)
  }

  // MARK: Restores

  @Test func `a database older than its guard writes under a new name`() throws {
    var trial = try TrialReplica()
    try trial.write(.put(.note, "one"))
    let aside = try trial.putAside()
    try trial.write(.put(.note, "two"))
    try trial.putBack(aside, withGuard: false)
    try trial.write(.put(.note, "again"))
    #expect(try trial.replica.incarnation().signs == [.databaseBehind])
  }

  @Test func `a restored database never takes up an incarnation again`() throws {
    let original = try TrialReplica()
    try original.write(.put(.note, "one"))
    var copy = try TrialReplica(copyOf: original)
    let aside = try copy.putAside()
    let first = try #require(try copy.write(.put(.note, "two")))
    try copy.putBack(aside, withGuard: false)
    let second = try #require(try copy.write(.put(.note, "three")))
    #expect(first.author != second.author && second.author != .vgr)
  }

  @Test func `restored with its guard, a peer that holds more gives it away`() throws {
    var trial = try TrialReplica()
    try trial.write(.put(.note, "one"))
    let aside = try trial.putAside()
    try trial.write(.put(.note, "two"))
    try trial.putBack(aside, withGuard: true)
    try trial.replica.note(
      holdings: [LogName(.vgr, .vgr): 2], of: "08", at: .midsummer)
    try trial.write(.put(.note, "again"))
    #expect(try trial.replica.incarnation().signs == [.peerAhead])
  }

  @Test func `restored with its guard, what comes back gives it away`() throws {
    var trial = try TrialReplica()
    try trial.write(.put(.note, "one"))
    let aside = try trial.putAside()
    try trial.write(.put(.contact, "two"))
    let peer = try TrialReplica(.kalmar)
    try carry(from: trial.replica, to: peer.replica)
    try trial.putBack(aside, withGuard: true)
    try carry(from: peer.replica, to: trial.replica)
    let dot = try #require(try trial.write(.put(.note, "again")))
    #expect(dot.author != .vgr)
    #expect(try trial.replica.incarnation().signs == [.logLonger])
    #expect(try trial.shown(.contact) == "two")
  }

  @Test func `restored with its guard, an answer to what is lost gives it away`() throws {
    var trial = try TrialReplica()
    try trial.write(.put(.note, "one"))
    let aside = try trial.putAside()
    try trial.write(.put(.note, "two"))
    try trial.putBack(aside, withGuard: true)
    var kalmar = SignedLog(.kalmar)
    try kalmar.append(.put(.note, "theirs", replacing: [Dot(.vgr, 2)]))
    try trial.receive(kalmar.lines)
    try trial.write(.put(.note, "again"))
    #expect(try trial.replica.incarnation().signs == [.ownEarly])
  }

  @Test func `restored with its guard, what waits gives it away`() throws {
    var trial = try TrialReplica()
    try trial.write(.put(.note, "one"))
    let aside = try trial.putAside()
    for note in ["two", "three"] { try trial.write(.put(.note, .string(note))) }
    let log = LogName(.vgr, .vgr)
    let last = try #require(
      try trial.replica.changesets(of: log, after: 2, limitBytes: .max).first)
    try trial.putBack(aside, withGuard: true)
    try trial.receive(last.line)
    try trial.write(.put(.note, "again"))
    #expect(try trial.replica.incarnation().signs == [.ownWaiting])
  }

  @Test func `without its guard a database goes on under a new name`() throws {
    let trial = try TrialReplica()
    try trial.write(.put(.note, "one"))
    try FileManager.default.removeItem(at: trial.folder.guardFile)
    try trial.write(.put(.note, "two"))
    #expect(try trial.replica.incarnation().signs == [.guardMissing])
  }

  @Test func `a second replica of the same key goes on under a new name`() throws {
    let first = try TrialReplica()
    try first.write(.put(.note, "one"))
    let second = try TrialReplica()
    try carry(from: first.replica, to: second.replica)
    try second.write(.put(.note, "two"))
    #expect(try second.replica.incarnation().signs == [.logLonger])
  }

  @Test func `a database that says it was made from a backup goes on under a new name`() throws {
    let trial = try TrialReplica()
    try trial.tamper("INSERT INTO settings VALUES ('made_from_backup', 'x')")
    let dots = try ["one", "two"].map { try trial.write(.put(.note, .string($0))) }
    #expect(try trial.replica.incarnation().signs == [.fromBackup])
    #expect(dots[0]?.author == dots[1]?.author)
  }

  // MARK: Rights

  @Test func `a pin of the name ends its incarnations`() throws {
    let trial = try TrialReplica()
    try trial.write(.put(.note, "one"))
    var copy = try TrialReplica(copyOf: trial)
    let head = try #require(try trial.replica.heads()[LogName(.vgr, .vgr)])
    try copy.reopen(rights: TrialParties().pinning(LogName(.vgr, .vgr), at: head).rights)
    #expect(throws: Refusal.self) { try copy.write(.put(.note, "two")) }
  }
}

/// What a replica announced.
final class Told: Sendable {
  private let notices = Mutex<[String]>([])

  func add(_ notice: Notice) { notices.withLock { $0.append(notice.text) } }

  var texts: [String] { notices.withLock { $0 } }
}
