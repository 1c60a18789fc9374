import SyncCore
import TestSupport
import Testing

@Suite struct SchemaTests {
  static let type = RecordType(
    .named("implementation"), "Inf\u{F6}rande", summary: "How a region introduces a pathway.",
    home: .region, identity: .regional(.named("title")),
    fields: [
      Field(.named("note"), "Anteckning", .plain(.longText), help: "What to know."),
      Field(.named("icd10"), "ICD-10", .set(.text), help: "Codes."),
      Field(
        .named("status"), "Status",
        .unit([
          Column(.named("status"), "Status", .text),
          Column(.named("status_date"), "Datum", .date),
        ]), rule: .ownerFirst, help: "How far it has come."),
      Field(.named("followed_up"), "Uppf\u{F6}ljt", .plain(.date), rule: .latest, help: "When."),
    ])
  static let schema = Schema(version: 1, types: [type])

  @Test func `a type is found by its name`() {
    #expect(Self.schema[.named("implementation")] == Self.type)
  }

  @Test func `a type that is not declared is nil`() {
    #expect(Self.schema[.named("pathway")] == nil)
  }

  @Test func `a unit shows one column per member`() {
    #expect(
      Self.type.columns.map(\.name.string)
        == ["note", "icd10", "status", "status_date", "followed_up"])
  }

  @Test(
    arguments: [
      ("note", "note"), ("status_date", "status"), ("status", "status"), ("icd10", "icd10"),
      ("nothing", nil),
    ] as [(String, String?)])
  func `a column is shown by its field or unit`(column: String, field: String?) {
    #expect(Self.type.field(showing: column)?.name.string == field)
  }

  @Test(arguments: [("status", true), ("status_date", false)])
  func `a unit's member is no field of its own`(name: String, isField: Bool) {
    #expect((Self.type.field(named: name) != nil) == isField)
  }

  @Test(arguments: [
    ("note", MergeRule.manual), ("status", .ownerFirst), ("followed_up", .latest),
    ("icd10/J44", .manual), ("later_field", .manual), ("status_date", .manual),
    ("followed_up/x", .latest),
  ])
  func `a cell is ranked by its field's rule, an unknown one by hand`(
    cell: String, rule: MergeRule
  ) {
    #expect(Self.schema.rule(for: .named(cell), of: .named("implementation")) == rule)
  }

  @Test func `a cell of an unknown type is settled by hand`() {
    #expect(Self.schema.rule(for: .named("followed_up"), of: .named("pathway")) == .manual)
  }

  @Test(arguments: [("note", false, false), ("icd10", true, false), ("status", false, true)])
  func `a field knows its shape`(name: String, isSet: Bool, isUnit: Bool) {
    let field = Self.type.field(named: name)
    #expect(field?.isSet == isSet && field?.isUnit == isUnit)
  }
}
