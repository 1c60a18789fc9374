import Foundation
import GRDB
import StoreFixtures
import SyncCore
import SyncWire
import TestSupport
import Testing

@testable import SyncStore

struct ReplicaFolderTests {
  private func permissions(of url: URL) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: url.path)[.posixPermissions] as? Int
  }

  private func create(_ folder: ReplicaFolder) throws {
    try folder.create(author: .vgr, replica: "replica-of-tests", signingKey: .trial(.vgr))
  }

  @Test func `a new folder is for its owner alone`() throws {
    let trial = try TrialReplica()
    #expect(try permissions(of: trial.folder.url) == 0o700)
  }

  @Test func `an empty folder that others could read is closed to them`() throws {
    try withTemporaryFolder { parent in
      let url = parent.file("open")
      try FileManager.default.createDirectory(
        at: url, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o755])
      try create(ReplicaFolder(url))
      #expect(try permissions(of: url) == 0o700)
    }
  }

  @Test func `the key and the configuration are for their owner alone`() throws {
    let trial = try TrialReplica()
    let files = [trial.folder.key, trial.folder.config]
    #expect(try files.map(permissions) == [0o600, 0o600])
  }

  /// The rights of all files of a replica.
  private func modes(of trial: TrialReplica) throws -> [String: Int] {
    let names = try FileManager.default.contentsOfDirectory(atPath: trial.folder.url.path)
    return try names.reduce(into: [:]) { modes, name in
      modes[name] = try permissions(of: trial.folder.url.appending(path: name))
    }
  }

  @Test func `every file is for its owner alone, whatever SQLite makes beside the database`() throws
  {
    let trial = try TrialReplica()
    try trial.write(.put(.note, "one"))
    let index = SearchIndex(of: trial.replica)
    try index.refresh()
    // Somebody who looks keeps the index's own files there.
    try index.file.use { queue in
      try queue.read { _ in
        let modes = try modes(of: trial)
        #expect(
          Set(modes.keys).isSuperset(of: [
            "replica.sqlite", "replica.sqlite-wal", "replica.sqlite-shm", "search.sqlite",
            "search.sqlite-wal", "search.sqlite-shm", "search.lock", "guard.json", "config.json",
            "key",
          ]))
        #expect(modes.allSatisfy { $0.value == 0o600 }, "\(modes)")
      }
    }
  }

  @Test func `a database that an earlier program left open to others is closed to them`() throws {
    var trial = try TrialReplica()
    try trial.write(.put(.note, "one"))
    for suffix in ["", "-wal", "-shm"] { chmod(trial.folder.database.path + suffix, 0o644) }
    try trial.reopen()
    #expect(try modes(of: trial).allSatisfy { $0.value == 0o600 })
    #expect(try trial.write(.put(.note, "two")) == Dot(.vgr, 2))
  }

  @Test func `a folder in use is refused and left as it was`() throws {
    try withTemporaryFolder { parent in
      let note = parent.file("note")
      try Data("mine".utf8).write(to: note)
      expect(.folderInUse) { try create(ReplicaFolder(parent.url)) }
      #expect(try FileManager.default.contentsOfDirectory(atPath: parent.path) == ["note"])
    }
  }

  /// Makes a folder in which making a replica was ended on the way, with other files in it.
  private func unfinished(_ parent: TemporaryFolder, _ names: String...) throws -> ReplicaFolder {
    let folder = ReplicaFolder(parent.file("replica"))
    try create(folder)
    try FileManager.default.removeItem(at: folder.config)
    for name in names { try Data("{".utf8).write(to: folder.url.appending(path: name)) }
    return folder
  }

  @Test(arguments: [".dat.nosync1F2.a3x9Qz", "replica.sqlite", "replica.sqlite-wal"])
  func `what was ended before its configuration was written makes way`(name: String) throws {
    try withTemporaryFolder { parent in
      let folder = try unfinished(parent, "unfinished", name)
      try create(folder)
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted()
      #expect(names == ["config.json", "key"])
    }
  }

  @Test(arguments: ["note", "key.old"])
  func `a folder half made with anything else in it is left as it is`(name: String) throws {
    try withTemporaryFolder { parent in
      let folder = try unfinished(parent, "unfinished", name)
      expect(.folderInUse) { try create(folder) }
      #expect(FileManager.default.fileExists(atPath: folder.key.path))
    }
  }

  @Test func `a key without the mark of a making is never removed`() throws {
    try withTemporaryFolder { parent in
      let folder = try unfinished(parent)
      expect(.folderInUse) { try create(folder) }
      #expect(try folder.signingKey().publicKey == SigningKey.trial(.vgr).publicKey)
    }
  }

  @Test func `a replica is never made over another`() throws {
    let trial = try TrialReplica()
    expect(.folderInUse) { try create(trial.folder) }
  }

  @Test func `a file in place of the folder is an error that names it`() throws {
    try withTemporaryFolder { parent in
      let file = parent.file("replica")
      try Data("a file".utf8).write(to: file)
      expect(.fileError) { try create(ReplicaFolder(file)) }
    }
  }

  @Test func `making a folder writes no database`() throws {
    try withTemporaryFolder { parent in
      let folder = ReplicaFolder(parent.file("replica"))
      try create(folder)
      #expect(!FileManager.default.fileExists(atPath: folder.database.path))
    }
  }

  @Test func `the key that was given is the key that is read`() throws {
    let trial = try TrialReplica()
    #expect(try trial.folder.signingKey().publicKey == SigningKey.trial(.vgr).publicKey)
  }

  @Test func `a missing key is an error of its own`() throws {
    let trial = try TrialReplica()
    try FileManager.default.removeItem(at: trial.folder.key)
    expect(.badKey) { _ = try trial.folder.signingKey() }
  }

  @Test func `a file that holds no key is an error of its own`() throws {
    let trial = try TrialReplica()
    try Data("hello".utf8).write(to: trial.folder.key)
    expect(.badKey) { _ = try trial.folder.signingKey() }
  }

  @Test func `without its key a replica still reads and receives`() throws {
    let trial = try TrialReplica()
    try FileManager.default.removeItem(at: trial.folder.key)
    var log = SignedLog(.kalmar)
    try log.append(.put(.note, "x"))
    #expect(try trial.receive(log.lines) == [.merged])
  }

  @Test func `settings of the folder outlive it being saved again`() throws {
    let trial = try TrialReplica()
    var configuration = try trial.folder.configuration()
    configuration.person = "anna.berg"
    try trial.folder.save(configuration)
    #expect(try trial.folder.configuration().person == "anna.berg")
  }
}
