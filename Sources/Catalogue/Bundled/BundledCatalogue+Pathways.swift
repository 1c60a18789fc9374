import SyncCore

extension BundledCatalogue {
  /// The 44 pathways and two generic models.
  static func pathways(
    _ pathways: SeedTable, teams: SeedTable
  ) throws(Failure) -> [ImportRecord] {
    let areas = ProgrammeAreaNames(teams: teams)
    var records: [ImportRecord] = []
    for entry in pathways.entries {
      let area = areas.area(of: entry["condition"]).map { Slug.make(from: $0) }
      var draft = SeedDraft(Catalogue.pathway, line: entry.line)
      draft.fill("title", entry["title"])
      draft.fill("kind", entry["is_generic_model"] == "ja" ? "generisk_modell" : "psv")
      draft.fill("condition", Slug.make(from: entry["condition"]))
      draft.fill("part_no", entry["part_no"])
      draft.fill("is_continuation", entry["is_continuation"])
      draft.fill("population", entry["population"])
      draft.fill("phase", phases[entry["phase"]] ?? entry["phase"])
      draft.fill("sub_phase", entry["sub_phase"])
      draft.fill("phase_certainty", entry["phase_certainty"])
      if let area {
        draft.fill("programme_area", area)
        draft.fill("programme_area_source", "enligt RPT-listan")
      }
      draft.fillSource(
        lines: [entry["seed_line"]], text: entry["seed_text"], doubts: [entry["doubt"]])
      records.append(
        try draft.record(
          id: Slug.make(from: entry["title"]),
          scope: area.flatMap { Scope("national/" + $0) } ?? unassigned))
    }
    return records
  }

  /// The headings of the slide as codes. An unknown heading stays as it is and is refused.
  private static let phases = [
    "Godkända": "godkand", "Under framtagande": "under_framtagande",
    "Under uppstart": "under_uppstart",
  ]
}
