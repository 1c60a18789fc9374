import Foundation
import SyncCore
import SyncStore
import TestSupport
import Testing

/// What `syncd status` says of peers, logs and the disk.
struct StatusTests {
  @Test func `the keys that programs rely on are there`() throws {
    let status = try World().office("14-vgr").json("status")
    let keys = Set(status.keys)
    #expect(
      keys.isSuperset(of: [
        "author", "replica", "replica_id", "public_key", "registered", "peers_folder", "logs",
        "changesets", "held", "open_conflicts", "quarantined", "waiting", "forks", "peers",
        "size_bytes", "database_bytes", "wal_bytes", "free_bytes", "held_logs",
        "parties_without_endpoint", "party", "lapsed_erasures", "waits_for_clearing",
      ]))
    guard case .integer(let free) = status["free_bytes"] else {
      Issue.record("free_bytes is \(status["free_bytes"] ?? .null)")
      return
    }
    #expect(free > 0)
  }

  @Test func `a peer of Peers that was never contacted is listed as such`() throws {
    let world = try World()
    let (vgr, _) = (try world.office("14-vgr"), try world.office("08-kalmar"))
    _ = try world.office("12-skane")
    try world.setFolders(["08": "share"])
    let status = try vgr.run("status")
    #expect(status.code == 0)
    #expect(status.output.contains("never contacted"))
    let json = try vgr.json("status")
    #expect(json["peers"]?.first?["peer"] == "08")
    #expect(json["peers"]?.first?["carrier"] == "folder")
    #expect(json["peers"]?.first?["ahead"] == .null)
    #expect(json["parties_without_endpoint"] == .array(["12"]))
  }

  @Test func `ahead counts what the peer lacks by now, and failures stand beside it`() throws {
    let world = try World()
    try world.makeFolder("share")
    let (vgr, _) = (try world.office("14-vgr"), try world.office("08-kalmar"))
    try world.setFolders(["08": "share"])
    try vgr.json("set", record, "note=mars")
    try vgr.json("sync", "08")
    #expect(try vgr.json("status")["peers"]?.first?["ahead"] == 0)
    try vgr.json("set", record, "note=april")
    #expect(try vgr.json("status")["peers"]?.first?["ahead"] == 1)
    try FileManager.default.removeItem(at: world.folder.file("share"))
    _ = try vgr.run("sync", "08")
    let failing = try vgr.run("status", "--json")
    #expect(failing.code == 3)
    let peer = failing.json["peers"]?.first
    #expect(peer?["ahead"] == 1)
    #expect(peer?["succeeded"]?.asText != nil && peer?["failure"]?.asText != nil)
  }

  @Test func `a log that waits says for what`() throws {
    let world = try World()
    let (vgr, kalmar) = (try world.office("14-vgr"), try world.office("08-kalmar"))
    for note in ["mars", "april"] { try vgr.json("set", record, "note=\(note)") }
    try vgr.json("export", "all.jsonl")
    let lines = try world.text(of: "all.jsonl").split(separator: "\n")
    try world.write(lines[1] + "\n", to: "second.jsonl")
    _ = try kalmar.run("apply", "second.jsonl")
    let waiting = try kalmar.json("status")["waiting"]?.first
    #expect(waiting?["sequence"] == 2 && waiting?["waits_for"] == 1)
    #expect(try kalmar.run("status").output.contains("for changeset 1"))
  }

  @Test func `free space that still has to be cleared of erased values is told, with what to do`()
    throws
  {
    let world = try World()
    let vgr = try world.office("14-vgr")
    try vgr.json("set", record, "note=a")
    // A process of another sort has the file open, and the disk has no room to write it anew.
    let open = try world.opened("14-vgr")
    try world.sql("INSERT INTO settings VALUES ('scrub', 'waits')")
    let full = try FaultShim.built.get().environment(
      FaultShim.Fault(kind: .full, call: 1), in: world.folder.file("14-vgr"),
      counter: world.folder.file("calls"))
    func status(_ arguments: String...) throws -> CommandRun {
      try Program.run(
        ["status"] + arguments, in: world.folder.url,
        environment: vgr.environment.merging(full) { $1 })
    }
    let told = try status()
    #expect(told.code == 3 && told.output.contains("still holds bytes of erased values"))
    #expect(told.output.contains("run: syncd status"))
    #expect(try status("--json").json["waits_for_clearing"] == true)
    let cleared = try vgr.run("status", "--json")
    #expect(cleared.code == 0 && cleared.json["waits_for_clearing"] == false)
    #expect(try open.verify() == [])
  }

  @Test func `an address in Peers that is none is told, and the rest of status stays`() throws {
    let world = try World()
    let vgr = try world.office("14-vgr")
    _ = try world.office("08-kalmar")
    let text = try world.text(of: "Peers/08.json").replacing(
      "{\n  \"party\"", with: "{\n  \"endpoints\": {\"http\": \"ftp://x\"},\n  \"party\"")
    try world.write(text, to: "Peers/08.json")
    let status = try vgr.run("status", "--json")
    #expect(status.code == 3)
    #expect(status.json["peers_problem"]?["code"] == "unsupported_address")
  }
}
