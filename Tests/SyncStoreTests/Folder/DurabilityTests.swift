import GRDB
import StoreFixtures
import SyncCore
import TestSupport
import Testing

@testable import SyncStore

struct DurabilityTests {
  private func pragma(_ name: String, of replica: Replica) throws -> String? {
    try replica.pool.writeWithoutTransaction { try String.fetchOne($0, sql: "PRAGMA \(name)") }
  }

  @Test func `own edits wait for the disk`() throws {
    let full = "2"
    #expect(try pragma("synchronous", of: TrialReplica().replica) == full)
  }

  @Test func `own edits wait for the disk after opening again`() throws {
    var trial = try TrialReplica()
    try trial.reopen()
    #expect(try pragma("synchronous", of: trial.replica) == "2")
  }

  @Test func `own edits wait for the disk after others' were received`() throws {
    let trial = try TrialReplica()
    var log = SignedLog(.kalmar)
    try log.append(.put(.note, "x"))
    try trial.receive(log.lines)
    #expect(try pragma("synchronous", of: trial.replica) == "2")
  }

  @Test func `the log of the database is written ahead`() throws {
    #expect(try pragma("journal_mode", of: TrialReplica().replica) == "wal")
  }

  @Test func `a write waits for another process instead of failing at once`() throws {
    #expect(try pragma("busy_timeout", of: TrialReplica().replica) == "15000")
  }

  @Test func `the file says that it is a replica`() throws {
    let mark = try pragma("application_id", of: TrialReplica().replica)
    #expect(mark == String(Migrations.applicationID))
  }

  /// A replica whose file may not grow by more than a few pages: a disk that is nearly full.
  private func nearlyFull() throws -> TrialReplica {
    let trial = try TrialReplica()
    try trial.replica.pool.writeWithoutTransaction { database in
      let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
      try database.execute(sql: "PRAGMA max_page_count = \(pages + 2)")
    }
    return trial
  }

  private let large = Change.put(.note, .string(String(repeating: "x", count: 100_000)))

  @Test func `a full disk is told as such`() throws {
    let trial = try nearlyFull()
    expect(.diskFull) { try trial.write(large) }
  }

  @Test func `an edit on a full disk writes nothing`() throws {
    let trial = try nearlyFull()
    _ = try? trial.write(large)
    #expect(try trial.replica.heads().isEmpty && trial.live().isEmpty)
  }

  @Test func `a batch on a full disk is received wholly or not at all`() throws {
    let trial = try nearlyFull()
    var log = SignedLog(.kalmar)
    try log.append(.put(.note, "small"))
    try log.append(large)
    expect(.diskFull) { try trial.receive(log.lines) }
    #expect(try trial.replica.heads().isEmpty)
  }

  @Test func `after the disk has room again work goes on`() throws {
    let trial = try nearlyFull()
    _ = try? trial.write(large)
    try trial.replica.pool.writeWithoutTransaction {
      try $0.execute(sql: "PRAGMA max_page_count = 1000000")
    }
    #expect(try trial.write(large) == Dot(.vgr, 1))
  }

  private func settled(_ trial: TrialReplica) throws -> String? {
    try trial.replica.read { try $0.setting("settled") }
  }

  @Test func `what a snapshot stands for is on the disk before anyone is shown it`() throws {
    let trial = try TrialReplica()
    var log = SignedLog(.kalmar)
    try log.append(.put(.note, "theirs"))
    try trial.receive(log.lines)
    #expect(try settled(trial) == nil)
    _ = try trial.replica.writeSnapshot(at: .midsummer, of: { _ in true }, emit: { _ in })
    #expect(try settled(trial) == Timestamp.midsummer.description)
  }

  @Test func `an own log that comes back is on the disk at once, others' when the last of them is`()
    throws
  {
    let trial = try TrialReplica()
    var foreign = SignedLog(.kalmar)
    try foreign.append(.put(.note, "theirs"))
    try trial.receive(foreign.lines)
    #expect(try settled(trial) == nil)
    var own = SignedLog(.vgr)
    try own.append(.put(.note, "ours, from before the restore"))
    try trial.receive(own.lines)
    #expect(try settled(trial) == Timestamp.midsummer.description)
  }
}
