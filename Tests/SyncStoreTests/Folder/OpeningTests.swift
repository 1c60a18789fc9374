import Foundation
import GRDB
import StoreFixtures
import SyncCore
import TestSupport
import Testing

@testable import SyncStore

struct OpeningTests {
  private func open(_ folder: ReplicaFolder, schema: Schema = .trial) throws {
    _ = try Replica.open(folder, schema: schema, rights: TrialParties().rights)
  }

  /// A replica's folder with these bytes in place of its database.
  private func folder(with bytes: [UInt8], in parent: TemporaryFolder) throws -> ReplicaFolder {
    let folder = ReplicaFolder(parent.file("replica"))
    try folder.create(author: .vgr, replica: "replica-of-tests", signingKey: .trial(.vgr))
    try Data(bytes).write(to: folder.database)
    return folder
  }

  @Test func `an empty folder is no replica`() throws {
    try withTemporaryFolder { parent in
      expect(.noReplica) { try open(ReplicaFolder(parent.url)) }
    }
  }

  @Test func `a folder that does not exist is no replica and is not made`() throws {
    try withTemporaryFolder { parent in
      expect(.noReplica) { try open(ReplicaFolder(parent.file("typo"))) }
      #expect(!FileManager.default.fileExists(atPath: parent.file("typo").path))
    }
  }

  @Test func `a broken configuration is an error of its own`() throws {
    let trial = try TrialReplica()
    try Data("{".utf8).write(to: trial.folder.config)
    expect(.fileError) { try open(trial.folder) }
  }

  @Test func `a configuration that names no author is refused`() throws {
    let trial = try TrialReplica()
    try trial.folder.save(.init(author: "Not An Author", replica: "r"))
    expect(.fileError) { try open(trial.folder) }
  }

  @Test func `a file that is no database is refused`() throws {
    try withTemporaryFolder { parent in
      let text = Array(String(repeating: "not a database\n", count: 100).utf8)
      let folder = try folder(with: text, in: parent)
      expect(.notADatabase) { try open(folder) }
    }
  }

  @Test func `a file that is no database is left as it was`() throws {
    try withTemporaryFolder { parent in
      let text = Array(String(repeating: "not a database\n", count: 100).utf8)
      let folder = try folder(with: text, in: parent)
      try? open(folder)
      #expect(try [UInt8](Data(contentsOf: folder.database)) == text)
    }
  }

  @Test func `a database of another program is refused and not changed`() throws {
    try withTemporaryFolder { parent in
      let folder = try folder(with: [], in: parent)
      let queue = try DatabaseQueue(path: folder.database.path)
      try queue.write { try $0.execute(sql: "CREATE TABLE foreign_table (a)") }
      try queue.close()
      let before = try Data(contentsOf: folder.database)
      expect(.notADatabase) { try open(folder) }
      #expect(try Data(contentsOf: folder.database) == before)
    }
  }

  @Test func `a database that was begun and has no table of ours yet is finished`() throws {
    try withTemporaryFolder { parent in
      let folder = try folder(with: [], in: parent)
      let queue = try DatabaseQueue(path: folder.database.path)
      // As an `init` leaves it that is killed before the first migration.
      try queue.write {
        try $0.execute(sql: "CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY)")
      }
      try queue.close()
      try open(folder)
      #expect(try Replica.open(folder, schema: .trial, rights: .none).verify() == [])
    }
  }

  /// Puts the journal of a transaction beside a database, as a process does that is killed in it.
  ///
  /// - Parameter table: stands in the database before the transaction; nil for none.
  private func cutTransaction(in database: URL, table: String?) throws {
    let journal = URL(filePath: database.path + "-journal")
    let queue = try DatabaseQueue(path: database.path)
    // An empty file needs no undoing; a page makes it one that does.
    try queue.write { try $0.execute(sql: "CREATE TABLE passing (a); DROP TABLE passing") }
    if let table { try queue.write { try $0.execute(sql: "CREATE TABLE \(table) (a)") } }
    var bytes = Data()
    try queue.inDatabase { connection in
      try connection.inTransaction(.immediate) {
        try connection.execute(sql: "CREATE TABLE lost (a)")
        bytes = try Data(contentsOf: journal)
        return .rollback
      }
    }
    try queue.close()
    // SQLite writes the first 8 bytes when it has made the rest durable.
    bytes.replaceSubrange(0..<8, with: [0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7])
    try bytes.write(to: journal)
  }

  @Test func `a database whose first change was cut off is finished`() throws {
    try withTemporaryFolder { parent in
      let folder = try folder(with: [], in: parent)
      try cutTransaction(in: folder.database, table: nil)
      try open(folder)
      #expect(try Replica.open(folder, schema: .trial, rights: .none).verify() == [])
    }
  }

  @Test func `a foreign database with a change that was cut off is refused as any other`() throws {
    try withTemporaryFolder { parent in
      let folder = try folder(with: [], in: parent)
      try cutTransaction(in: folder.database, table: "foreign_table")
      expect(.notADatabase) { try open(folder) }
      let tables = try DatabaseQueue(path: folder.database.path).read {
        try String.fetchAll($0, sql: "SELECT name FROM sqlite_master")
      }
      #expect(tables == ["foreign_table"])
    }
  }

  @Test func `a migration that this program does not know is a newer database`() throws {
    let trial = try TrialReplica()
    try trial.tamper("INSERT INTO grdb_migrations VALUES ('2 from the future')")
    expect(.newerDatabase) { try open(trial.folder) }
  }

  @Test func `a schema version above this program's is a newer database`() throws {
    let trial = try TrialReplica(schema: .trialGrown)
    expect(.newerDatabase) { try open(trial.folder, schema: .trial) }
  }

  @Test func `refusing a newer database leaves its tables as they are`() throws {
    let trial = try TrialReplica(schema: .trialGrown)
    let before = try trial.rows("SELECT sql FROM sqlite_master ORDER BY name")
    try? open(trial.folder, schema: .trial)
    #expect(try trial.rows("SELECT sql FROM sqlite_master ORDER BY name") == before)
  }

  @Test func `a folder in place of the database cannot be read`() throws {
    try withTemporaryFolder { parent in
      let folder = ReplicaFolder(parent.file("replica"))
      try folder.create(author: .vgr, replica: "replica-of-tests", signingKey: .trial(.vgr))
      try FileManager.default.createDirectory(
        at: folder.database, withIntermediateDirectories: false)
      expect(.databaseDamaged) { try open(folder) }
    }
  }

  @Test func `opening again finds what was written`() throws {
    var trial = try TrialReplica()
    try trial.write(.put(.note, "kvar"))
    try trial.reopen()
    #expect(try trial.shown(.note) == "kvar")
  }

  @Test func `a record type is a table with a column per field`() throws {
    let trial = try TrialReplica()
    let columns = try trial.rows("SELECT name FROM pragma_table_info('implementation')")
    #expect(
      columns == [
        "scope", "id", "pathway", "note", "status", "status_date", "local_status_text", "decided",
        "count", "is_pilot", "icd10", "contact", "metadata",
      ])
  }

  @Test func `opening an up-to-date replica writes nothing`() throws {
    var trial = try TrialReplica()
    let before = try trial.replica.pool.read { try Int.fetchOne($0, sql: "PRAGMA data_version") }
    let watcher = trial.replica
    try trial.reopen()
    let after = try watcher.pool.read { try Int.fetchOne($0, sql: "PRAGMA data_version") }
    #expect(before == after)
  }
}
