import Foundation
import SyncCore
import TestSupport
import Testing

/// New replicas, and the folder of parties that they stand on.
struct PeersTests {
  @Test func `init works before Peers knows the key, but edits do not`() throws {
    let world = try World()
    let run = try world.run("init", "--replica", "vgr", "--as", "14-vgr", "--peers", "Peers")
    #expect(run.code == 0)
    #expect(run.errors.contains("\"writes\": [\"region/14\"]"))
    _ = try world.office("08-kalmar")
    let edit = try world.run(
      "set", record, "note=a", "--replica", "vgr", "--peers", "Peers", "--json")
    #expect(edit.failure == "key_not_registered")
  }

  @Test func `--print-party prints what the others put into their Peers`() throws {
    let world = try World()
    _ = try world.run("init", "--replica", "vgr", "--as", "14-vgr", "--peers", "Peers")
    let printed = try world.run("init", "--replica", "vgr", "--print-party", "--peers", "Peers")
    #expect(printed.code == 0)
    try world.makeFolder("Peers")
    try world.write(printed.output, to: "Peers/14.json")
    let edit = try world.run("set", record, "note=a", "--replica", "vgr", "--peers", "Peers")
    #expect(edit.code == 0)
  }

  @Test func `--register replaces a demo key and says so`() throws {
    let world = try World()
    try world.makeFolder("Peers")
    try world.write(
      #"{"party":"14","authors":[{"author":"14-vgr","key":"ed25519:"#
        + #"FkL7rlfwY/zKcvhigGxqNZm2Z4KvoHdCTM2h7PpaIeo=","writes":["region/14","#
        + #""national/psykisk-halsa"]}]}"#, to: "Peers/14-vgr.json")
    let run = try world.run(
      "init", "--replica", "vgr", "--as", "14-vgr", "--register", "--peers", "Peers")
    #expect(run.code == 0)
    #expect(run.errors.contains("replaced"))
    let file = try world.text(of: "Peers/14-vgr.json")
    #expect(!file.contains("FkL7rlfwY"))
    #expect(file.contains("national/psykisk-halsa"))
  }

  @Test func `--register leaves a key alone that a pin shows to be in use`() throws {
    let world = try World()
    try world.makeFolder("Peers")
    let zeros = String(repeating: "0", count: 64)
    try world.write(
      #"{"party":"14","authors":[{"author":"14-vgr","key":"ed25519:"#
        + #"FkL7rlfwY/zKcvhigGxqNZm2Z4KvoHdCTM2h7PpaIeo=","writes":["region/14"],"#
        + #""pins":{"region/14":{"sequence":1,"hash":"sha256:\#(zeros)"}}}]}"#,
      to: "Peers/14.json")
    let run = try world.run(
      "init", "--replica", "vgr", "--as", "14-vgr", "--register", "--peers", "Peers", "--json")
    #expect(run.failure == "key_in_use")
    #expect(!FileManager.default.fileExists(atPath: world.folder.file("vgr").path))
  }

  @Test func `init takes an existing key and refuses a folder in use`() throws {
    let world = try World()
    let vgr = try world.office("14-vgr")
    let again = try vgr.run("init", "--as", "14-vgr", "--json")
    #expect(again.failure == "folder_in_use")
    let copy = try world.run(
      "init", "--replica", "copy", "--as", "14-vgr", "--key", "14-vgr/key", "--peers", "Peers",
      "--json")
    #expect(copy.json["public_key"] == (try vgr.json("status")["public_key"]))
    #expect(copy.json["registered"] == true)
  }

  @Test func `the replica's folder is for its owner alone`() throws {
    let world = try World()
    _ = try world.office("14-vgr")
    func mode(_ name: String) throws -> Int? {
      let attributes = try FileManager.default.attributesOfItem(
        atPath: world.folder.file(name).path)
      return (attributes[.posixPermissions] as? NSNumber)?.intValue
    }
    #expect(try mode("14-vgr") == 0o700)
    #expect(try mode("14-vgr/key") == 0o600)
  }

  @Test(arguments: ["14", "vgr", "14_vgr", "14-VGR", "14-", "14-vgr~abcdefgh", "national~x"])
  func `what is no author is a usage error`(name: String) throws {
    let run = try World().run("init", "--replica", "r", "--as", name)
    #expect(run.code == 64)
  }

  @Test func `a broken file in Peers is named, and init alone goes on`() throws {
    let world = try World()
    let vgr = try world.office("14-vgr")
    try world.write("{\"party\":", to: "Peers/08-kalmar.json")
    let run = try vgr.run("heads", "--json")
    #expect(run.failure == "bad_peers")
    #expect(run.json["error"]?["message"]?.asText?.string.contains("08-kalmar.json") == true)
    let other = Office(world: world, name: "other")
    #expect(try other.run("init", "--as", "14-skaraborg").code == 0)
    let registering = Office(world: world, name: "third")
    #expect(try registering.run("init", "--as", "14-boras", "--register").code == 1)
    #expect(!FileManager.default.fileExists(atPath: world.folder.file("third").path))
  }

  @Test func `an author named by two parties is an error that names both`() throws {
    let world = try World()
    let vgr = try world.office("14-vgr")
    let file = try world.text(of: "Peers/14.json")
    try world.write(
      file.replacing("\"party\": \"14\"", with: "\"party\": \"08\""), to: "Peers/08.json")
    let run = try vgr.run("heads", "--json")
    #expect(run.failure == "bad_peers")
    #expect(run.json["error"]?["message"]?.asText?.string.contains("14-vgr") == true)
  }

  @Test func `changesets that Peers no longer counts fall away, loudly, and come again`() throws {
    let world = try World()
    let vgr = try world.office("14-vgr")
    let kalmar = try world.office("08-kalmar")
    try vgr.json("set", record, "note=a")
    try vgr.json("export", "vgr.jsonl")
    try kalmar.json("apply", "vgr.jsonl")
    let file = try world.text(of: "Peers/14.json")
    try world.write(
      file.replacing("\"region/14\"", with: "\"region/14/internal\""), to: "Peers/14.json")
    let check = try kalmar.run("check", "--json")
    #expect(check.code == 3)
    #expect(check.json["findings"]?.first?["code"] == "changesets_fell_away")
    #expect(try kalmar.count("implementation") == 0)
    try world.write(file, to: "Peers/14.json")
    #expect(try kalmar.count("implementation") == 1)
  }

  @Test func `where Peers cannot be written the replica is made all the same, and it is said`()
    throws
  {
    let world = try World()
    try world.write("", to: "file")
    let run = try world.run(
      "init", "--replica", "vgr", "--as", "14-vgr", "--register", "--peers", "file/Peers", "--json")
    #expect(run.code == 1)
    #expect(run.failure == "bad_peers")
    #expect(run.json["error"]?["hint"]?.asText?.string.contains("--print-party") == true)
    let printed = try world.run("init", "--replica", "vgr", "--print-party", "--json")
    #expect(printed.json["party"] == "14")
  }

  @Test func `a file that fails does not stop the others, and the run exits 1`() throws {
    let world = try World()
    let vgr = try world.office("14-vgr")
    let kalmar = try world.office("08-kalmar")
    try vgr.json("set", record, "note=a")
    try vgr.json("export", "vgr.jsonl")
    let run = try kalmar.run("apply", "gone.jsonl", "vgr.jsonl", "--json")
    #expect(run.code == 1)
    #expect(run.failure == "file_missing")
    #expect(run.errors.contains("merged 1"))
    #expect(try kalmar.count("implementation") == 1)
  }

  @Test func `an unknown setting is a usage error`() throws {
    let vgr = try World().office("14-vgr")
    #expect(try vgr.run("config", "set", "colour", "red").code == 64)
    #expect(try vgr.run("config", "--json").json["author"] == "14-vgr")
  }

  @Test func `config shows each setting with its source`() throws {
    let world = try World()
    let vgr = try world.office("14-vgr")
    try vgr.json("config", "set", "person", "bo.ek")
    let folder = world.folder.file("14-vgr").path
    let run = try world.run("config", "--replica", folder, "--json")
    let sources = run.json["settings"]?.elements.map { $0["source"] }
    #expect(sources == ["flag", "default", "config"])
    #expect(run.json["settings"]?.elements.last?["value"] == "bo.ek")
    #expect(
      try vgr.json("config")["settings"]?.elements.map { $0["source"] }
        == ["environment", "environment", "environment"])
  }

  @Test func `certificates to trust are a setting like the others, and a broken file is named`()
    throws
  {
    let world = try World()
    let vgr = try world.office("14-vgr")
    try world.write("no certificate", to: "root.pem")
    let file = world.folder.file("root.pem").path
    try vgr.json("config", "set", "ca", file)
    let setting = try vgr.json("config")["settings"]?.elements.last
    #expect(setting?["name"] == "ca" && setting?["value"] == .string(file))
    #expect(setting?["source"] == "config")
    let run = try vgr.run("pull", "https://localhost:1", "--json")
    #expect(run.code == 1)
    #expect(run.failure == "certificate_invalid")
    #expect(try vgr.run("pull", "https://localhost:1").errors.contains(file))
    let other = world.folder.file("other.pem").path
    #expect(try vgr.run("pull", "https://localhost:1", "--ca", other).errors.contains(other))
  }

  @Test func `internal scopes leave only when they are asked for`() throws {
    let world = try World()
    let vgr = try world.office("14-vgr")
    try vgr.json("set", record, "note=a")
    try vgr.json("set", "implementation/14-astma", "note=b", "--scope", "region/14/internal")
    #expect(try vgr.json("export", "all.jsonl")["changesets"] == 1)
    #expect(try vgr.json("export", "all.jsonl", "--internal")["changesets"] == 2)
    #expect(try vgr.json("export", "own.jsonl", "--for", "14")["changesets"] == 1)
    #expect(try vgr.run("export", "x.jsonl", "--for", "99", "--json").failure == "unknown_peer")
  }

  @Test func `a dry run of apply tells what would happen and writes nothing`() throws {
    let world = try World()
    let one = try world.office("14-vgr")
    let other = try world.office("14-skaraborg")
    try one.json("set", record, "note=a")
    try other.json("set", record, "note=b")
    try one.json("export", "one.jsonl")
    let trial = try other.json("apply", "one.jsonl", "--dry-run")
    #expect(trial["peers"]?.first?["new_conflicts"] == 1)
    #expect(trial["changesets"]?.first?["outcome"] == "merged")
    #expect(trial["would_change"]?.elements.map { $0["id"] } == ["14-kol-1"])
    #expect(trial["would_conflict"]?.elements.map { $0["field"] } == ["note"])
    #expect(try other.json("conflicts")["conflicts"] == .array([]))
    #expect(try other.json("heads")["region/14"]?.keys == ["14-skaraborg"])
  }
}
