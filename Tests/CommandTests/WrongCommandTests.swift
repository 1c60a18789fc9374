import SyncCore
import TestSupport
import Testing

/// What people are told who wrote a command wrongly.
struct WrongCommandTests {
  @Test func `the program tells its version and the format that it merges`() throws {
    let run = try World().run("--version")
    #expect(run.code == 0 && run.output.hasPrefix("syncd 0."))
    #expect(run.output.contains("changeset format \(Limits.format)"))
  }

  @Test func `an unknown type is told with the nearest one and all there are`() throws {
    let vgr = try World().office("14-vgr")
    for arguments in [
      ["list", "pathwy"], ["show", "pathwy/kol-1"], ["set", "pathwy/kol-1", "title=a"],
      ["types", "pathwy"], ["add", "pathwy", "title=a"], ["conflicts", "--type", "pathwy"],
    ] {
      let run = try vgr.run(all: arguments + ["--json"])
      #expect(run.code == 1)
      #expect(run.failure == "unknown_type", "\(arguments)")
      let hint = run.json["error"]?["hint"]?.asText?.string ?? ""
      #expect(hint.contains("Did you mean pathway?"))
      #expect(hint.contains("plan_item"))
    }
  }

  @Test func `an unknown field is told with the nearest one and all there are`() throws {
    let vgr = try World().office("14-vgr")
    try vgr.json("set", record, "note=a")
    for arguments in [
      ["set", record, "statsu=infort"], ["explain", record, "statsu"],
      ["history", record, "statsu"], ["list", "implementation", "--where", "statsu=a"],
      ["resolve", record, "statsu", "--value", "a", "--reason", "b"],
      ["conflicts", "show", record, "statsu"],
    ] {
      let run = try vgr.run(all: arguments + ["--json"])
      #expect(run.code == 1)
      #expect(run.failure == "unknown_field", "\(arguments)")
      let hint = run.json["error"]?["hint"]?.asText?.string ?? ""
      #expect(hint.contains("Did you mean status?"))
      #expect(hint.contains("patient_group"))
    }
  }

  @Test func `an unknown code is told with the codes and their labels`() throws {
    let run = try World().office("14-vgr").run("set", record, "status=klart", "--json")
    #expect(run.failure == "unknown_code")
    let hint = run.json["error"]?["hint"]?.asText?.string ?? ""
    #expect(hint.contains("infort (Infört)"))
  }

  @Test func `a unit that is no column has to be named by its columns`() throws {
    let run = try World().office("14-vgr").run("set", record, "decision=a", "--json")
    #expect(run.failure == "unit_named")
    #expect(run.json["error"]?["hint"]?.asText?.string.contains("decided_by") == true)
  }

  @Test func `an id that does not fit its scope is refused with the one that does`() throws {
    let vgr = try World().office("14-vgr")
    let run = try vgr.run("set", "implementation/kol-1", "note=a", "--json")
    #expect(run.failure == "wrong_place")
    #expect(run.json["error"]?["hint"]?.asText?.string.contains("14-kol-1") == true)
    let other = try vgr.run("set", "implementation/08-kol-1", "note=a", "--json")
    #expect(other.failure == "wrong_place")
  }

  @Test func `a scope without a right is refused with those that there are`() throws {
    let vgr = try World().office("14-vgr")
    let run = try vgr.run(
      "set", "pathway/kol-1", "title=a", "--scope", "national/unassigned", "--json")
    #expect(run.failure == "no_right")
    #expect(run.json["error"]?["hint"]?.asText?.string.contains("region/14") == true)
    let without = try vgr.run("set", "pathway/kol-1", "title=a", "--json")
    #expect(without.failure == "no_scope")
    #expect(without.json["error"]?["hint"]?.asText?.string.contains("--scope") == true)
  }

  @Test func `a record that stands in several scopes has to be named with one`() throws {
    let national = try World().office("national")
    try national.json("set", "pathway/kol-1", "title=a", "--scope", "national/unassigned")
    try national.json("set", "pathway/kol-1", "title=b", "--scope", "national/psykisk-halsa")
    let run = try national.run("set", "pathway/kol-1", "title=c", "--json")
    #expect(run.failure == "ambiguous_scope")
    #expect(
      run.json["error"]?["message"]?.asText?.string.contains("national/psykisk-halsa") == true)
    let show = try national.json("show", "pathway/kol-1", "--scope", "national/psykisk-halsa")
    #expect(show["fields"]?["title"] == "b")
    #expect(try national.run("check", "--json").code == 3)
  }

  @Test(arguments: ["note", "=a", "kol-1"])
  func `what is no assignment is refused with the forms there are`(argument: String) throws {
    let run = try World().office("14-vgr").run("set", record, argument, "--json")
    #expect(run.failure == "bad_assignment")
    #expect(run.json["error"]?["hint"]?.asText?.string.contains("FIELD+=MEMBER") == true)
  }

  @Test func `a date that does not exist is refused`() throws {
    let run = try World().office("14-vgr").run("set", record, "status_date=2026-02-30", "--json")
    #expect(run.failure == "not_a_date")
  }

  @Test func `a record that is not here is told so`() throws {
    let vgr = try World().office("14-vgr")
    for arguments in [
      ["show", record], ["history", record], ["delete", record], ["restore", record],
      ["undo", record], ["move", record, "region/14/internal", "--reason", "x"],
    ] {
      #expect(try vgr.run(all: arguments + ["--json"]).failure == "record_missing", "\(arguments)")
    }
    #expect(try vgr.run("show", "kol-1", "--json").failure == "bad_record")
  }
}
