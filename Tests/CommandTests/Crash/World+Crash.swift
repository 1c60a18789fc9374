import Catalogue
import Foundation
import StoreFixtures
import SyncCore
import SyncStore
import TestSupport

/// What crash tests look at without starting the program: opening a replica in the test is quick.
extension World {
  /// Two offices of one region and one of another, each with a value of its own.
  static func ofThree() throws -> World {
    let world = try World()
    try world.makeFolder("share")
    let vgr = try world.office("14-vgr")
    let other = try world.office("14-skaraborg")
    _ = try world.office("08-kalmar")
    try vgr.json("set", record, "note=före")
    try other.json("set", record, "note=april", "indicators+=KOL03")
    return world
  }

  /// Another world with a copy of everything in this one.
  convenience init(copyOf other: World) throws {
    try self.init()
    for name in try FileManager.default.contentsOfDirectory(atPath: other.folder.path) {
      try FileManager.default.copyItem(at: other.folder.file(name), to: folder.file(name))
    }
  }

  /// A replica that is there already.
  func member(_ name: String) -> Office { Office(world: self, name: name) }

  func opened(_ name: String) throws -> Replica {
    try Replica.open(
      ReplicaFolder(folder.file(name)), schema: Catalogue.schema,
      rights: PeersFolder(folder.file("Peers")).load())
  }

  private func key(_ name: String) -> RecordKey {
    RecordKey(.named("region/14"), .named(name))
  }

  func shown(_ name: String, _ cell: String) throws -> Value? {
    try opened("14-vgr").record(key(name))?.shown[.named(cell)]
  }

  func isHidden(_ name: String) throws -> Bool {
    try opened("14-vgr").record(key(name))?.state.existence.isVisible == false
  }

  func holdsTheirs() throws -> Bool {
    let log = LogName(.named("region/14"), .named("14-skaraborg"))
    return try opened("14-vgr").heads()[log] != nil
  }

  func hasFiles(in name: String) throws -> Bool {
    let found = FileManager.default.enumerator(atPath: folder.file(name).path)
    return found?.contains { "\($0)".contains(".jsonl") } == true
  }

  /// Whether a file is a backup that holds the first office's value.
  func hasBackup(_ name: String) throws -> Bool {
    let heads = try BackupFile(folder.file(name)).contents().heads
    return heads[LogName(.named("region/14"), .named("14-vgr"))]?.sequence == 1
  }

  /// Runs SQL on the database of the first office behind its back.
  func sql(_ text: String, in name: String = "14-vgr") throws {
    let run = try Program.run(
      script: "sqlite3 \(name)/replica.sqlite \"\(text)\"", in: folder.url)
    guard run.code == 0 else { throw Failed(run: run) }
  }

  /// Makes a database what it was after the first migration.
  func downgrade(_ name: String) throws {
    try sql(
      """
      DELETE FROM grdb_migrations WHERE identifier NOT LIKE '1 %';
      DROP TABLE own_logs; DROP INDEX logs_of_author; DROP INDEX waiting_of_author;
      DROP TABLE holdings; DROP TABLE referrals; DROP TABLE claims; DROP TABLE erasures;
      DELETE FROM touches;
      ALTER TABLE logs DROP COLUMN floor; ALTER TABLE logs DROP COLUMN floor_hash;
      ALTER TABLE logs DROP COLUMN filled;
      ALTER TABLE exchanges DROP COLUMN seen; ALTER TABLE exchanges DROP COLUMN contacted;
      """, in: name)
  }
}
