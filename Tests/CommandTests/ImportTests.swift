import Foundation
import SyncCore
import TestSupport
import Testing

/// Sheets and JSON files: what of them is written, and what is refused.
struct ImportTests {
  private let sheet = "implementation.csv"

  @Test func `a sheet that was only exported writes nothing when it comes back`() throws {
    let world = try World()
    let vgr = try world.office("14-vgr")
    try vgr.json("set", record, "note=01", "status=infors", "indicators+=KOL16R", "to_stop=a\nb")
    try vgr.json("list", "implementation", "--csv", sheet)
    #expect(try vgr.json("import", sheet)["written"] == .array([]))
  }

  @Test func `a sheet opens in a Swedish Excel`() throws {
    let world = try World()
    let vgr = try world.office("14-vgr")
    try vgr.json("set", record, "note=01")
    try vgr.json("list", "implementation", "--csv", sheet)
    let text = try world.text(of: sheet)
    #expect(text.hasPrefix("\u{FEFF}id;scope;"))
    #expect(text.contains("=\"\"01\"\"") || text.contains("=\"01\""))
    #expect(text.contains("\r\n"))
  }

  @Test func `an edited sheet writes only the cells that were changed in it`() throws {
    let world = try World()
    let vgr = try world.office("14-vgr")
    try vgr.json("set", record, "note=mars", "responsible=Anna", "status=infors")
    try vgr.json("list", "implementation", "--csv", sheet)
    try vgr.json("set", record, "responsible=Bo")
    try world.edit(sheet, "mars", "april")
    let imported = try vgr.json("import", sheet)
    #expect(imported["cells"] == 1)
    #expect(try vgr.field("note", of: record) == "april")
    #expect(try vgr.field("responsible", of: record) == "Bo")
    #expect(try vgr.json("import", sheet)["written"] == .array([]))
  }

  @Test func `a cell that was written here since is never written over, and nothing is lost`()
    throws
  {
    let world = try World()
    let vgr = try world.office("14-vgr")
    try vgr.json("set", record, "note=mars")
    try vgr.json("list", "implementation", "--csv", sheet)
    try vgr.json("set", record, "note=maj")
    try world.edit(sheet, "mars", "april")
    let run = try vgr.run("import", sheet, "--json")
    #expect(run.code == 1)
    #expect(run.failure == "overtaken")
    #expect(run.json["error"]?["message"]?.asText?.string.contains("Line 2") == true)
    #expect(try vgr.field("note", of: record) == "maj")
  }

  @Test func `a colleague's newer value becomes a conflict with the sheet's`() throws {
    let world = try World()
    let one = try world.office("14-vgr")
    let other = try world.office("14-skaraborg")
    try one.json("set", record, "note=mars")
    try one.json("list", "implementation", "--csv", sheet)
    try one.json("export", "one.jsonl")
    try other.json("apply", "one.jsonl")
    try other.json("set", record, "note=maj")
    try other.json("export", "other.jsonl")
    try one.json("apply", "other.jsonl")
    try world.edit(sheet, "mars", "april")
    try one.json("import", sheet)
    let siblings = try one.json("conflicts")["conflicts"]?.first?["siblings"]?.elements
    #expect(siblings?.map { $0["value"] } == ["maj", "april"])
  }

  @Test func `a sheet without basis fills empty cells only`() throws {
    let world = try World()
    let vgr = try world.office("14-vgr")
    try vgr.json("set", record, "note=mars", "status=infors", "indicators+=KOL16R")
    try world.write(
      "id;note;responsible;status;status_date;indicators\n"
        + "14-kol-1;april;Anna;infors;2026-05-01;KOL03\n", to: sheet)
    let imported = try vgr.json("import", sheet)
    #expect(imported["skipped"] == 2)
    let fields = try vgr.json("show", record)["fields"]
    #expect(fields?["note"] == "mars")
    #expect(fields?["responsible"] == "Anna")
    #expect(fields?["status_date"] == "2026-05-01")
    #expect(fields?["indicators"] == .array(["KOL16R"]))
  }

  @Test func `--overwrite writes what the sheet says all the same`() throws {
    let world = try World()
    let vgr = try world.office("14-vgr")
    try vgr.json("set", record, "note=mars", "indicators+=KOL16R")
    try world.write("id,note,indicators\n14-kol-1,april,KOL03\n", to: sheet)
    try vgr.json("import", sheet, "--overwrite")
    #expect(try vgr.field("note", of: record) == "april")
    #expect(try vgr.field("indicators", of: record) == .array(["KOL03"]))
  }

  @Test func `a dry run tells what it would write and writes nothing`() throws {
    let world = try World()
    let vgr = try world.office("14-vgr")
    try world.write("id;note\n14-kol-1;mars\n", to: sheet)
    let trial = try vgr.json("import", sheet, "--dry-run")
    #expect(trial["created"] == 1)
    #expect(trial["dry_run"] == true)
    #expect(try vgr.count("implementation") == 0)
    #expect(try vgr.json("heads") == .object([]))
  }

  @Test func `one bad line keeps the whole file out, and its line and column are named`() throws {
    let world = try World()
    let vgr = try world.office("14-vgr")
    try world.write("id;note;status\n14-a;x;infors\n14-b;y;klart\n", to: sheet)
    let run = try vgr.run("import", sheet, "--json")
    #expect(run.failure == "unknown_code")
    let message = run.json["error"]?["message"]?.asText?.string ?? ""
    #expect(message.contains("Line 3"))
    #expect(message.contains("status"))
    #expect(try vgr.count("implementation") == 0)
    try world.write("id;note\n14-a;\"x\n", to: sheet)
    let broken = try vgr.run("import", sheet, "--json")
    #expect(broken.failure == "csv_unclosed_quote")
    #expect(broken.json["error"]?["message"]?.asText?.string.contains("column 6") == true)
  }

  @Test func `a personnummer is refused at import and at edit, and never shown whole`() throws {
    let world = try World()
    let vgr = try world.office("14-vgr")
    try world.write("id;note\n14-a;ok\n14-b;Patient 19121212-1212\n", to: sheet)
    for run in [
      try vgr.run("import", sheet, "--json"),
      try vgr.run("set", record, "note=Patient 121212-1212", "--json"),
      try vgr.run("set", record, "note=a", "--message", "19121212-1212", "--json"),
      try vgr.run("delete", record, "--reason", "191212121212", "--json"),
    ] {
      #expect(run.code == 1)
      #expect(!run.output.contains("1212-1212"))
      #expect(!run.output.contains("191212121212"))
    }
    #expect(try vgr.run("set", record, "note=121212-1212", "--json").failure == "personnummer")
    #expect(try vgr.json("heads") == .object([]))
  }

  @Test func `what list prints as JSON can be imported elsewhere`() throws {
    let world = try World()
    let vgr = try world.office("14-vgr")
    let other = try world.office("14-skaraborg")
    try vgr.json("set", record, "note=mars", "indicators+=KOL16R")
    try world.write(try vgr.run("list", "implementation", "--json").output, to: "all.json")
    try other.json("import", "all.json")
    #expect(try other.field("note", of: record) == "mars")
    #expect(try other.field("indicators", of: record) == .array(["KOL16R"]))
  }

  @Test func `a JSON file with an unknown column is refused with its record`() throws {
    let world = try World()
    let vgr = try world.office("14-vgr")
    try world.write(
      #"[{"type":"implementation","id":"14-a","fields":{"note":"x"}},"#
        + #" {"type":"implementation","id":"14-b","fields":{"notes":"x"}}]"#, to: "in.json")
    let run = try vgr.run("import", "in.json", "--json")
    #expect(run.failure == "unknown_column")
    #expect(run.json["error"]?["message"]?.asText?.string.contains("Record 2") == true)
  }

  @Test func `a file that does not say its type is refused with the types`() throws {
    let world = try World()
    let vgr = try world.office("14-vgr")
    try world.write("id;note\n14-a;x\n", to: "lista.csv")
    let run = try vgr.run("import", "lista.csv", "--json")
    #expect(run.failure == "unknown_type")
    #expect(run.json["error"]?["hint"]?.asText?.string.contains("--type") == true)
    #expect(try vgr.json("import", "lista.csv", "--type", "implementation")["created"] == 1)
  }

  @Test func `a sheet from a replica that holds more is refused until this one pulled`() throws {
    let world = try World()
    let one = try world.office("14-vgr")
    let other = try world.office("14-skaraborg")
    try one.json("set", record, "note=mars")
    try one.json("list", "implementation", "--csv", sheet)
    try world.edit(sheet, "mars", "april")
    #expect(try other.run("import", sheet, "--json").failure == "unknown_dot")
  }

  @Test func `only the national source imports the bundled catalogue`() throws {
    let run = try World().office("14-vgr").run("import", "--bundled", "--json")
    #expect(run.code == 1)
    #expect(run.failure == "no_right")
  }
}

extension World {
  /// Replaces one text in a file, as an editor would.
  func edit(_ name: String, _ old: String, _ new: String) throws {
    try write(try text(of: name).replacing(old, with: new), to: name)
  }
}
