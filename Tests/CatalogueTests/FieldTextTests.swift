import Catalogue
import SyncCore
import Testing

private func column(_ kind: FieldKind) throws -> Column {
  Column(try #require(FieldName("sample")), "Prov", kind)
}

private let codes: [Code] = [Code("infort", "Infört"), Code("infors", "Införs")]

private struct Sample: CustomTestStringConvertible {
  let kind: FieldKind
  let text: String
  let value: Value?
  var testDescription: String { "\(kind) \(text)" }

  static let all: [Sample] = [
    Sample(kind: .text, text: "", value: nil),
    Sample(kind: .text, text: " a ", value: "a".spaced),
    Sample(kind: .longText, text: "a\r\nb", value: .string("a\r\nb")),
    Sample(kind: .date, text: "2024-02-29", value: .string("2024-02-29")),
    Sample(kind: .date, text: " 2026-05-01 ", value: .string("2026-05-01")),
    Sample(kind: .date, text: "  ", value: nil),
    Sample(kind: .integer, text: "0", value: .integer(0)),
    Sample(kind: .integer, text: "-12", value: .integer(-12)),
    Sample(kind: .integer, text: "9007199254740991", value: .integer(9_007_199_254_740_991)),
    Sample(kind: .integer, text: "-9007199254740991", value: .integer(-9_007_199_254_740_991)),
    Sample(kind: .boolean, text: "ja", value: .boolean(true)),
    Sample(kind: .boolean, text: "Nej", value: .boolean(false)),
    Sample(kind: .boolean, text: "true", value: .boolean(true)),
    Sample(kind: .boolean, text: "FALSE", value: .boolean(false)),
    Sample(kind: .boolean, text: "SANT", value: .boolean(true)),
    Sample(kind: .code(codes), text: "infort", value: .string("infort")),
    Sample(kind: .code(codes), text: "Infört", value: .string("infort")),
    Sample(kind: .code(codes), text: "infört", value: .string("infort")),
    Sample(kind: .code(codes), text: "info\u{308}rt", value: .string("infort")),
    Sample(kind: .code(codes), text: "", value: nil),
  ]
}

extension String {
  fileprivate var spaced: Value { .string(" \(self) ") }
}

@Test(arguments: Sample.all)
private func `a person's text is read by the column's kind`(sample: Sample) throws {
  #expect(try FieldText.value(of: sample.text, for: column(sample.kind)) == sample.value)
}

@Test(arguments: [
  "2023-02-29", "2026-13-01", "2026-5-1", "20260501", "01/05/2026", "2026-05-01T00:00", "i maj",
])
func `what is no day is refused`(text: String) throws {
  let column = try column(.date)
  #expect(throws: ContentError.notADate(column, text)) {
    try FieldText.value(of: text, for: column)
  }
}

@Test(arguments: ["9007199254740992", "-9007199254740992", "1.5", "1e3", "007", "+1", "-0", "ett"])
func `what is no exact whole number is refused`(text: String) throws {
  let column = try column(.integer)
  #expect(throws: ContentError.notAnInteger(column, text)) {
    try FieldText.value(of: text, for: column)
  }
}

@Test(arguments: ["kanske", "1", "j"])
func `what is neither ja nor nej is refused`(text: String) throws {
  let column = try column(.boolean)
  #expect(throws: ContentError.notABoolean(column, text)) {
    try FieldText.value(of: text, for: column)
  }
}

@Test(arguments: ["/kol", "kol 1", "åäö", "-kol"])
func `what cannot be an id is refused as a reference`(text: String) throws {
  let pathway = try #require(TypeName("pathway"))
  let column = try column(.reference(pathway))
  #expect(throws: ContentError.notAReference(column, text, to: pathway)) {
    try FieldText.value(of: text, for: column)
  }
}

@Test func `an unknown code is refused with the list of codes`() throws {
  let column = try column(.code(codes))
  let error = try #require(throws: ContentError.self) {
    try FieldText.value(of: "klart", for: column)
  }
  #expect(error.code == "unknown_code")
  #expect(error.message.contains("infort, infors"))
  #expect(error.message.contains("Nothing was written."))
}

@Test func `a code differs from one that is equal but for case`() throws {
  let column = try column(.code([Code("a", "Alfa")]))
  #expect(throws: ContentError.self) { try FieldText.value(of: "A", for: column) }
}

@Test func `the character U+0000 is refused in every kind`() throws {
  for kind in [FieldKind.text, .longText, .date] {
    let column = try column(kind)
    #expect(throws: ContentError.zeroCharacter(column)) {
      try FieldText.value(of: "a\0b", for: column)
    }
  }
}

@Test func `a text beyond the limit is refused and one at the limit is not`() throws {
  let column = try column(.longText)
  let most = String(repeating: "a", count: Limits.textBytes)
  #expect(try FieldText.value(of: most, for: column) == .string(most))
  #expect(throws: ContentError.self) { try FieldText.value(of: most + "a", for: column) }
}

@Test func `an error never shows a whole personal number`() throws {
  let column = try column(.date)
  let error = try #require(throws: ContentError.self) {
    try FieldText.value(of: "191212121212", for: column)
  }
  #expect(error.message.contains("19121212****"))
  #expect(!error.message.contains("1212121212"))
}

@Test func `text is kept as written, not normalised`() throws {
  let column = try column(.text)
  let decomposed = try FieldText.value(of: "e\u{301}", for: column)
  let composed = try FieldText.value(of: "é", for: column)
  #expect(decomposed != composed)
}

@Test func `every printed value reads back as itself`() throws {
  let failure = try firstFailingSeed(outOf: 300) { random in
    for column in Catalogue.schema.types.flatMap(\.columns) {
      let value = arbitraryValue(for: column.kind, using: &random)
      let text = FieldText.text(of: value, kind: column.kind)
      if try FieldText.value(of: text, for: column) != value { return false }
    }
    return true
  }
  #expect(failure == nil, "replay with SYNCD_SEED")
}

@Test func `a value of another JSON type is shown as JSON`() {
  let value = Value.object([("b", .array([.integer(1), .null])), ("a", .string("x\"\n\u{1}"))])
  #expect(FieldText.text(of: value, kind: .text) == #"{"a":"x\"\n\u0001","b":[1,null]}"#)
}

@Test func `people are shown the label of a code and an unknown code as it is`() {
  #expect(FieldText.label(of: .string("infort"), kind: .code(codes)) == "Infört")
  #expect(FieldText.label(of: .string("ny_kod"), kind: .code(codes)) == "ny_kod")
  #expect(FieldText.label(of: .boolean(true), kind: .boolean) == "ja")
}

@Test func `a member of a set is stored as its code`() throws {
  let column = try column(.code(codes))
  #expect(try FieldText.cell(ofMember: "Infört", in: column)?.text == "sample/infort")
  #expect(try FieldText.cell(ofMember: " ", in: column) == nil)
  #expect(throws: ContentError.self) { try FieldText.cell(ofMember: "klart", in: column) }
}
