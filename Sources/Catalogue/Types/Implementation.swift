import SyncCore

extension Catalogue {
  static let implementation = RecordType(
    .declared("implementation"), "Införande",
    summary: "How far one region has come with one pathway, and its four answers about it.",
    home: .region, identity: .regional(.declared("pathway")),
    fields: [
      .plain(
        "pathway", "Vårdförlopp", .record("pathway"),
        help: "The pathway that is introduced; the reference follows its later versions."),
      .unit(
        "status", "Status",
        [
          .member("status", "Status", .code(Codes.statuses)),
          .member("status_date", "Statusdatum", .date),
          .member("local_status_text", "Lokal statustext", .text),
        ],
        help: "The shared status, its day, and the region's own words for it."),
      .plain(
        "adopted_version", "Antagen version", .text,
        help: "The version of the national text that the region has adopted."),
      .unit(
        "decision", "Regionalt beslut",
        [
          .member("decided_by", "Beslutsfattare", .text),
          .member("decided_on", "Beslutsdatum", .date),
          .member("dnr", "Diarienummer", .text),
        ],
        help: "Who decided to introduce the pathway, when, and under which registry number."),
      .plain("responsible", "Ansvarig", .text, help: "The function that leads the introduction."),
      .plain("note", "Anteckning", .longText, help: "What colleagues should know."),
      .plain(
        "patient_group", "Patientgruppen", .longText,
        help: "What is known of the patients concerned and how many they are."),
      .set("affected_units", "Berörda enheter", .text, help: "Units concerned, by HSA-id or name."),
      .set("affected_professions", "Berörda professioner", .text, help: "Professions concerned."),
      .plain("to_introduce", "Att införa", .longText, help: "What is to be introduced."),
      .plain("to_stop", "Att sluta göra", .longText, help: "What is no longer to be done."),
      .set(
        "documents_to_update", "Dokument att uppdatera", .text,
        help: "Knowledge documents, routines and agreements to update, by id or title."),
      .set("indicators", "Indikatorer", .text, help: "Indicators to follow, such as KOL16R."),
      .plain(
        "next_review", "Nästa uppföljning", .date, rule: .latest,
        help: "The day by which the introduction is reviewed."),
    ])

  static let planItem = RecordType(
    .declared("plan_item"), "Planpunkt",
    summary: "A gap, goal or activity of a region's introduction.",
    home: .region, identity: .random(.declared("title")),
    fields: [
      .plain("title", "Rubrik", .text, help: "The item in one line."),
      .plain(
        "implementation", "Införande", .record("implementation"),
        help: "The introduction that the item belongs to."),
      .plain("kind", "Slag", .code(Codes.planKinds), help: "A gap, a goal or an activity."),
      .plain(
        "activity_kind", "Aktivitetens slag", .code(Codes.activityKinds),
        help: "What the activity changes; to stop doing something is one kind."),
      .plain("level", "Nivå", .code(Codes.levels), help: "Who set the item: which level."),
      .plain("text", "Beskrivning", .longText, help: "The item in full."),
      .plain("responsible", "Ansvarig", .text, help: "The function that carries it out."),
      .plain("due", "Klart senast", .date, help: "The day by which it is to be done."),
      .unit(
        "target", "Målvärde",
        [
          .member("indicator", "Indikator", .text),
          .member("target", "Målvärde", .text),
        ],
        help: "The indicator that a goal is measured by, and the value aimed at."),
      .plain("resources", "Resurser", .text, help: "What the item needs."),
      .unit(
        "state", "Läge",
        [
          .member("state", "Läge", .code(Codes.planStates)),
          .member("state_date", "Läge från", .date),
        ],
        help: "How far the item has come, and since when."),
    ])

  static let regionalAddition = RecordType(
    .declared("regional_addition"), "Regionalt tillägg",
    summary: "A region's own text beside a national one, tied to the version it was written for.",
    home: .region, identity: .random(.declared("title")),
    fields: [
      .plain("title", "Rubrik", .text, help: "The addition in one line."),
      .plain("pathway", "Vårdförlopp", .record("pathway"), help: "The pathway it adds to."),
      .plain("section", "Avsnitt", .text, help: "The section of the national text it adds to."),
      .plain("kind", "Slag", .code(Codes.additionKinds), help: "What the addition is about."),
      .plain(
        "written_against", "Skrivet mot version", .text,
        help: "The national version it was written against; it is flagged when that changes."),
      .plain("text", "Text", .longText, help: "The addition itself."),
      .unit(
        "state", "Läge",
        [
          .member("state", "Läge", .code(Codes.additionStates)),
          .member("state_date", "Läge från", .date),
        ],
        help: "Whether the addition is in force, and since when."),
      .plain(
        "review_by", "Ses över senast", .date, rule: .latest,
        help: "The day by which it is to be reviewed."),
    ])
}
