import SyncCore

extension BundledCatalogue {
  /// The 21 regions.
  static func regions() throws(Failure) -> [ImportRecord] {
    let table = try SeedTable(PackageResources.regions_csv, named: "regions.csv")
    var records: [ImportRecord] = []
    for entry in table.entries {
      var draft = SeedDraft(Catalogue.region, line: entry.line)
      draft.fill("county_code", entry["county_code"])
      draft.fill("name", entry["name"])
      draft.fill("county", entry["county"])
      draft.fill("healthcare_region", entry["healthcare_region"])
      draft.fill("second_healthcare_region", entry["second_healthcare_region"])
      draft.fill("doubt", entry["doubt"])
      draft.fill("source", "Officiella namn, SCB:s länskoder och de sex sjukvårdsregionerna")
      records.append(try draft.record(id: entry["county_code"], scope: register))
    }
    return records
  }

  /// The 26 programme areas, five of them with their host.
  static func programmeAreas() throws(Failure) -> [ImportRecord] {
    let table = try SeedTable(PackageResources.programme_areas_csv, named: "programme_areas.csv")
    let hosted = try SeedTable(
      PackageResources.hosted_programme_areas_csv, named: "hosted_programme_areas.csv")
    var records: [ImportRecord] = []
    for entry in table.entries {
      let host = hosted.entries.first { $0["programme_area"] == entry["name"] }
      var draft = SeedDraft(Catalogue.programmeArea, line: entry.line)
      draft.fill("name", entry["name"])
      draft.fill(
        "kind", entry["kind"] == "primärvårdsråd" ? "primarvardsrad" : "programomrade")
      draft.fill("host", host?["host"] ?? "")
      draft.fillSource(
        lines: [entry["seed_line"]] + (host.map { [$0["seed_line"]] } ?? []),
        text: entry["seed_text"], doubts: [entry["doubt"]])
      records.append(try draft.record(id: Slug.make(from: entry["name"]), scope: register))
    }
    return records
  }

  /// The conditions that the pathways are grouped by.
  static func conditions(of pathways: SeedTable) throws(Failure) -> [ImportRecord] {
    var records: [ImportRecord] = []
    for name in pathways.entries.map({ $0["condition"] }).inFirstOrder() where !name.isEmpty {
      let parts = pathways.entries.filter { $0["condition"] == name }
      var draft = SeedDraft(Catalogue.condition, line: parts[0].line)
      draft.fill("name", name)
      draft.fillSource(lines: parts.map { $0["seed_line"] }, text: "", doubts: [grouping])
      records.append(try draft.record(id: Slug.make(from: name), scope: register))
    }
    return records
  }

  private static let grouping = "Grupperingen är vår egen, härledd ur vårdförloppens titlar"
}
