import SyncCore
import TestSupport
import Testing

/// The JSON that other programs rely on (DESIGN 10).
struct ShapeTests {
  @Test func `init prints author, public_key and replica`() throws {
    let world = try World()
    let run = try world.run(
      "init", "--replica", "r", "--as", "14-vgr", "--peers", "Peers", "--json")
    #expect(run.code == 0)
    #expect(run.json["author"] == "14-vgr")
    #expect(run.json["public_key"]?.asText?.string.hasPrefix("ed25519:") == true)
    #expect(run.json["replica"]?.asText != nil)
    #expect(run.errors.contains("\"author\": \"14-vgr\""))
  }

  @Test func `show prints one key per column, units flat, sets sorted, empty as null`() throws {
    let vgr = try World().office("14-vgr")
    try vgr.json(
      "set", record, "status=Infört", "status_date=2026-05-01", "indicators+=b", "indicators+=a")
    let shown = try vgr.json("show", record)
    #expect(shown["type"] == "implementation")
    #expect(shown["id"] == "14-kol-1")
    #expect(shown["scope"] == "region/14")
    #expect(shown["exists"] == true)
    #expect(shown["conflicts"] == .array([]))
    let fields = shown["fields"]
    #expect(fields?["status"] == "infort")
    #expect(fields?["status_date"] == "2026-05-01")
    #expect(fields?["local_status_text"] == .null)
    #expect(fields?["indicators"] == .array(["a", "b"]))
    #expect(fields?["affected_units"] == .array([]))
    #expect(fields?["note"] == .null)
  }

  @Test func `list leaves out what is deleted`() throws {
    let vgr = try World().office("14-vgr")
    try vgr.json("set", record, "note=a")
    try vgr.json("set", "implementation/14-astma", "note=b")
    try vgr.json("delete", record)
    let records = try vgr.json("list", "implementation")["records"]?.elements
    #expect(records?.map { $0["id"] } == ["14-astma"])
    #expect(records?.first?["fields"]?["note"] == "b")
  }

  @Test func `conflicts print base, siblings and which of them is shown`() throws {
    let (_, other) = try SessionTests.conflict(in: World())
    let conflict = try other.json("conflicts")["conflicts"]?.first
    #expect(conflict?["field"] == "note")
    #expect(conflict?["base"] == .null)
    let siblings = conflict?["siblings"]?.elements ?? []
    #expect(siblings.map { $0["dot"] } == ["14-skaraborg:1", "14-vgr:1"])
    #expect(siblings.map { $0["value"] } == ["april", "mars"])
    #expect(siblings.map { $0["provisional"] } == [true, false])
    #expect(siblings.map { $0["person"] } == ["anna.berg", "anna.berg"])
    #expect(siblings.map { $0["message"] } == [.null, "Beslut"])
    #expect(siblings.map { $0["claimed_late"] } == [false, false])
    #expect(siblings.allSatisfy { $0["time"]?.asText != nil && $0["author"]?.asText != nil })
  }

  @Test func `a unit is one conflict whose values are objects`() throws {
    let world = try World()
    let one = try world.office("14-vgr")
    let other = try world.office("14-skaraborg")
    try one.json("set", record, "status=infors")
    try other.json("set", record, "status_date=2026-05-01")
    try one.json("export", "one.jsonl")
    _ = try other.run("apply", "one.jsonl")
    let conflicts = try other.json("conflicts")["conflicts"]?.elements ?? []
    #expect(conflicts.map { $0["field"] } == ["status"])
    #expect(conflicts.first?["siblings"]?.elements.last?["value"]?["status"] == "infors")
  }

  @Test func `delete against edit is a conflict on exists`() throws {
    let world = try World()
    let one = try world.office("14-vgr")
    let other = try world.office("14-skaraborg")
    try one.json("set", record, "note=a")
    try one.json("export", "one.jsonl")
    try other.json("apply", "one.jsonl")
    try one.json("delete", record)
    try other.json("set", record, "note=b")
    try one.json("export", "one.jsonl")
    _ = try other.run("apply", "one.jsonl")
    let conflict = try other.json("conflicts")["conflicts"]?.first
    #expect(conflict?["field"] == "exists")
    #expect(Set(conflict?["siblings"]?.elements.compactMap { $0["value"] } ?? []) == [true, false])
    try other.json("resolve", record, "exists", "--value", "false", "--reason", "Dubblett")
    #expect(try other.json("show", record)["exists"] == false)
  }

  @Test func `heads print sequence and hash by scope and author`() throws {
    let vgr = try World().office("14-vgr")
    #expect(try vgr.json("heads") == .object([]))
    try vgr.json("set", record, "note=a")
    let head = try vgr.json("heads")["region/14"]?["14-vgr"]
    #expect(head?["sequence"] == 1)
    #expect(head?["hash"]?.asText?.string.hasPrefix("sha256:") == true)
  }

  @Test func `digest prints 64 digits a scope`() throws {
    let vgr = try World().office("14-vgr")
    try vgr.json("set", record, "note=a")
    let digest = try vgr.json("digest")
    #expect(digest.keys == ["scopes"])
    #expect(digest["scopes"]?["region/14"]?.asText?.string.count == 64)
  }

  @Test func `exchanges print every count of a peer`() throws {
    let world = try World()
    try world.makeFolder("share")
    let vgr = try world.office("14-vgr")
    try vgr.json("set", record, "note=a")
    let peer = try vgr.json("sync", "share")["peers"]?.first
    let counts = ["received", "merged", "known", "waiting", "quarantined", "new_conflicts"]
    #expect(counts.allSatisfy { peer?[Text($0)] == 0 })
    #expect(peer?["sent"] == 1)
    #expect(peer?["error"] == .null)
    #expect(peer?["peer"]?.asText != nil)
  }

  @Test func `quarantine prints what was refused and why`() throws {
    let world = try World()
    let vgr = try world.office("14-vgr")
    let kalmar = try world.office("08-kalmar")
    try vgr.json("set", record, "note=a")
    try vgr.json("export", "vgr.jsonl")
    try world.write(
      try world.text(of: "vgr.jsonl").replacing("\"note\":\"a\"", with: "\"note\":\"b\""),
      to: "forged.jsonl")
    let run = try kalmar.run("apply", "forged.jsonl", "--json")
    #expect(run.code == 3)
    #expect(run.json["peers"]?.first?["quarantined"] == 1)
    let refused = try kalmar.json("quarantine")["quarantined"]?.first
    #expect(refused?["reason"] == "body_mismatch")
    #expect(refused?.keys.contains("received_from") == true)
    #expect(try kalmar.run("status").code == 3)
    #expect(try kalmar.count("implementation") == 0)
  }

  @Test func `verify prints ok and no problems`() throws {
    let vgr = try World().office("14-vgr")
    try vgr.json("set", record, "note=a")
    let verified = try vgr.json("verify")
    #expect(verified["ok"] == true)
    #expect(verified["problems"] == .array([]))
  }

  @Test func `every other command prints one document too`() throws {
    let vgr = try World().office("14-vgr")
    try vgr.json("set", record, "note=a")
    let commands = [
      ["types"], ["types", "pathway"], ["history", record], ["explain", record, "note"],
      ["status"], ["check"], ["config"], ["add", "plan_item", "title=Gör klart"],
      ["undo", record, "note"], ["delete", "plan_item/14-x"], ["export", "e.jsonl"],
      ["list", "implementation", "--csv", "s.csv"],
      ["import", "s.csv", "--type", "implementation"],
    ]
    for command in commands {
      let run = try vgr.run(all: command + ["--json"])
      #expect(run.json != .null, "\(command): \(run.output)\(run.errors)")
      #expect(run.output.hasSuffix("}\n"), "\(command)")
    }
  }
}
