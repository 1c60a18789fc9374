import SyncCore

extension Catalogue {
  static let document = RecordType(
    .declared("document"), "Dokument",
    summary: "A document outside the catalogue: its place, hash and state, never its content.",
    home: .registerOrRegion, identity: .random(.declared("title")),
    fields: [
      .plain("title", "Titel", .text, help: "The document's title."),
      .plain("kind", "Slag", .code(Codes.documentKinds), help: "What kind of document it is."),
      .plain("region", "Region", .record("region"), help: "The region that issued it."),
      .plain("steward", "Förvaltare", .text, help: "The function that keeps it current."),
      .set("pathways", "Vårdförlopp", .record("pathway"), help: "The pathways it belongs to."),
      .plain("version", "Version", .text, help: "The version's label."),
      .plain(
        "valid_to", "Giltigt till och med", .date, rule: .latest,
        help: "The last day that the document holds."),
      .unit(
        "state", "Läge",
        [
          .member("state", "Läge", .code(Codes.documentStates)),
          .member("state_date", "Läge från", .date),
        ],
        help: "Whether the document is in force, and since when."),
      .plain("url", "Webbadress", .text, help: "Where the document lies."),
      .plain("content_hash", "Innehållets hash", .text, help: "SHA-256 of the file, if known."),
      .plain("dnr", "Diarienummer", .text, help: "The registry number."),
    ])
}
