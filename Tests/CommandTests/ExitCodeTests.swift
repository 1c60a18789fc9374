import Foundation
import SyncCore
import TestSupport
import Testing

/// Which exit code a run ends with, and what it prints then.
struct ExitCodeTests {
  @Test func `without a replica every command that needs one exits 64 and names both ways`() throws
  {
    let run = try World().run("show", record)
    #expect(run.code == 64)
    #expect(run.errors.contains("--replica"))
    #expect(run.errors.contains("SYNCD_REPLICA"))
    #expect(run.output.isEmpty)
  }

  @Test func `a usage error under --json is one JSON document on stdout`() throws {
    let run = try World().run("show", record, "--json")
    #expect(run.code == 64)
    #expect(run.failure == "usage")
    let unknown = try World().run("set", "--nonsense", "--json")
    #expect(unknown.code == 64)
    #expect(unknown.failure == "usage")
  }

  @Test func `a folder that holds no replica exits 1 and says how to make one`() throws {
    let run = try World().run("heads", "--replica", "nowhere", "--json")
    #expect(run.code == 1)
    #expect(run.failure == "no_replica")
    #expect(run.json["error"]?["hint"]?.asText?.string.contains("syncd init") == true)
  }

  @Test func `a failure is told on stderr, and stdout stays empty`() throws {
    let run = try World().office("14-vgr").run("show", record)
    #expect(run.code == 1)
    #expect(run.output.isEmpty)
    #expect(run.errors.contains("syncd list implementation"))
  }

  @Test func `apply exits 3 where it brings a conflict, and 0 when it brings nothing new`() throws {
    let world = try World()
    let (one, other) = try SessionTests.conflict(in: world)
    try other.json("export", "other.jsonl")
    #expect(try one.run("apply", "other.jsonl").code == 3)
    #expect(try one.run("apply", "other.jsonl").code == 0)
  }

  @Test func `status exits 3 while a conflict is open, and 0 once it is settled`() throws {
    let (_, other) = try SessionTests.conflict(in: World())
    #expect(try other.run("status").code == 3)
    try other.json("resolve", record, "note", "--value", "juni", "--reason", "Nytt datum")
    #expect(try other.run("status").code == 0)
  }

  @Test func `looking at conflicts and the quarantine exits 0`() throws {
    let (_, other) = try SessionTests.conflict(in: World())
    #expect(try other.run("conflicts").code == 0)
    #expect(try other.run("quarantine").code == 0)
    #expect(try other.run("show", record).code == 0)
  }

  @Test func `check exits 3 for an error and 0 for warnings alone`() throws {
    let world = try World()
    let national = try world.office("national")
    try national.json(
      "set", "pathway/kol-1", "title=KOL", "--scope", "national/unassigned")
    #expect(try national.run("check").code == 0)
    try national.json(
      "set", "decision/d-1", "title=Beslut", "approves+=pathway/kol-1=sha256:" + zeros)
    let check = try national.run("check", "--json")
    #expect(check.code == 3)
    let codes = check.json["findings"]?.elements.compactMap { $0["code"]?.asText?.string }
    #expect(codes == ["changed_since_approval", "pathway_without_area"])
  }

  @Test func `a peer that cannot be reached exits 3, and the others have their turn`() throws {
    let world = try World()
    try world.makeFolder("share")
    try world.makeFolder("gone")
    let vgr = try world.office("14-vgr")
    let kalmar = try world.office("08-kalmar")
    try vgr.json("set", record, "note=mars")
    try world.setFolders(["08": "share", "14": "gone/away"])
    let run = try kalmar.run("sync", "14", "share", "--json")
    #expect(run.code == 3)
    #expect(run.json["peers"]?.first?["error"]?.keys == ["code", "hint", "message"])
    #expect(run.json["peers"]?.elements.last?["error"] == .null)
  }

  @Test func `beside a name that is no peer the others have their turn, and it is told`() throws {
    let world = try World()
    try world.makeFolder("share")
    let vgr = try world.office("14-vgr")
    try vgr.json("set", record, "note=mars")
    let run = try vgr.run("push", "gone", "share", "--json")
    #expect(run.code == 3)
    let peers = run.json["peers"]?.elements ?? []
    #expect(peers.map { $0["sent"] } == [0, 1])
    #expect(peers.first?["peer"] == "gone")
    #expect(peers.first?["error"]?["code"] == "unknown_peer")
    #expect(try vgr.run("push", "gone", "away", "--json").code == 1)
    #expect(try vgr.json("status")["peers"]?.elements.count == 1)
    #expect(!FileManager.default.fileExists(atPath: world.folder.file("gone").path))
  }

  @Test func `an unknown peer exits 1 and no folder is made of it`() throws {
    let world = try World()
    let vgr = try world.office("14-vgr")
    let run = try vgr.run("push", "sahre", "--json")
    #expect(run.code == 1)
    #expect(run.failure == "unknown_peer")
    #expect(!FileManager.default.fileExists(atPath: world.folder.file("sahre").path))
  }

  @Test(arguments: ["", "\n\n", "not a changeset\n"])
  func `a file without a changeset exits 1`(text: String) throws {
    let world = try World()
    let vgr = try world.office("14-vgr")
    try world.write(text, to: "empty.jsonl")
    #expect(try vgr.run("apply", "empty.jsonl").code == 1)
  }

  @Test func `help exits 0 for every command, with an example`() throws {
    let commands = [
      "init", "config", "types", "list", "show", "history", "explain", "add", "set", "delete",
      "restore", "move", "undo", "import", "pull", "push", "sync", "export", "apply", "conflicts",
      "resolve", "status", "heads", "digest", "verify", "check", "quarantine", "nightly",
    ]
    let world = try World()
    for command in commands {
      let run = try world.run("help", command)
      #expect(run.code == 0, "\(command)")
      #expect(run.output.contains("syncd \(command)"), "\(command)")
    }
  }

  private let zeros = String(repeating: "0", count: 64)
}

extension World {
  /// Puts folders into the endpoints of the parties in Peers.
  func setFolders(_ folders: [String: String]) throws {
    for (party, path) in folders {
      let file = "Peers/\(party).json"
      let place = folder.file(path).path
      let text = try text(of: file).replacing(
        "{\n  \"party\"", with: "{\n  \"endpoints\": {\"folder\": \"\(place)\"},\n  \"party\"")
      try write(text, to: file)
    }
  }
}
