import StoreFixtures
import SyncCore
import SyncWire
import TestSupport
import Testing

@testable import SyncStore

/// `verify --repair`: the tables follow from the log, and a damaged log from its peers.
struct RepairTests {
  @Test func `where nothing is wrong nothing is changed`() throws {
    let trial = try TrialReplica.full()
    let before = try trial.rows("SELECT * FROM changesets")
    let repair = try trial.replica.repair(at: .midsummer)
    #expect(repair.found.isEmpty && repair.done.isEmpty && repair.left.isEmpty)
    #expect(try trial.rows("SELECT * FROM changesets") == before)
  }

  @Test(arguments: [
    "UPDATE implementation SET note = 'changed'", "DELETE FROM implementation",
    "DELETE FROM unprojected", "DELETE FROM siblings", "DELETE FROM conflicts",
    "UPDATE siblings SET value = 'no json'", "UPDATE implementation SET metadata = x'99'",
    "DELETE FROM early", "DELETE FROM touches", "INSERT INTO touches VALUES (1, 1)",
    "UPDATE words SET word = word || 'x'", "UPDATE early SET sequence = 77",
    "UPDATE conflicts SET scope = 'no scope'", "UPDATE logs SET merged = 0",
    "UPDATE logs SET head = 1, head_hash = zeroblob(32)", "UPDATE logs SET stored = 99",
    "UPDATE logs SET scope = 'region/99' WHERE author = '08-kalmar'",
    "UPDATE logs SET author = 'No Author' WHERE author = '08-kalmar'",
    "UPDATE logs SET fork = NULL",
    "UPDATE forks SET line = CAST(line || 'x' AS BLOB) WHERE hash = (SELECT min(hash) FROM forks)",
    "UPDATE changesets SET claimed = claimed + 1", "UPDATE changesets SET hash = zeroblob(32)",
    "UPDATE changesets SET sequence = 99 WHERE id = 2",
    "UPDATE changesets SET log = 99 WHERE id = 2", "UPDATE waiting SET sequence = 9",
    "UPDATE settings SET name = 'strange' WHERE name = 'rights'",
  ])
  func `damage beside the lines is put right and nothing is lost`(_ tampering: String) throws {
    let trial = try TrialReplica.full()
    let before = try Standing(of: trial.replica)
    try trial.tamper(tampering)
    let replica = try trial.openedForRepair()
    let repair = try replica.repair(at: .midsummer)
    #expect(!repair.found.isEmpty)
    #expect(!repair.done.isEmpty)
    #expect(repair.left == [])
    #expect(try Standing(of: replica) == before)
    #expect(try trial.rows("SELECT count(*) FROM waiting") == ["1"])
  }

  @Test func `a damaged changeset of another author comes again from a peer`() throws {
    let (trial, kalmar) = try Self.withLog(of: .kalmar)
    let before = try Standing(of: trial.replica)
    try trial.damage(2)
    let replica = try trial.openedForRepair()
    let repair = try replica.repair(at: .midsummer)
    #expect(repair.left == [])
    #expect(repair.done.contains { $0.contains("08-kalmar") && $0.contains("changeset 2") })
    #expect(try replica.heads()[kalmar.name]?.sequence == 1)
    #expect(try trial.rows("SELECT reason FROM quarantine") == ["damaged_changeset"])
    _ = try replica.receive([kalmar.line(2)], from: "a peer", at: .midsummer)
    #expect(try Standing(of: replica) == before)
    #expect(try trial.rows("SELECT count(*) FROM quarantine") == ["0"])
    #expect(try replica.verify() == [])
  }

  @Test func `nothing is written behind a cut of the own log, and edits go on`() throws {
    let trial = try TrialReplica()
    for note in ["one", "two", "three"] { try trial.write(.put(.note, .string(note))) }
    let own = LogName(.vgr, .vgr)
    let lines = try trial.replica.changesets(of: own, after: 0, limitBytes: .max).map(\.line)
    try trial.damage(3)
    let replica = try trial.openedForRepair()
    let repair = try replica.repair(at: .midsummer)
    #expect(repair.left == [])
    #expect(repair.done.contains { $0.contains("lost unless a peer or a backup") })
    let dot = try #require(try trial.write(.put(.note, "later")))
    #expect(dot.author != .vgr && dot.sequence == 1)
    #expect(try trial.replica.incarnation().signs == [.logShorter])
    _ = try replica.receive([lines[2]], from: "a peer", at: .midsummer)
    #expect(try replica.heads()[own]?.sequence == 3)
    #expect(try replica.verify() == [])
  }

  @Test(arguments: [
    "UPDATE own_logs SET sequence = 99", "UPDATE own_logs SET author = '14-vgs'",
    "UPDATE own_logs SET reissued = 1", "UPDATE own_logs SET checksum = 0",
  ])
  func `what was written here is put right from the logs`(_ tampering: String) throws {
    let trial = try TrialReplica()
    try trial.write(.put(.note, "one"))
    try trial.tamper(tampering)
    let repair = try trial.openedForRepair().repair(at: .midsummer)
    #expect(repair.found.count == 1 && repair.left == [])
    #expect(
      try trial.rows("SELECT * FROM own_logs").first?.hasPrefix("region/14|14-vgr|1|NULL") == true)
    #expect(try trial.write(.put(.note, "two")) == Dot(.vgr, 2))
  }

  @Test func `without repair nothing of a damaged log is changed`() throws {
    let (trial, _) = try Self.withLog(of: .kalmar)
    try trial.damage(2)
    let before = try trial.rows("SELECT hex(line) FROM changesets")
    #expect(try !trial.replica.verify().isEmpty)
    #expect(try trial.rows("SELECT hex(line) FROM changesets") == before)
  }

  @Test func `a damaged log and new rights stand in nobody's way of repair`() throws {
    var (trial, _) = try Self.withLog(of: .kalmar)
    try trial.damage(2)
    try trial.tamper("UPDATE logs SET merged = 1")
    let rights = TrialParties().without(.skane).rights
    expect(.databaseDamaged) { try trial.reopen(rights: rights) }
    let replica = try Replica.open(
      trial.folder, schema: .trial, rights: rights, isForRepair: true)
    #expect(try replica.repair(at: .midsummer).left == [])
    try trial.reopen(rights: rights)
  }

  @Test func `a damaged line is never sent, and other logs go on`() throws {
    let (trial, kalmar) = try Self.withLog(of: .kalmar)
    try trial.write(.put(.contact, "Eva"))
    try trial.damage(2)
    let whole = try trial.replica.changesets(of: kalmar.name, after: 0, limitBytes: .max)
    #expect(whole.map(\.sequence) == [1])
    expect(.databaseDamaged) {
      _ = try trial.replica.changesets(of: kalmar.name, after: 1, limitBytes: .max)
    }
    let own = LogName(.vgr, .vgr)
    #expect(try trial.replica.changesets(of: own, after: 0, limitBytes: .max).count == 1)
  }

  /// A replica that received or wrote a log of three changesets, and the log.
  private static func withLog(of author: Author) throws -> (TrialReplica, SignedLog) {
    let trial = try TrialReplica()
    var log = SignedLog(author)
    for note in ["one", "two", "three"] {
      try log.append(.put(.note, .string(note + String(repeating: " lång text", count: 20))))
    }
    try trial.receive(log.lines)
    return (trial, log)
  }
}

extension TrialReplica {
  /// The same replica as `verify --repair` opens it.
  func openedForRepair() throws -> Replica {
    try Replica.open(
      folder, schema: replica.schema, rights: replica.rights, isForRepair: true)
  }
}
