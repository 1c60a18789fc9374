import SyncCore

extension Catalogue {
  static let region = RecordType(
    .declared("region"), "Region",
    summary: "One of the 21 regions, which own their implementation status.",
    home: .register, identity: .code(.declared("county_code"), digits: 2),
    fields: [
      .plain(
        "county_code", "Länskod", .text, rule: .ownerFirst,
        help: "Statistics Sweden's county code, two digits with the leading zero."),
      .plain("name", "Namn", .text, rule: .ownerFirst, help: "The region's official name."),
      .plain("county", "Län", .text, rule: .ownerFirst, help: "The county that the region covers."),
      .plain(
        "healthcare_region", "Sjukvårdsregion", .text, rule: .ownerFirst,
        help: "The healthcare region that the region belongs to."),
      .plain(
        "second_healthcare_region", "Andra sjukvårdsregion", .text, rule: .ownerFirst,
        help: "A second healthcare region that also counts the region as a member."),
    ] + Provenance.fields)

  static let programmeArea = RecordType(
    .declared("programme_area"), "Programområde",
    summary: "A national programme area; its pathways stand in a scope of its own.",
    home: .register, identity: .slug(.declared("name")),
    fields: [
      .plain("name", "Namn", .text, rule: .ownerFirst, help: "The programme area's name."),
      .plain(
        "kind", "Slag", .code(Codes.programmeAreaKinds), rule: .ownerFirst,
        help: "A programme area, or the primary care council that stands among them."),
      .plain(
        "host", "Värd", .text, rule: .ownerFirst,
        help: "The healthcare region that hosts the area nationally."),
      .set(
        "replaced_by", "Ersatt av", .record("programme_area"),
        help: "The areas that took over this one's content."),
    ] + Provenance.fields)

  static let condition = RecordType(
    .declared("condition"), "Hälsotillstånd",
    summary: "A health condition; the parts of its pathways are counted under it.",
    home: .register, identity: .slug(.declared("name")),
    fields: [
      .plain("name", "Namn", .text, rule: .ownerFirst, help: "The condition's name."),
      .set("icd10", "ICD-10-SE", .text, help: "Codes of ICD-10-SE, such as J44."),
    ] + Provenance.fields)

  static let body = RecordType(
    .declared("body"), "Organ",
    summary: "A council, team or support function of the national or a regional organisation.",
    home: .registerOrRegion, identity: .regional(.declared("name")),
    fields: [
      .plain("name", "Namn", .text, help: "The body's name, as its organisation writes it."),
      .plain("kind", "Slag", .code(Codes.bodyKinds), help: "What kind of body it is."),
      .plain("region", "Region", .record("region"), help: "The region whose body it is."),
      .plain("number", "Nummer", .integer, help: "Its number in the source's list."),
      .plain(
        "group", "Grupp", .code(Codes.bodyGroups),
        help: "Whether a process team works with cancer or in other areas."),
      .set(
        "programme_areas", "Programområden", .record("programme_area"),
        help: "The programme areas that the body serves; many to many."),
      .set("part_of", "Ingår i", .record("body"), help: "The bodies it belongs or reports to."),
      .set("listed_in", "Finns i listan", .text, help: "The source's headings that name it."),
      .unit(
        "state", "Läge",
        [
          .member("state", "Läge", .code(Codes.bodyStates)),
          .member("state_date", "Läge från", .date),
        ],
        help: "Whether the body is planned, at work or ended, and since when."),
      .set("replaced_by", "Ersatt av", .record("body"), help: "The bodies that took over."),
      .plain(
        "certainty", "Säkerhet", .text, rule: .ownerFirst,
        help: "How sure the reading of the source's lists is."),
    ] + Provenance.fields)
}
