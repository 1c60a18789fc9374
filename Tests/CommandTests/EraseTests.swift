import Foundation
import SyncCore
import TestSupport
import Testing

/// `syncd erase` with the real program.
struct EraseTests {
  private static let secret = "Fru Andersson i Åmål"

  /// Two offices that hold the value, and the shared folder between them.
  private func offices() throws -> (owner: Office, other: Office, folder: String) {
    let world = try World()
    let (owner, other) = (try world.office("14-vgr"), try world.office("08-kalmar"))
    let folder = world.folder.file("share").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try owner.json("set", record, "note=\(Self.secret)", "responsible=Eva")
    try owner.json("sync", folder)
    try other.json("sync", folder)
    return (owner, other, folder)
  }

  /// Whether a text stands in any file below a folder, unpacked files of changesets only.
  private func holds(_ folder: String) throws -> Bool {
    let names = try FileManager.default.subpathsOfDirectory(atPath: folder)
    let wanted = Data(Self.secret.utf8)
    return try names.contains { name in
      let url = URL(filePath: folder + "/" + name)
      guard !url.hasDirectoryPath, name.contains(".") else { return false }
      return try Data(contentsOf: url).range(of: wanted) != nil
    }
  }

  @Test func `the value is erased here, in the folder and at the next one who syncs`() throws {
    let (owner, other, folder) = try offices()
    #expect(try holds(folder))
    let run = try owner.run("erase", record, "note", "--reason", "Begäran")
    #expect(run.code == 0, "\(run.errors)")
    #expect(run.output.contains("Erased 1 value of note"))
    #expect(run.output.contains("cannot be recalled"))
    try owner.json("sync", folder)
    try other.json("sync", folder)
    #expect(try !holds(folder))
    for office in [owner, other] {
      #expect(try !holds(office.world.folder.file(office.name).path))
      #expect(try office.field("note", of: record) == .null)
      #expect(try office.field("responsible", of: record) == "Eva")
      #expect(try office.json("verify")["ok"] == true)
      #expect(try office.run("show", record).output.contains("(erased)"))
      #expect(try office.run("history", record, "note").output.contains("(erased)"))
    }
    #expect(try owner.json("digest") == other.json("digest"))
  }

  @Test func `the answer in JSON says what was done, and erasing again that it was`() throws {
    let (owner, _, _) = try offices()
    let first = try owner.json("erase", record, "note", "--reason", "Begäran")
    #expect(first["erased"] == 1 && first["already_erased"] == 0)
    #expect(first["written"]?.first?["dot"] == "14-vgr:2")
    #expect(first["waits_for_clearing"] == false)
    let erasure = try owner.json("history", record)["erasures"]?.first
    #expect(erasure?["dot"] == "14-vgr:2" && erasure?["of"] == "14-vgr:1")
    #expect(erasure?["message"] == "Begäran" && erasure?["cell"] == "note")
    #expect(try owner.run("history", record).output.contains("erased note of 14-vgr:1"))
    let again = try owner.json("erase", record, "note", "--reason", "Begäran")
    #expect(again["erased"] == 0 && again["already_erased"] == 1)
    #expect(again["written"] == .array([]))
    let text = try owner.run("erase", record, "note", "--reason", "Begäran")
    #expect(text.code == 0 && text.output.contains("was erased before"))
  }

  @Test func `what was erased is no finding, and the sheet that holds it changes nothing`() throws {
    let (owner, _, _) = try offices()
    try owner.json("erase", record, "note", "--reason", "Begäran")
    let findings = try owner.run("check", "--json").output
    #expect(!findings.contains("wrong_type"))
    try owner.json("list", "implementation", "--csv", "implementation.csv")
    let written = try owner.run("import", "implementation.csv", "--type", "implementation")
    #expect(written.code == 0, "\(written.errors)")
    #expect(try owner.json("heads")["region/14"]?["14-vgr"]?["sequence"] == 2)
  }

  @Test func `sheets and JSON that hold what was erased change nothing, units among it`() throws {
    let owner = try World().office("14-vgr")
    try owner.json("set", record, "note=a", "status=infors", "responsible=Eva")
    for field in ["note", "status"] { try owner.json("erase", record, field, "--reason", "r") }
    try owner.json("list", "implementation", "--csv", "implementation.csv")
    #expect(try !owner.world.text(of: "implementation.csv").contains("erased"))
    try owner.world.write(owner.run("list", "implementation", "--json").output, to: "a.json")
    let sheet = "implementation.csv"
    for arguments in [[sheet], [sheet, "--overwrite"], ["a.json"], ["a.json", "--overwrite"]] {
      let run = try owner.run(all: ["import"] + arguments + ["--json"])
      #expect(run.code == 0 && run.json["written"] == .array([]), "\(arguments): \(run.output)")
      #expect(run.json["skipped"] == 0)
    }
    #expect(try owner.json("heads")["region/14"]?["14-vgr"]?["sequence"] == 3)
  }

  @Test func `a sheet from before the erasure writes its text again, and says so`() throws {
    let owner = try World().office("14-vgr")
    try owner.json("set", record, "note=a", "responsible=Eva")
    try owner.json("list", "implementation", "--csv", "implementation.csv")
    try owner.json("erase", record, "note", "--reason", "r")
    let run = try owner.run("import", "implementation.csv")
    #expect(run.code == 0 && run.errors.contains("note was erased here"))
    #expect(run.errors.contains("syncd erase \(record) note"))
  }

  @Test func `undo does not write the mark of what was erased, and other fields go on`() throws {
    let owner = try World().office("14-vgr")
    try owner.json("set", record, "note=a", "responsible=Eva")
    try owner.json("erase", record, "note", "--reason", "r")
    try owner.json("set", record, "note=b", "responsible=Ada")
    let run = try owner.run("undo", record, "--json")
    #expect(run.code == 1 && run.failure == "value_erased")
    #expect(try owner.field("note", of: record) == "b")
    #expect(try owner.field("responsible", of: record) == "Ada")
    try owner.json("undo", record, "responsible")
    #expect(try owner.field("responsible", of: record) == "Eva")
    #expect(try owner.field("note", of: record) == "b")
  }

  @Test func `resolving does not take the mark of what was erased for a value`() throws {
    let owner = try World().office("14-vgr")
    try owner.json("set", record, "note=a")
    try owner.json("erase", record, "note", "--reason", "r")
    let run = try owner.run(
      "resolve", record, "note", "--take", "14-vgr:1", "--reason", "r", "--json")
    #expect(run.code == 1 && run.failure == "value_erased", "\(run.output)")
    #expect(try owner.json("heads")["region/14"]?["14-vgr"]?["sequence"] == 2)
  }

  @Test func `a record that is moved leaves the mark of what was erased behind`() throws {
    let national = try World().office("national")
    let area = "national/lung-och-allergisjukdomar"
    try national.json(
      "set", "pathway/kol-1", "title=KOL", "summary=a", "--scope",
      "national/unassigned")
    try national.json("erase", "pathway/kol-1", "summary", "--reason", "r")
    try national.json("move", "pathway/kol-1", area, "--reason", "r")
    let moved = try national.json("show", "pathway/kol-1")
    #expect(moved["scope"] == .string(area) && moved["fields"]?["title"] == "KOL")
    #expect(moved["other_cells"] == .object([]))
  }

  @Test func `a file is merged as a whole, though what is left of a changeset is held at first`()
    throws
  {
    let (owner, _, _) = try offices()
    try owner.json("erase", record, "note", "--reason", "Begäran")
    try owner.json("export", "all.jsonl")
    let new = try owner.world.office("12-skane")
    let peer = try new.json("apply", "all.jsonl")["peers"]?.first
    #expect(peer?["merged"] == 2 && peer?["waiting"] == 0)
  }

  @Test func `a unit goes as a whole, and what is written after it has nothing of it`() throws {
    let owner = try World().office("14-vgr")
    try owner.json("set", record, "status=infors", "status_date=2026-05-01")
    let run = try owner.run("erase", record, "status_date", "--reason", "Begäran")
    #expect(run.output.contains("It is one unit: status, status_date"))
    try owner.json("set", record, "status=infort")
    #expect(try owner.field("status", of: record) == "infort")
    #expect(try owner.field("status_date", of: record) == .null)
    #expect(try owner.json("show", record)["other_cells"] == .object([]))
  }

  @Test(arguments: [
    (["note", "--reason", " "], 64, ""), (["exists", "--reason", "r"], 1, "not_erasable"),
    (["indicators", "--reason", "r"], 1, "not_erasable"),
    (["indicators/KOL03", "--reason", "r"], 1, "not_erasable"),
    (["nothing", "--reason", "r"], 1, "unknown_field"),
    (["responsible", "--reason", "r"], 1, "nothing_to_erase"),
    (["note", "--reason", "19121212-1212"], 1, "personnummer"), (["note"], 64, ""),
  ])
  func `what cannot be erased is refused with its code`(
    _ arguments: [String], _ exit: Int, _ code: String
  ) throws {
    let owner = try World().office("14-vgr")
    try owner.json("set", record, "note=a", "indicators+=KOL03")
    let run = try owner.run(all: ["erase", record] + arguments + ["--json"])
    #expect(run.code == Int32(exit))
    if !code.isEmpty { #expect(run.failure == code) }
    #expect(try owner.field("note", of: record) == "a")
  }

  @Test func `who does not write for the owner is told who may`() throws {
    let (_, other, _) = try offices()
    let run = try other.run("erase", record, "note", "--reason", "r")
    #expect(run.code == 1 && run.errors.contains("14-vgr"))
    #expect(try other.field("note", of: record) == .string(Self.secret))
  }
}
