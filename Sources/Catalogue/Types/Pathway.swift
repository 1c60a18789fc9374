import SyncCore

extension Catalogue {
  static let pathway = RecordType(
    .declared("pathway"), "Vårdförlopp",
    summary: "A national care pathway or generic model; the national side owns its text.",
    home: .programmeArea, identity: .slug(.declared("title")),
    fields: [
      .plain("title", "Titel", .text, help: "The title, with its part number as written."),
      .plain(
        "kind", "Slag", .code(Codes.pathwayKinds), rule: .ownerFirst,
        help: "A care pathway, or a generic model that is built into others."),
      .plain(
        "condition", "Hälsotillstånd", .record("condition"), rule: .ownerFirst,
        help: "The condition that the parts are counted under."),
      .plain(
        "part_no", "Del", .text,
        help: "The part's label, such as 1 or 2; it is no identity."),
      .plain(
        "is_continuation", "Fortsättning", .boolean, rule: .ownerFirst,
        help: "Whether this part continues another one."),
      .plain(
        "population", "Population", .text,
        help: "Whom the pathway is for, such as vuxna or barn."),
      .unit(
        "phase", "Fas",
        [
          .member("phase", "Fas", .code(Codes.phases)),
          .member("sub_phase", "Delfas", .text),
          .member("phase_date", "Fas från", .date),
        ],
        rule: .ownerFirst, help: "How far the national work has come, and since when."),
      .plain(
        "phase_certainty", "Fasens säkerhet", .text,
        help: "How sure the reading of the phase is."),
      .plain("version", "Version", .text, help: "The approved version's label."),
      .set(
        "replaced_by", "Ersatt av", .record("pathway"),
        help: "The pathways that took over; parts merge and split over time."),
      .plain(
        "programme_area", "Programområde", .record("programme_area"), rule: .ownerFirst,
        help: "The programme area that answers for the pathway."),
      .plain(
        "programme_area_source", "Programområdets källa", .text,
        help: "What the assignment to the programme area rests on."),
      .set("icd10", "ICD-10-SE", .text, help: "Codes of ICD-10-SE, such as J44."),
      .plain(
        "source_url", "Webbadress", .text,
        help: "Where the approved text is published."),
      .plain("summary", "Sammanfattning", .longText, help: "The pathway in brief."),
      .plain(
        "next_review", "Nästa översyn", .date, rule: .latest,
        help: "The day by which the text is to be reviewed."),
    ] + Provenance.fields)

  static let decision = RecordType(
    .declared("decision"), "Beslut",
    summary: "A national decision and the digest of each record that it approves.",
    home: .decisions, identity: .random(.declared("title")),
    fields: [
      .plain("title", "Rubrik", .text, help: "What was decided, in one line."),
      .plain("outcome", "Utfall", .code(Codes.outcomes), help: "How it was decided."),
      .plain("deciding_body", "Beslutsfattare", .text, help: "Who decided."),
      .plain("date", "Datum", .date, help: "The day of the decision."),
      .plain("dnr", "Diarienummer", .text, help: "The registry number, such as RS 2021-06735."),
      .plain("url", "Webbadress", .text, help: "Where the decision is published."),
      .plain("text", "Beslutstext", .longText, help: "The decision in its own words."),
      .set(
        "subjects", "Gäller", .text,
        help: "The records that it concerns, each as type/id: pathway/kol-1."),
      .set(
        "approves", "Godkänner", .text,
        help: "The exact content approved, each as type/id=sha256:digest of the record."),
      .plain(
        "corrects", "Rättar", .record("decision"),
        help: "The earlier decision that this one corrects."),
    ])
}
