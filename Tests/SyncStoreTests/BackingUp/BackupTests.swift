import Foundation
import GRDB
import StoreFixtures
import SyncCore
import SyncWire
import TestSupport
import Testing

@testable import SyncStore

struct BackupTests {
  /// A replica with two logs, and a backup of it.
  private func backedUp() throws -> (trial: TrialReplica, file: URL) {
    let trial = try TrialReplica()
    try trial.write(.put(.note, "före"))
    var theirs = SignedLog(.kalmar)
    try theirs.append(.put(.count, 3))
    try trial.receive(theirs.lines)
    let file = trial.parent.file("backup.sqlite")
    _ = try trial.replica.backUp(to: file, at: .midsummer)
    return (trial, file)
  }

  /// A replica that is made of a backup.
  private func replica(
    from file: URL, in parent: TemporaryFolder, rights: Rights = TrialParties().rights
  ) throws -> Replica {
    let folder = ReplicaFolder(parent.file("again"))
    try folder.create(author: .vgr, replica: "another", signingKey: .trial(.vgr)) {
      try folder.fill(from: BackupFile(file))
    }
    return try Replica.open(folder, schema: .trial, rights: rights)
  }

  private func mode(of file: URL) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
  }

  @Test func `a replica made of a backup stands as the one that it was made of`() throws {
    let (trial, file) = try backedUp()
    let again = try replica(from: file, in: trial.parent)
    #expect(try Standing(of: again) == Standing(of: trial.replica))
    #expect(try again.verify() == [])
  }

  @Test func `a backup is one moment: what is written later is not in it`() throws {
    let (trial, file) = try backedUp()
    let heads = try trial.replica.heads()
    try trial.write(.put(.note, "efter"))
    #expect(try BackupFile(file).contents().heads == heads)
  }

  @Test func `a backup says when and of whom it was made, and so does what is made of it`() throws {
    let (trial, file) = try backedUp()
    let contents = try BackupFile(file).contents()
    #expect(contents.made == .midsummer && contents.author == .vgr)
    let again = try replica(from: file, in: trial.parent)
    let made = try again.read { try $0.setting(SettingName.madeFromBackup) }
    #expect(made == Timestamp.midsummer.description)
    #expect(try trial.replica.read { try $0.setting(SettingName.madeFromBackup) } == nil)
  }

  @Test func `a backup is for its owner alone and holds no key`() throws {
    let (trial, file) = try backedUp()
    #expect(try mode(of: file) == 0o600)
    let key = SigningKey.trial(.vgr).fileText.dropLast().split(separator: ":")[1]
    let bytes = try Data(contentsOf: file)
    #expect(bytes.range(of: Data(key.utf8)) == nil)
    #expect(try mode(of: replica(from: file, in: trial.parent).folder.database) == 0o600)
  }

  @Test func `an earlier backup is replaced`() throws {
    let (trial, file) = try backedUp()
    try trial.write(.put(.note, "efter"))
    _ = try trial.replica.backUp(to: file, at: .midsummer)
    #expect(try BackupFile(file).contents().heads == trial.replica.heads())
  }

  @Test func `nothing but a backup is replaced, least of all a replica's own database`() throws {
    let (trial, _) = try backedUp()
    let text = trial.parent.file("letter.txt")
    try Data("a letter".utf8).write(to: text)
    for file in [text, trial.folder.database, trial.folder.key, trial.parent.url] {
      expect(.fileExists) { _ = try trial.replica.backUp(to: file, at: .midsummer) }
    }
    #expect(try Data(contentsOf: text) == Data("a letter".utf8))
    #expect(try trial.replica.verify() == [])
  }

  @Test func `where a backup cannot be made, nothing is left`() throws {
    let (trial, _) = try backedUp()
    let folder = trial.parent.file("missing")
    expect(.fileError) {
      _ = try trial.replica.backUp(to: folder.appending(path: "b.sqlite"), at: .midsummer)
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: trial.parent.url.path)
    #expect(names.sorted() == ["backup.sqlite", "replica"])
  }

  @Test func `a backup is made while somebody writes`() throws {
    let (trial, file) = try backedUp()
    try trial.replica.pool.write { database in
      try database.execute(sql: "DELETE FROM referrals")
      _ = try trial.replica.backUp(to: file, at: .midsummer)
    }
    #expect(try BackupFile(file).contents().heads == trial.replica.heads())
  }

  @Test func `what is no backup makes no replica, and nothing is left of the attempt`() throws {
    let (trial, file) = try backedUp()
    let foreign = trial.parent.file("foreign.sqlite")
    try DatabaseQueue(path: foreign.path).write { try $0.execute(sql: "CREATE TABLE a (b)") }
    var torn = try Data(contentsOf: file)
    torn.removeLast(torn.count / 2)
    let cut = trial.parent.file("cut.sqlite")
    try torn.write(to: cut)
    let cases: [(URL, StoreError.Code)] = [
      (foreign, .notABackup), (trial.folder.database, .notABackup), (cut, .databaseDamaged),
    ]
    for (source, code) in cases {
      expect(code) { _ = try replica(from: source, in: trial.parent) }
      #expect(!FileManager.default.fileExists(atPath: trial.parent.file("again").path))
    }
  }

  @Test func `a backup of a newer syncd is refused as such`() throws {
    let (trial, file) = try backedUp()
    let queue = try DatabaseQueue(path: file.path)
    try queue.write {
      try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('2 from the future')")
    }
    try queue.close()
    expect(.newerDatabase) { _ = try replica(from: file, in: trial.parent) }
  }

  @Test func `what a killed making left is taken away by the next`() throws {
    let (trial, file) = try backedUp()
    let folder = trial.parent.file("again")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    for name in ["unfinished", "key", "replica.sqlite", "replica.sqlite-wal"] {
      try Data("half".utf8).write(to: folder.appending(path: name))
    }
    expect(.noReplica) {
      _ = try Replica.open(
        ReplicaFolder(folder), schema: .trial, rights: TrialParties().rights)
    }
    let again = try replica(from: file, in: trial.parent)
    #expect(try again.heads() == trial.replica.heads())
  }

  @Test func `a finished replica, or anything else beside the mark, is in use`() throws {
    let (trial, file) = try backedUp()
    try Data().write(to: trial.folder.url.appending(path: "unfinished"))
    expect(.folderInUse) {
      try trial.folder.create(author: .vgr, replica: "another", signingKey: .trial(.vgr))
    }
    #expect(try trial.replica.verify() == [])
    let other = trial.parent.file("again")
    try FileManager.default.createDirectory(at: other, withIntermediateDirectories: false)
    for name in ["unfinished", "letter.txt"] {
      try Data().write(to: other.appending(path: name))
    }
    expect(.folderInUse) { _ = try replica(from: file, in: trial.parent) }
    #expect(FileManager.default.fileExists(atPath: other.appending(path: "letter.txt").path))
  }
}
