import Foundation
import SyncCore
import SyncStore
import TestSupport
import Testing

/// `snapshot` and `init --from` with the real program.
struct SnapshotTests {
  /// A national source whose folder and snapshot hold what two regions wrote.
  private func source() throws -> (world: World, national: Office) {
    let world = try World()
    try world.makeFolder("share")
    let offices = try ["14-vgr", "08-kalmar", "national"].map(world.office)
    for number in 1...3 {
      try offices[0].json("set", "implementation/14-kol-\(number)", "note=\(number)")
    }
    try offices[1].json("set", "implementation/08-kol-1", "note=maj")
    for office in offices { try office.json("sync", "share") }
    let made = try offices[2].json("snapshot", "a.snapshot.gz")
    #expect(made["records"] == 4)
    #expect(made["heads"]?["region/14"]?["14-vgr"]?["sequence"] == 3)
    return (world, offices[2])
  }

  private func begun(in world: World, from file: String = "a.snapshot.gz") throws -> Office {
    let office = Office(world: world, name: "12-skane")
    let made = try office.json("init", "--as", "12-skane", "--register", "--from", file)
    #expect(made["from"]?["kind"] == "snapshot")
    return office
  }

  @Test func `a new replica begins with a snapshot, fetches the older log and proves it`() throws {
    let (world, national) = try source()
    let skane = try begun(in: world)
    #expect(try skane.field("note", of: "implementation/14-kol-2") == "2")
    #expect(try skane.run("digest", "--json").output == national.run("digest", "--json").output)
    #expect(try skane.run("heads", "--json").output == national.run("heads", "--json").output)
    #expect(try skane.run("status").output.contains("4 changesets are not here yet"))
    let early = try skane.run("verify", "--json")
    #expect(early.code == 0)
    #expect(early.json["unproven"]?.elements.count == 2)
    #expect(early.errors.contains("Not proven: 14-vgr in region/14 up to 3"))

    try world.member("14-vgr").json("set", "implementation/14-kol-1", "note=ny")
    try world.member("14-vgr").json("push", "share")
    try skane.json("set", "implementation/12-kol-1", "note=egen")
    #expect(try skane.run("sync", "share").code == 0)
    #expect(try skane.field("note", of: "implementation/14-kol-1") == "ny")
    #expect(try skane.json("status")["unproven"]?.elements.count == 2)
    let proof = try skane.run("verify", "--json")
    #expect(proof.code == 0)
    #expect(proof.json["unproven"] == .array([]))
    #expect(!(try skane.run("status").output.contains("not proven")))
    try national.json("pull", "share")
    #expect(try skane.run("digest", "--json").output == national.run("digest", "--json").output)
    #expect(try skane.run("nightly", "--json").code != 1)
  }

  @Test func `the older log comes over HTTP as well, after what is new`() throws {
    let (world, national) = try source()
    let skane = try begun(in: world)
    try national.json("set", "pathway/kol-1", "title=KOL", "--scope", "national/unassigned")
    let server = try ServerProcess(of: national)
    let pull = try skane.run("pull", server.address, "--json")
    #expect(pull.code == 0)
    #expect(pull.json["peers"]?.first?["received"] == 5)
    #expect(try skane.json("verify")["unproven"] == .array([]))
    #expect(try skane.run("digest", "--json").output == national.run("digest", "--json").output)
    #expect(try skane.json("pull", server.address)["peers"]?.first?["received"] == 0)
  }

  @Test func `a peer that begins to pull from such a replica gets what is there, without trouble`()
    throws
  {
    let (world, national) = try source()
    let skane = try begun(in: world)
    let late = try world.office("01-stockholm")
    let server = try ServerProcess(of: skane)
    let pull = try late.run("pull", server.address, "--json")
    #expect(pull.code == 0)
    #expect(try late.json("heads") == .object([]))
    server.stop()
    try late.json("pull", "share")
    #expect(try late.run("digest", "--json").output == national.run("digest", "--json").output)
  }

  @Test func `a replica begins with what a server gives out, of what its party may have`() throws {
    let (world, national) = try source()
    try world.office("12-skane").json("heads")
    let server = try ServerProcess(of: national)
    let again = Office(world: world, name: "again")
    let made = try again.json(
      "init", "--as", "12-skane", "--key", "12-skane/key", "--from", server.address)
    #expect(made["from"]?["address"]?.asText?.string == server.address)
    #expect(try again.run("digest", "--json").output == national.run("digest", "--json").output)
    let stranger = try Office(world: world, name: "stranger").run(
      "init", "--as", "01-stockholm", "--from", server.address, "--json")
    #expect(stranger.code == 1)
    #expect(!FileManager.default.fileExists(atPath: world.folder.file("stranger").path))
  }

  @Test func `a snapshot of another region, or one that was altered, makes no replica`() throws {
    let (world, _) = try source()
    try world.member("08-kalmar").json("snapshot", "b.snapshot")
    let office = Office(world: world, name: "12-skane")
    let foreign = try office.run(
      "init", "--as", "12-skane", "--register", "--from", "b.snapshot", "--json")
    #expect(foreign.failure == "snapshot_not_believed")
    try world.member("national").json("snapshot", "c.snapshot")
    try world.write(
      world.text(of: "c.snapshot").replacing("\"note\"", with: "\"nota\""), to: "c.snapshot")
    let altered = try office.run(
      "init", "--as", "12-skane", "--register", "--from", "c.snapshot", "--json")
    #expect(altered.failure == "snapshot_damaged")
    #expect(!FileManager.default.fileExists(atPath: world.folder.file("12-skane").path))
  }

  @Test func `init killed while it loads leaves no replica, and does it again`() throws {
    let (world, national) = try source()
    let digest = try national.run("digest", "--json").output
    let shim = try FaultShim.built.get()
    func run(in copy: World, _ fault: FaultShim.Fault?) throws -> (CommandRun, Int) {
      let counter = world.folder.file("calls-" + UUID().uuidString)
      let environment = try shim.environment(fault, in: copy.folder.url, counter: counter)
      let run = try Program.run(
        ["init", "--as", "12-skane", "--from", "a.snapshot.gz", "--json"], in: copy.folder.url,
        environment: copy.member("12-skane").environment.merging(environment) { $1 })
      return (run, try FaultShim.count(in: counter))
    }
    let calls = try run(in: World(copyOf: world), nil).1
    for call in stride(from: 1, through: calls, by: max(1, calls / 8)) {
      let copy = try World(copyOf: world)
      _ = try run(in: copy, FaultShim.Fault(kind: .after, call: call))
      let config = copy.folder.file("12-skane").appending(path: "config.json")
      if !FileManager.default.fileExists(atPath: config.path) {
        #expect(try run(in: copy, nil).0.code == 0, "after \(call)")
      }
      let skane = copy.member("12-skane")
      #expect(try skane.run("digest", "--json").output == digest, "after \(call)")
    }
    print("faults: init --from a snapshot: \(calls) calls change the disk")
  }
}
