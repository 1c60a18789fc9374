import SyncCore
import TestSupport
import Testing

/// What `check`, `explain` and `history` tell of a catalogue that merged all the same.
struct CheckTests {
  @Test func `a reference to nothing is found, and gone once its record came`() throws {
    let world = try World()
    let national = try world.office("national")
    let vgr = try world.office("14-vgr")
    try vgr.json("set", record, "pathway=kol-1")
    #expect(try codes(vgr) == ["dangling_reference"])
    try national.json(
      "set", "pathway/kol-1", "title=KOL", "programme_area=lung", "--scope", "national/lung")
    try national.json("set", "programme_area/lung", "name=Lung")
    try national.json("export", "national.jsonl")
    try vgr.json("apply", "national.jsonl")
    #expect(try codes(vgr) == [])
    #expect(try vgr.run("check").code == 0)
  }

  @Test func `two records with one title are found`() throws {
    let national = try World().office("national")
    try national.json("set", "condition/kol", "name=KOL")
    try national.json("set", "condition/kol-igen", "name=Kol ")
    #expect(try codes(national) == ["same_title"])
    #expect(try national.run("check").code == 3)
  }

  @Test func `a region that wrote for another version is told so`() throws {
    let world = try World()
    let national = try world.office("national")
    let vgr = try world.office("14-vgr")
    try national.json(
      "set", "pathway/kol-1", "title=KOL", "version=2", "programme_area=lung", "--scope",
      "national/lung")
    try national.json("set", "programme_area/lung", "name=Lung")
    try national.json("export", "national.jsonl")
    try vgr.json("apply", "national.jsonl")
    try vgr.json("set", record, "pathway=kol-1", "adopted_version=1")
    #expect(try codes(vgr) == ["other_version"])
  }

  @Test func `content changed since its approval is shown with the record`() throws {
    let national = try World().office("national")
    let pathway = "pathway/kol-1"
    try national.json("set", pathway, "title=KOL", "--scope", "national/lung")
    let digest = try national.json("show", pathway)["digest"]?.asText?.string ?? ""
    try national.json("set", "decision/d-1", "title=Beslut", "approves+=\(pathway)=\(digest)")
    #expect(try national.json("show", pathway)["changed_since_approval"] == false)
    try national.json("set", pathway, "title=KOL 2")
    #expect(try national.json("show", pathway)["changed_since_approval"] == true)
    #expect(try national.run("show", pathway).output.contains("Changed since approval"))
  }

  @Test func `explain says why a conflict is not settled and what each had seen`() throws {
    let (_, other) = try SessionTests.conflict(in: World())
    let cell = try other.json("explain", record, "note")["cells"]?.first
    #expect(cell?["cause"] == "unsettled")
    #expect(cell?["conflict"] == true)
    #expect(cell?["siblings"]?.elements.map { $0["basis"] } == [.array([]), .array([])])
    try other.json("set", record, "note=juni")
    let settled = try other.json("explain", record, "note")["cells"]?.first
    #expect(settled?["cause"] == "only_value")
    #expect(settled?["siblings"]?.first?["basis"] == .array(["14-skaraborg:1", "14-vgr:1"]))
  }

  @Test func `history tells who wrote what, and what of it is live`() throws {
    let vgr = try World().office("14-vgr")
    try vgr.json("set", record, "note=a", "responsible=Bo", "--message", "Första")
    try vgr.json("set", record, "note=b")
    let history = try vgr.json("history", record)["history"]?.elements ?? []
    #expect(history.map { $0["dot"] } == ["14-vgr:1", "14-vgr:2"])
    #expect(history.first?["message"] == "Första")
    #expect(history.map { $0["live"] } == [.array(["responsible"]), .array(["note"])])
    #expect(history.last?["replaces"]?["note"] == .array(["14-vgr:1"]))
    #expect(try vgr.json("history", record, "responsible")["history"]?.elements.count == 1)
  }

  @Test func `text that would steer a terminal is shown without its power`() throws {
    let vgr = try World().office("14-vgr")
    try vgr.json("set", record, "note=a\u{1B}[31mb", "responsible=\u{9B}31m")
    for command in [["show", record], ["history", record], ["explain", record, "note"]] {
      let output = try vgr.run(all: command).output
      #expect(!output.unicodeScalars.contains("\u{1B}"))
      #expect(!output.unicodeScalars.contains("\u{9B}"))
    }
  }

  private func codes(_ office: Office) throws -> [String] {
    try office.json("check")["findings"]?.elements.compactMap { $0["code"]?.asText?.string } ?? []
  }
}
