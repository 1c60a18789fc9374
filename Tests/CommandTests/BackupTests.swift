import Foundation
import SyncCore
import SyncStore
import TestSupport
import Testing

/// `backup` and `init --from` with the real program.
struct BackupTests {
  /// An office with a record, and a backup of it.
  private func backedUp() throws -> (world: World, vgr: Office) {
    let world = try World()
    let vgr = try world.office("14-vgr")
    try vgr.json("set", record, "note=före")
    let made = try vgr.json("backup", "backup.sqlite")
    #expect(made["logs"] == 1)
    #expect(made["heads"]?["region/14"]?["14-vgr"]?["sequence"] == 1)
    return (world, vgr)
  }

  @Test func `a replica made of a backup shows the same and has the same key where it is given`()
    throws
  {
    let (world, vgr) = try backedUp()
    let again = Office(world: world, name: "again")
    let made = try again.json(
      "init", "--as", "14-vgr", "--key", "14-vgr/key", "--from", "backup.sqlite")
    #expect(made["from"]?["kind"] == "backup")
    #expect(made["from"]?["author"] == "14-vgr")
    #expect(made["replica_id"] != nil)
    #expect(try again.field("note", of: record) == "före")
    #expect(try again.run("digest", "--json").output == vgr.run("digest", "--json").output)
    #expect(try again.run("verify").code == 0)
  }

  @Test func `another author of the party may start from a backup, one of another party not`()
    throws
  {
    let (world, _) = try backedUp()
    let colleague = Office(world: world, name: "14-skaraborg")
    let made = try colleague.run(
      "init", "--as", "14-skaraborg", "--register", "--from", "backup.sqlite")
    #expect(made.code == 0)
    #expect(try colleague.field("note", of: record) == "före")
    let stranger = Office(world: world, name: "08-kalmar")
    let refused = try stranger.run(
      "init", "--as", "08-kalmar", "--register", "--from", "backup.sqlite", "--json")
    #expect(refused.code == 1)
    #expect(refused.failure == "other_party")
    #expect(!FileManager.default.fileExists(atPath: world.folder.file("08-kalmar").path))
  }

  @Test func `a new key is not put in the place of the one that signed what is in the backup`()
    throws
  {
    let (world, _) = try backedUp()
    let peers = try world.text(of: "Peers/14.json")
    let run = try Office(world: world, name: "again").run(
      "init", "--as", "14-vgr", "--register", "--from", "backup.sqlite", "--json")
    #expect(run.code == 1)
    #expect(run.failure == "key_in_use")
    #expect(try world.text(of: "Peers/14.json") == peers)
    #expect(!FileManager.default.fileExists(atPath: world.folder.file("again").path))
  }

  @Test func `what is not there or is nothing of ours is refused, and nothing is made`() throws {
    let (world, _) = try backedUp()
    try world.write("id,note\n", to: "rows.csv")
    let again = Office(world: world, name: "again")
    for (file, code) in [
      ("missing.sqlite", "file_missing"), ("rows.csv", "not_an_origin"),
      ("14-vgr/replica.sqlite", "not_a_backup"),
    ] {
      let run = try again.run("init", "--as", "14-vgr", "--from", file, "--json")
      #expect(run.code == 1)
      #expect(run.failure == code)
    }
    let blind = try world.run(
      "init", "--as", "14-vgr", "--from", "backup.sqlite", "--replica", "again", "--json",
      "--peers", "nowhere")
    #expect(blind.failure == "bad_peers")
    #expect(!FileManager.default.fileExists(atPath: world.folder.file("again").path))
  }

  @Test func `a file that is no backup is not replaced by one`() throws {
    let (world, vgr) = try backedUp()
    try world.write("a letter", to: "letter.txt")
    let run = try vgr.run("backup", "letter.txt", "--json")
    #expect(run.code == 1)
    #expect(run.failure == "file_exists")
    #expect(try world.text(of: "letter.txt") == "a letter")
  }

  @Test func `init killed at a call that changes the disk leaves no replica, and does it again`()
    throws
  {
    let (world, _) = try backedUp()
    let shim = try FaultShim.built.get()
    let arguments = [
      "init", "--as", "14-vgr", "--key", "14-vgr/key", "--from", "backup.sqlite", "--json",
    ]
    func run(in copy: World, _ fault: FaultShim.Fault?) throws -> (CommandRun, Int) {
      let counter = world.folder.file("calls-" + UUID().uuidString)
      let environment = try shim.environment(fault, in: copy.folder.url, counter: counter)
      let office = Office(world: copy, name: "again")
      let run = try Program.run(
        arguments, in: copy.folder.url,
        environment: office.environment.merging(environment) { $1 })
      return (run, try FaultShim.count(in: counter))
    }
    let calls = try run(in: World(copyOf: world), nil).1
    #expect(calls > 8)
    for call in stride(from: 1, through: calls, by: max(1, calls / 8)) {
      let copy = try World(copyOf: world)
      _ = try run(in: copy, FaultShim.Fault(kind: .after, call: call))
      let again = copy.folder.file("again")
      let isReplica = FileManager.default.fileExists(
        atPath: again.appending(path: "config.json").path)
      if !isReplica { #expect(try run(in: copy, nil).0.code == 0, "after \(call)") }
      #expect(try copy.opened("again").verify() == [], "after \(call)")
      #expect(try Office(world: copy, name: "again").field("note", of: record) == "före")
    }
    print("faults: init --from a backup: \(calls) calls change the disk")
  }
}
