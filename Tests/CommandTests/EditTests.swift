import SyncCore
import TestSupport
import Testing

/// What edits write, what they refuse, and what they say.
struct EditTests {
  @Test func `naming one column of a unit keeps the others`() throws {
    let vgr = try World().office("14-vgr")
    try vgr.json("set", record, "status=infors", "status_date=2026-05-01")
    try vgr.json("set", record, "status=infort")
    #expect(try vgr.field("status_date", of: record) == "2026-05-01")
    try vgr.json("set", record, "status_date=")
    #expect(try vgr.field("status", of: record) == "infort")
    #expect(try vgr.field("status_date", of: record) == .null)
  }

  @Test func `members are added to and taken out of sets`() throws {
    let vgr = try World().office("14-vgr")
    try vgr.json("set", record, "note=a", "indicators+=KOL16R", "indicators+=KOL03")
    try vgr.json("set", record, "indicators-=KOL16R")
    #expect(try vgr.field("indicators", of: record) == .array(["KOL03"]))
    try vgr.json("set", record, "indicators=")
    #expect(try vgr.field("indicators", of: record) == .array([]))
    #expect(try vgr.run("set", record, "indicators=KOL03", "--json").failure == "is_a_set")
    #expect(try vgr.run("set", record, "note+=a", "--json").failure == "not_a_set")
  }

  @Test func `a field is read from a file, and a doubled @ is one`() throws {
    let world = try World()
    let vgr = try world.office("14-vgr")
    try world.write("Första stycket\n\nAndra", to: "note.txt")
    try vgr.json("set", record, "note=@note.txt", "responsible=@@anna")
    #expect(try vgr.field("note", of: record) == "Första stycket\n\nAndra")
    #expect(try vgr.field("responsible", of: record) == "@anna")
    #expect(try vgr.run("set", record, "note=@gone.txt", "--json").failure == "file_error")
  }

  @Test func `a value that stands already writes nothing and says so`() throws {
    let vgr = try World().office("14-vgr")
    try vgr.json("set", record, "note=a")
    let again = try vgr.run("set", record, "note=a")
    #expect(again.code == 0)
    #expect(again.output.contains("Nothing was written"))
    #expect(try vgr.json("heads")["region/14"]?["14-vgr"]?["sequence"] == 1)
    #expect(try vgr.json("set", record, "to_stop=")["written"] == .array([]))
  }

  @Test func `set on a field with siblings replaces them and says so`() throws {
    let (_, other) = try SessionTests.conflict(in: World())
    let run = try other.run("set", record, "note=juni")
    #expect(run.output.contains("replaces 2 values"))
    #expect(try other.json("conflicts")["conflicts"] == .array([]))
  }

  @Test func `set on a deleted record is refused with the way to restore it`() throws {
    let vgr = try World().office("14-vgr")
    try vgr.json("set", record, "note=a")
    try vgr.json("delete", record, "--reason", "Dubblett")
    let run = try vgr.run("set", record, "note=b", "--json")
    #expect(run.code == 1)
    #expect(run.failure == "record_hidden")
    #expect(run.json["error"]?["hint"]?.asText?.string.contains("syncd restore") == true)
    try vgr.json("restore", record)
    #expect(try vgr.field("note", of: record) == "a")
  }

  @Test func `what --expect names is the basis, and an unseen own write stops the edit`() throws {
    let vgr = try World().office("14-vgr")
    try vgr.json("set", record, "note=a")
    try vgr.json("set", record, "note=b")
    let late = try vgr.run("set", record, "note=c", "--expect", "14-vgr:1", "--json")
    #expect(late.failure == "overtaken")
    #expect(late.json["error"]?["message"]?.asText?.string.contains("b") == true)
    #expect(
      try vgr.run("set", record, "note=c", "--expect", "14-vgr:9", "--json").failure
        == "unknown_dot")
    try vgr.json("set", record, "note=c", "--expect", "14-vgr:2")
    #expect(try vgr.field("note", of: record) == "c")
  }

  @Test func `a value that was not expected stays beside the new one`() throws {
    let (_, other) = try SessionTests.conflict(in: World())
    let run = try other.run("set", record, "note=juni", "--expect", "14-skaraborg:1")
    #expect(run.output.contains("14-vgr:1"))
    #expect(try other.json("conflicts")["conflicts"]?.elements.count == 1)
  }

  @Test func `values and reasons may begin with a hyphen`() throws {
    let (_, other) = try SessionTests.conflict(in: World())
    let run = try other.run("resolve", record, "note", "--value", "-5", "--reason", "-2 enligt X")
    #expect(run.code == 0)
    #expect(try other.field("note", of: record) == "-5")
    let history = try other.json("history", record, "note")["history"]?.elements
    #expect(history?.last?["reason"] == "-2 enligt X")
  }

  @Test func `a unit is settled by JSON or by its columns`() throws {
    let vgr = try World().office("14-vgr")
    try vgr.json("set", record, "status=infors", "status_date=2026-05-01")
    try vgr.json("resolve", record, "status", "--value", "status=infort", "--reason", "Klart")
    #expect(try vgr.field("status_date", of: record) == "2026-05-01")
    try vgr.json(
      "resolve", record, "status_date", "--value", "{\"status\": \"pausat\"}", "--reason", "Paus")
    #expect(try vgr.field("status", of: record) == "pausat")
    #expect(try vgr.field("status_date", of: record) == .null)
  }

  @Test func `resolve takes only values that are live there`() throws {
    let (_, other) = try SessionTests.conflict(in: World())
    let run = try other.run(
      "resolve", record, "note", "--take", "14-vgr:7", "--reason", "x", "--json")
    #expect(run.failure == "unknown_dot")
    #expect(try other.run("resolve", record, "note", "--reason", "x").code == 64)
    #expect(try other.run("resolve", record, "note", "--value", "x", "--reason", " ").code == 64)
  }

  @Test func `add makes the id by its type's rule and prints it`() throws {
    let vgr = try World().office("14-vgr")
    let added = try vgr.json("add", "implementation", "pathway=kol-1", "status=infors")
    #expect(added["id"] == "14-kol-1")
    #expect(
      try vgr.run("add", "implementation", "pathway=kol-1", "--json").failure
        == "record_exists")
    let item = try vgr.json("add", "plan_item", "title=Utbilda personalen (läkare)")
    #expect(item["id"]?.asText?.string.hasPrefix("14-utbilda-personalen-lakare-") == true)
    #expect(try vgr.run("add", "plan_item", "kind=mal", "--json").failure == "no_id")
  }

  @Test func `move puts the record there and deletes it here, with one reason`() throws {
    let national = try World().office("national")
    let pathway = "pathway/kol-1"
    try national.json(
      "set", pathway, "title=KOL (1)", "icd10+=J44", "--scope", "national/unassigned")
    let area = "national/lung-och-allergisjukdomar"
    try national.json("move", pathway, area, "--reason", "Rätt område")
    let moved = try national.json("show", pathway)
    #expect(moved["scope"] == .string(area))
    #expect(moved["fields"]?["icd10"] == .array(["J44"]))
    try national.json("move", pathway, "national/unassigned", "--reason", "Ändå inte")
    #expect(try national.json("show", pathway)["scope"] == "national/unassigned")
    #expect(try national.count("pathway") == 1)
    #expect(
      try national.run("move", pathway, "region/14", "--reason", "x", "--json").failure
        == "no_right")
    #expect(
      try national.run("move", pathway, "national/register", "--reason", "x", "--json").failure
        == "wrong_place")
  }

  @Test func `undo writes what was shown before, and undoing twice brings it back`() throws {
    let vgr = try World().office("14-vgr")
    try vgr.json("set", record, "note=a", "responsible=Anna")
    try vgr.json("set", record, "note=b")
    try vgr.json("undo", record)
    #expect(try vgr.field("note", of: record) == "a")
    try vgr.json("undo", record)
    #expect(try vgr.field("note", of: record) == "b")
    try vgr.json("undo", record, "responsible")
    #expect(try vgr.field("responsible", of: record) == .null)
  }

  @Test func `undo is refused where someone has written since`() throws {
    let world = try World()
    let one = try world.office("14-vgr")
    let other = try world.office("14-skaraborg")
    try one.json("set", record, "note=a")
    try one.json("export", "one.jsonl")
    try other.json("apply", "one.jsonl")
    try other.json("set", record, "note=b")
    try other.json("export", "other.jsonl")
    try one.json("apply", "other.jsonl")
    #expect(try one.run("undo", record, "--json").failure == "overtaken")
    #expect(try one.field("note", of: record) == "b")
    #expect(try one.run("undo", record, "responsible", "--json").failure == "nothing_to_undo")
  }
}
