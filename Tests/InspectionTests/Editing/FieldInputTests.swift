import Testing

@testable import Inspection

@Suite struct FieldInputTests {
  @Test(
    "what a person types is a field, a sign and a text",
    arguments: [
      ("title=Höftledsartros", "title", FieldInput.Operation.assign, "Höftledsartros"),
      ("icd10+=M16", "icd10", .add, "M16"), ("icd10-=M16", "icd10", .remove, "M16"),
      ("summary=", "summary", .assign, ""), ("summary=a=b", "summary", .assign, "a=b"),
      ("summary=@@frågor", "summary", .assign, "@frågor"),
    ])
  func reads(
    argument: String, field: String, operation: FieldInput.Operation, text: String
  ) throws {
    let input = try FieldInput(argument)
    #expect(input.field == field)
    #expect(input.operation == operation)
    #expect(input.text == text)
  }

  @Test("without a field or a sign nothing is guessed", arguments: ["title", "=x", ""])
  func refuses(argument: String) {
    #expect { try FieldInput(argument) } throws: { ($0 as? Failure)?.code == "bad_assignment" }
  }
}
