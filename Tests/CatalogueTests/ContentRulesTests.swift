import Catalogue
import SyncCore
import Testing

private func problems(
  _ name: String, _ cell: String, _ value: Value?
) throws -> [ContentProblem] {
  ContentRules.problems(
    of: try #require(RecordName(path: name)),
    assigning: [(try #require(CellName(Text(cell))), value)])
}

private struct Sample: CustomTestStringConvertible {
  let name: String
  let cell: String
  let value: Value?
  let codes: [String]
  var testDescription: String { "\(name) \(cell)" }

  init(_ name: String, _ cell: String, _ value: Value?, _ codes: String...) {
    self.name = name
    self.cell = cell
    self.value = value
    self.codes = codes
  }

  static let all: [Sample] = [
    Sample("implementation/14-kol-1", "note", .string("Start i mars")),
    Sample("implementation/14-kol-1", "note", nil),
    Sample("implementation/14-kol-1", "note", .null),
    Sample("implementation/14-kol-1", "note", .integer(1), "wrong_type"),
    Sample("implementation/14-kol-1", "note/a", .boolean(true), "wrong_cell"),
    Sample("implementation/14-kol-1", "indicators", .array([]), "wrong_cell"),
    Sample("implementation/14-kol-1", "indicators/KOL16R", .boolean(true)),
    Sample("implementation/14-kol-1", "indicators/KOL16R", .boolean(false), "wrong_type"),
    Sample("implementation/14-kol-1", "indicators/KOL16R", nil),
    Sample("implementation/14-kol-1", "exists", .boolean(true), "unknown_field"),
    Sample("implementation/14-kol-1", "status_date", .string("2026-05-01"), "unknown_field"),
    Sample("implementation/14-kol-1", "next_review", .string("2026-02-30"), "not_a_date"),
    Sample("implementation/14-kol-1", "next_review", .string(" 2026-02-01"), "not_a_date"),
    Sample("implementation/14-kol-1", "status", .string("infort"), "wrong_type"),
    Sample("implementation/14-kol-1", "status", .object([("status", .string("infort"))])),
    Sample(
      "implementation/14-kol-1", "status", .object([("status", .string("Infört"))]),
      "unknown_code"),
    Sample(
      "implementation/14-kol-1", "status",
      .object([("status", .string("klart")), ("status_date", .string("i maj"))]),
      "unknown_code", "not_a_date"),
    Sample(
      "implementation/14-kol-1", "status",
      .object([("status", .string("infort")), ("later_member", .array([.integer(1)]))])),
    Sample("implementation/14-kol-1", "responsible", .string("a\nb"), "line_break"),
    Sample("pathway/kol-1", "is_continuation", .string("ja"), "wrong_type"),
    Sample("pathway/kol-1", "condition", .string("åäö"), "not_a_reference"),
    Sample("pathway/kol-1", "condition", .string(""), "not_a_reference"),
    Sample("pathway/kol-1", "condition", .string("kol "), "not_a_reference"),
    Sample("pathway/kol-1", "replaced_by/kol", .boolean(true)),
    Sample("pathway/kol-1", "replaced_by/å", .boolean(true), "not_a_reference"),
    Sample("pathway/kol-1", "replaced_by/ kol", .boolean(true), "not_canonical"),
    Sample("body/14-rpt-kol", "number", .integer(Value.integerLimit + 1), "wrong_type"),
    Sample("no_such_type/a", "b", .string("c"), "unknown_type"),
    Sample(
      "decision/a", "approves/pathway/kol-1=sha256:" + String(repeating: "0a", count: 32),
      .boolean(true)),
    Sample("decision/a", "approves/pathway/kol-1", .boolean(true), "not_an_approval"),
  ]

  static let personal: [Sample] = [
    Sample("implementation/14-kol-1", "note", .string("Anna 811228-9874")),
    Sample("implementation/14-kol-1", "indicators/811228-9874", .boolean(true)),
    Sample("implementation/14-kol-1", "no_such_field", .array([.string("811228-9874")])),
    Sample(
      "implementation/14-kol-1", "status",
      .object([("later_member", .object([("811228-9874", .null)]))])),
    Sample("implementation/14-811228-9874", "note", .string("a")),
    Sample("no_such_type/a", "b", .string("811228-9874")),
    Sample("implementation/14-kol-1", "no_such_field", .integer(191_212_121_212)),
    Sample("implementation/14-kol-1", "next_review", .string("19121212-1212")),
  ]
}

@Test(arguments: Sample.all)
private func `a cell is judged by its declaration`(sample: Sample) throws {
  let found = try problems(sample.name, sample.cell, sample.value)
  #expect(found.map(\.code) == sample.codes)
  for problem in found {
    #expect(problem.severity == (problem.code == "line_break" ? .warning : .refusal))
    #expect(problem.record.description == sample.name)
  }
}

@Test(arguments: Sample.personal)
private func `a personal number is refused wherever it stands and never shown`(
  sample: Sample
) throws {
  let found = try problems(sample.name, sample.cell, sample.value)
  #expect(found.contains { $0.code == "personnummer" && $0.severity == .refusal })
  #expect(!found.contains { $0.message.contains("9874") || $0.message.contains("-1212") })
}

@Test func `ten bare digits are kept with a warning`() throws {
  let found = try problems("implementation/14-kol-1", "note", .string("8112289874"))
  #expect(found.map(\.code) == ["ten_digits"])
  #expect(found.first?.severity == .warning)
}

@Test func `messages and reasons are searched as well`() throws {
  let record = try #require(RecordName(path: "implementation/14-kol-1"))
  let found = ContentRules.problems(ofText: "för 811228-9874", named: "message", in: record)
  #expect(found.map(\.code) == ["personnummer"])
  #expect(ContentRules.problems(ofText: "RS 2021-06735", named: "message", in: record) == [])
}

@Test func `an approval prints as it is read`() throws {
  let digest = "sha256:" + String(repeating: "0a", count: 32)
  let approval = try #require(Approval(Text("pathway/kol-1=" + digest)))
  #expect(approval.record.description == "pathway/kol-1")
  #expect(approval.digest.description == digest)
  #expect(approval.text.string == "pathway/kol-1=" + digest)
  for wrong in ["pathway/kol-1", "kol-1=" + digest, "pathway/=" + digest, "pathway/kol-1=sha256:0"]
  {
    #expect(Approval(Text(wrong)) == nil)
  }
}
