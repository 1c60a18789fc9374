import Catalogue
import SyncCore
import Testing

private func rows(_ csv: String) throws -> [ImportRow] {
  let type = try #require(TypeName("implementation").flatMap { Catalogue.schema[$0] })
  return try Sheet.read(CSVDocument(parsing: Array(csv.utf8)), type: type)
}

private func cell(_ name: Text) throws -> CellName { try #require(CellName(name)) }

private func field(_ name: String) throws -> FieldName { try #require(FieldName(name)) }

private let status = Value.object([
  ("status", .string("infors")), ("status_date", .string("2026-05-01")),
  ("later_member", .integer(7)),
])

@Test func `a new record gets every cell that has text`() throws {
  let row = try rows("id;note;status;indicators;responsible\n14-kol-1;Hej;Infört;B|A;\n")[0]
  #expect(
    try row.assignments(shown: [:]) == [
      Edit.Assignment(cell("indicators/A"), .boolean(true)),
      Edit.Assignment(cell("indicators/B"), .boolean(true)),
      Edit.Assignment(cell("note"), .string("Hej")),
      Edit.Assignment(cell("status"), .object([("status", .string("infort"))])),
    ])
}

@Test func `a column of a unit keeps the other members and those that are unknown`() throws {
  let row = try rows("id;status\n14-kol-1;infort\n")[0]
  let expected = Value.object([
    ("status", .string("infort")), ("status_date", .string("2026-05-01")),
    ("later_member", .integer(7)),
  ])
  #expect(
    try row.assignments(shown: [cell("status"): status]) == [
      Edit.Assignment(cell("status"), expected)
    ])
}

@Test func `an empty column of a unit takes the member out`() throws {
  let row = try rows("id;status_date\n14-kol-1;\n")[0]
  #expect(
    try row.assignments(shown: [cell("status"): status]) == [
      Edit.Assignment(
        cell("status"),
        .object([("status", .string("infors")), ("later_member", .integer(7))]))
    ])
}

@Test func `an empty cell clears and a missing column does not`() throws {
  let shown: [CellName: Value] = [
    try cell("note"): .string("Hej"), try cell("responsible"): .string("RESAKS"),
  ]
  #expect(
    try rows("id;note\n14-kol-1;\n")[0].assignments(shown: shown) == [
      Edit.Assignment(cell("note"), nil)
    ])
}

@Test func `a set loses the shown members that the sheet leaves out`() throws {
  let row = try rows("id;indicators\n14-kol-1;B | C\n")[0]
  let shown: [CellName: Value] = [
    try cell("indicators/A"): .boolean(true), try cell("indicators/B"): .boolean(true),
    try cell("affected_units/A"): .boolean(true),
  ]
  #expect(
    try row.assignments(shown: shown) == [
      Edit.Assignment(cell("indicators/A"), nil),
      Edit.Assignment(cell("indicators/C"), .boolean(true)),
    ])
}

@Test func `an unknown code that stands here goes through a sheet untouched`() throws {
  let shown: [CellName: Value] = [try cell("status"): .object([("status", .string("ny_kod"))])]
  #expect(try rows("id;status\n14-kol-1;ny_kod\n")[0].assignments(shown: shown) == [])
  #expect(throws: ImportError.self) {
    try rows("id;status\n14-kol-1;ny_kod\n")[0].assignments(shown: [:])
  }
}

@Test func `a wrong text is refused with its line`() throws {
  let row = try rows("id;next_review\n14-kol-1;\n14-kol-2;i maj\n")[1]
  let error = try #require(throws: ImportError.self) { try row.assignments(shown: [:]) }
  #expect(error.line == 3 && error.code == "not_a_date")
  #expect(error.message.hasPrefix("Line 3: next_review: 'i maj' is not a day."))
}

@Test func `line ends that a spreadsheet changed are no change`() throws {
  let shown: [CellName: Value] = [try cell("note"): .string("a\r\nb")]
  #expect(try rows("id;note\n14-kol-1;\"a\nb\"\n")[0].assignments(shown: shown) == [])
}

@Test func `a composed letter for a decomposed one is a change`() throws {
  let shown: [CellName: Value] = [try cell("note"): .string("e\u{301}")]
  #expect(try rows("id;note\n14-kol-1;é\n")[0].assignments(shown: shown).count == 1)
}

@Test func `each assignment names the dots that were shown, or none`() throws {
  let name = try #require(RecordName(path: "implementation/14-kol-1"))
  let dot = Dot(try #require(Author("14-vgr")), 16)
  let basis = Basis([try cell("note"): [dot]])
  let csv = "id;note;responsible;basis\n14-kol-1;Ny;RESAKS;\(basis.text(for: name))\n"
  #expect(
    try rows(csv)[0].assignments(shown: [cell("note"): .string("Gammal")]) == [
      Edit.Assignment(cell("note"), .string("Ny"), basis: [dot]),
      Edit.Assignment(cell("responsible"), .string("RESAKS"), basis: []),
    ])
}

@Test func `naming nothing new in a unit changes no byte`() throws {
  let shown = Value.object([("status", .null), ("status_date", .string("2026-05-01"))])
  #expect(try Catalogue.unitValue(shown: shown, naming: [field("status"): nil]) == shown)
  #expect(Catalogue.unitValue(shown: shown, naming: [:]) == shown)
}

@Test func `a unit with nothing left is no value`() throws {
  let shown = Value.object([("status", .string("infort"))])
  #expect(try Catalogue.unitValue(shown: shown, naming: [field("status"): nil]) == nil)
  #expect(Catalogue.unitValue(shown: nil, naming: [:]) == nil)
  #expect(
    try Catalogue.unitValue(shown: .string("x"), naming: [field("status"): .string("infort")])
      == .object([("status", .string("infort"))]))
}

@Test func `a JSON object is a row`() throws {
  let json = Value.object([
    ("type", .string("implementation")), ("id", .string("14-kol-1")),
    ("scope", .string("region/14")),
    (
      "fields",
      .object([
        ("note", .string("Hej")), ("status", .string("infort")), ("responsible", .null),
        ("indicators", .array([.string("A")])),
      ])
    ),
  ])
  let row = try ImportRow(json: json, line: 4)
  #expect(row.scope == Scope("region/14") && row.line == 4)
  let shown: [CellName: Value] = [
    try cell("responsible"): .string("RESAKS"), try cell("indicators/B"): .boolean(true),
  ]
  #expect(
    try row.assignments(shown: shown) == [
      Edit.Assignment(cell("indicators/A"), .boolean(true)),
      Edit.Assignment(cell("indicators/B"), nil),
      Edit.Assignment(cell("note"), .string("Hej")),
      Edit.Assignment(cell("responsible"), nil),
      Edit.Assignment(cell("status"), .object([("status", .string("infort"))])),
    ])
}

@Test func `a value of the wrong JSON type is left to the rules`() throws {
  let json = Value.object([
    ("type", .string("implementation")), ("fields", .object([("note", .integer(1))])),
  ])
  let row = try ImportRow(json: json, line: 1)
  let record = try ImportRecord(row, id: #require(RecordID("14-kol-1")))
  #expect(record.problems().map(\.code) == ["wrong_type"])
}

@Test(arguments: [
  (Value.array([]), "not_an_object"),
  (.object([("fields", .object([]))]), "not_an_object"),
  (.object([("type", .string("implementation")), ("fields", .integer(1))]), "not_an_object"),
  (.object([("type", .string("vardforlopp"))]), "unknown_type"),
  (.object([("type", .string("Å"))]), "unknown_type"),
  (.object([("type", .string("pathway")), ("extra", .null)]), "unknown_key"),
  (.object([("type", .string("pathway")), ("id", .integer(1))]), "not_an_id"),
  (.object([("type", .string("pathway")), ("scope", .string("A B"))]), "not_a_scope"),
  (
    .object([("type", .string("pathway")), ("fields", .object([("titel", .string("x"))]))]),
    "unknown_column"
  ),
  (
    .object([("type", .string("pathway")), ("fields", .object([("icd10", .string("J44"))]))]),
    "not_a_member"
  ),
  (
    .object([
      ("type", .string("pathway")), ("fields", .object([("icd10", .array([.integer(1)]))])),
    ]), "not_a_member"
  ),
])
func `a JSON object of another shape is refused`(json: Value, code: String) throws {
  let error = try #require(throws: ImportError.self) { try ImportRow(json: json, line: 9) }
  #expect(error.code == code && error.line == 9)
  #expect(error.message.contains("Nothing of the file was written."))
}

@Test func `the empty member of a set is refused in JSON`() throws {
  let json = Value.object([
    ("type", .string("pathway")), ("fields", .object([("icd10", .array([.string("")]))])),
  ])
  #expect(throws: ImportError.self) { try ImportRow(json: json, line: 1).assignments(shown: [:]) }
}

@Test func `an id is made from the source field where the row has none`() throws {
  var random = SeededRandom(1)
  let row = try rows("pathway;note\nkol-1;a\n;b\n")
  #expect(try row[0].recordID(for: "14", using: &random).string == "14-kol-1")
  #expect(throws: ImportError.self) { try row[1].recordID(for: "14", using: &random) }
}
