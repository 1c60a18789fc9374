import Foundation
import SyncCore
import TestSupport
import Testing

/// The session that the README walks through, with the real program.
struct SessionTests {
  @Test func `the bundled catalogue gives the counts of its sources`() throws {
    let national = try World().office("national")
    try national.json("import", "--bundled")
    let counts = try ["programme_area", "region", "pathway"].map { try national.count($0) }
    #expect(counts == [26, 21, 46])
    let bodies = try national.json("list", "body", "--where", "kind=rpt")
    #expect(bodies["records"]?.elements.count == 74)
  }

  @Test func `a second import of the bundled catalogue changes nothing`() throws {
    let national = try World().office("national")
    try national.json("import", "--bundled")
    let before = try national.run("heads", "--json").output
    let second = try national.json("import", "--bundled")
    #expect(second["written"] == .array([]))
    #expect(try national.run("heads", "--json").output == before)
  }

  @Test func `a second import leaves alone what people changed since`() throws {
    let national = try World().office("national")
    try national.json("import", "--bundled")
    try national.json("set", "pathway/kol-1", "title=KOL del 1", "seed_text=")
    try national.json("delete", "condition/kol")
    try national.json("import", "--bundled")
    #expect(try national.field("title", of: "pathway/kol-1") == "KOL del 1")
    #expect(try national.json("show", "condition/kol")["exists"] == false)
  }

  @Test func `two replicas that exchange files end up identical`() throws {
    let world = try World()
    let vgr = try world.office("14-vgr")
    let kalmar = try world.office("08-kalmar")
    try vgr.json("set", record, "status=infors", "note=Start i mars")
    try vgr.json("export", "vgr.jsonl")
    try kalmar.json("apply", "vgr.jsonl")
    #expect(try kalmar.field("note", of: record) == "Start i mars")
    #expect(try vgr.run("digest", "--json").output == kalmar.run("digest", "--json").output)
    #expect(try vgr.run("heads", "--json").output == kalmar.run("heads", "--json").output)
  }

  @Test func `a conflict is kept, shown, settled and gone everywhere`() throws {
    let world = try World()
    let (one, other) = try Self.conflict(in: world)
    let conflicts = try other.json("conflicts")["conflicts"]?.elements ?? []
    #expect(conflicts.count == 1)
    #expect(conflicts.first?["siblings"]?.elements.count == 2)
    #expect(try other.json("show", record)["conflicts"] == .array(["note"]))
    let settled = try other.run(
      "resolve", record, "note", "--take", "14-vgr:1", "--reason", "Rätt enligt mötet")
    #expect(settled.code == 0)
    try other.json("export", "settled.jsonl.gz")
    try one.json("apply", "settled.jsonl.gz")
    for office in [one, other] {
      #expect(try office.json("conflicts")["conflicts"] == .array([]))
      #expect(try office.field("note", of: record) == "mars")
    }
    #expect(try one.run("digest", "--json").output == other.run("digest", "--json").output)
  }

  @Test func `three replicas are identical after an awkward exchange through a folder`() throws {
    let world = try World()
    try world.makeFolder("share")
    let offices = try ["14-vgr", "14-skaraborg", "08-kalmar"].map(world.office)
    try offices[0].json("set", record, "note=mars", "indicators+=KOL16R")
    try offices[1].json("set", record, "note=april", "indicators+=KOL03")
    try offices[2].json("set", "implementation/08-kol-1", "note=maj")
    for index in [0, 1, 2, 1, 0, 2] { try offices[index].json("sync", "share") }
    let digests = try offices.map { try $0.run("digest", "--json").output }
    #expect(Set(digests).count == 1)
    #expect(try offices[2].field("indicators", of: record) == .array(["KOL03", "KOL16R"]))
    #expect(try offices[2].json("conflicts")["conflicts"]?.elements.count == 1)
  }

  @Test func `a conflict that the same pull settles again needs no person`() throws {
    let world = try World()
    try world.makeFolder("share")
    let (one, other) = try Self.conflict(in: world)
    try other.json("resolve", record, "note", "--take", "14-vgr:1", "--reason", "Rätt")
    try other.json("push", "share")
    let pull = try one.run("pull", "share", "--json")
    #expect(pull.code == 0)
    #expect(pull.json["peers"]?.first?["new_conflicts"] == 0)
  }

  /// Two offices of one region that wrote the same field; the second knows of both.
  static func conflict(in world: World) throws -> (Office, Office) {
    let one = try world.office("14-vgr")
    let other = try world.office("14-skaraborg")
    try one.json("set", record, "note=mars", "--message", "Beslut")
    try other.json("set", record, "note=april")
    try one.json("export", "one.jsonl")
    _ = try other.run("apply", "one.jsonl")
    return (one, other)
  }
}

extension World {
  func makeFolder(_ name: String) throws {
    try FileManager.default.createDirectory(
      at: folder.file(name), withIntermediateDirectories: false)
  }
}
