import SyncCore

// The bodies are those of Västra Götalandsregionen; their ids say so.

extension BundledCatalogue {
  /// The 23 coordination councils with their 25 programme areas, and the three regional programme
  /// areas without a council.
  static func councils() throws(Failure) -> [ImportRecord] {
    let table = try SeedTable(
      PackageResources.coordination_councils_csv, named: "coordination_councils.csv")
    var records: [ImportRecord] = []
    for name in table.entries.map(councilName).inFirstOrder() {
      let rows = table.entries.filter { councilName($0) == name }
      let first = rows[0]
      var draft = SeedDraft(Catalogue.body, line: first.line)
      draft.fill("name", name)
      draft.fill("kind", first["body_type"] == "samordningsråd" ? "sor" : "rpo")
      draft.fill("number", first["council_no"])
      draft.fill("region", regionCode)
      for row in rows {
        draft.add(Slug.make(from: row["programme_area"]), to: "programme_areas")
      }
      draft.fillSource(
        lines: rows.map { $0["seed_line"] }.inFirstOrder(), text: first["seed_text"],
        doubts: rows.map { $0["doubt"] })
      records.append(try draft.record(id: bodyID(of: name), scope: register))
    }
    return records
  }

  /// The 74 regional process teams.
  static func processTeams(_ teams: SeedTable) throws(Failure) -> [ImportRecord] {
    let states = try SeedTable(
      PackageResources.process_team_status_csv, named: "process_team_status.csv")
    var records: [ImportRecord] = []
    for entry in teams.entries {
      let state = states.entries.first { $0["row_no"] == entry["row_no"] }
      var draft = SeedDraft(Catalogue.body, line: entry.line)
      draft.fill("name", entry["name"])
      draft.fill("kind", "rpt")
      draft.fill("region", regionCode)
      draft.fill("group", groups[entry["group_heading"]] ?? "")
      draft.add(entry["group_heading"], to: "listed_in")
      draft.add(
        ProgrammeAreaNames.area(named: entry["programme_area_in_parentheses"])
          .map { Slug.make(from: $0) } ?? "",
        to: "programme_areas")
      if state?["status"] == "planerad uppstart" { draft.fill("state", "planerad") }
      draft.fill("certainty", entry["group_certainty"])
      draft.fillSource(
        lines: [entry["seed_line"]], text: entry["seed_text"],
        doubts: [entry["doubt"], state?["doubt"] ?? ""])
      records.append(try draft.record(id: bodyID(of: "rpt " + entry["name"]), scope: register))
    }
    return records
  }

  /// The support functions: one record per name, in both lists or in one.
  static func supportFunctions() throws(Failure) -> [ImportRecord] {
    let table = try SeedTable(
      PackageResources.support_functions_csv, named: "support_functions.csv")
    var records: [ImportRecord] = []
    for name in table.entries.map({ $0["name"] }).inFirstOrder() {
      let rows = table.entries.filter { $0["name"] == name }
      var draft = SeedDraft(Catalogue.body, line: rows[0].line)
      draft.fill("name", name)
      draft.fill("kind", "stodfunktion")
      draft.fill("region", regionCode)
      for row in rows { draft.add(row["list_heading"], to: "listed_in") }
      draft.fillSource(
        lines: rows.map { $0["seed_line"] }, text: "", doubts: rows.map { $0["doubt"] })
      records.append(try draft.record(id: bodyID(of: "stod " + name), scope: register))
    }
    return records
  }

  /// A council's name; an area without a council goes by its own line.
  private static func councilName(_ entry: SeedTable.Entry) -> String {
    entry["council_name"].isEmpty ? entry["seed_text"] : entry["council_name"]
  }

  private static func bodyID(of name: String) -> String {
    "\(regionCode)-\(Slug.make(from: name))"
  }

  /// Teams that are yet to start stand under a heading that names no group.
  private static let groups = ["RPT inom cancer": "cancer", "RPT inom övriga områden": "ovriga"]

  private static let regionCode = "14"
}
