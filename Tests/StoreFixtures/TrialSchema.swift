package import SyncCore
import TestSupport

extension Schema {
  /// A small catalogue with every shape of field: what the store's tests write into.
  package static let trial = Schema(version: 1, types: [.implementation, .body])

  /// The same catalogue after an upgrade: a type and some fields that peers wrote all along.
  package static let trialGrown = Schema(
    version: 2, types: [.implementationGrown, .body, .addition])
}

extension RecordType {
  /// A region's work with a pathway; ids begin with the county code.
  package static let implementation = implementation(with: [])

  /// The same type once it declares `later_field`, and a set of tags.
  package static let implementationGrown = implementation(with: [
    Field(.named("later_field"), "Senare fält", .plain(.text), help: "A field added later."),
    Field(.named("tags"), "Taggar", .set(.text), help: "A set added later."),
  ])

  /// A national body of the register.
  package static let body = RecordType(
    .named("body"), "Organ", summary: "A national body.", home: .register,
    identity: .slug(.named("name")),
    fields: [Field(.named("name"), "Namn", .plain(.text), help: "The body's name.")])

  /// A regional addition, which `Schema.trial` does not know.
  package static let addition = RecordType(
    .named("addition"), "Tillägg", summary: "A regional addition.", home: .region,
    identity: .regional(.named("note")),
    fields: [
      Field(.named("note"), "Anteckning", .plain(.longText), help: "A note."),
      Field(.named("icd10"), "Diagnoskoder", .set(.text), help: "Codes."),
      Field(.named("count"), "Antal", .plain(.integer), rule: .highest, help: "A number."),
    ])

  private static func implementation(with later: [Field]) -> RecordType {
    RecordType(
      .named("implementation"), "Införande", summary: "A region's work with a pathway.",
      home: .region, identity: .regional(.named("pathway")), fields: fields + later)
  }

  private static let fields = [
    Field(.named("pathway"), "Vårdförlopp", .plain(.reference(.named("pathway"))), help: "Which."),
    Field(.named("note"), "Anteckning", .plain(.text), help: "A note."),
    Field(.named("status"), "Status", .unit(status), help: "How far it is."),
    Field(.named("decided"), "Beslutat", .plain(.date), rule: .latest, help: "The decision's day."),
    Field(.named("count"), "Antal", .plain(.integer), rule: .highest, help: "A number."),
    Field(.named("is_pilot"), "Pilot", .plain(.boolean), help: "Whether it is a pilot."),
    Field(.named("icd10"), "Diagnoskoder", .set(.text), help: "The codes it is about."),
    Field(
      .named("contact"), "Kontakt", .plain(.text), rule: .ownerFirst, help: "Who knows more."),
  ]

  /// The unit's first member has the unit's own name.
  private static let status = [
    Column(.named("status"), "Status", .code([Code("infort", "Infört"), Code("pagar", "Pågår")])),
    Column(.named("status_date"), "Statusdatum", .date),
    Column(.named("local_status_text"), "Egen text", .text),
  ]
}

extension CellName {
  package static let count: CellName = .named("count")
  package static let decided: CellName = .named("decided")
  package static let isPilot: CellName = .named("is_pilot")
  package static let contact: CellName = .named("contact")
  package static let laterField: CellName = .named("later_field")
}

extension Value {
  /// A whole value of the unit `status`.
  package static func status(_ code: String, on day: String, _ text: String = "") -> Value {
    .object([
      ("status", .string(code)), ("status_date", .string(day)),
      ("local_status_text", .string(text)),
    ])
  }
}

extension RecordKey {
  /// The record that tests use where it does not matter which.
  package static let kol = RecordKey(.vgr, .kol)
}
