import Catalogue
import SyncCore
import Testing

private let types = Catalogue.schema.types

@Test func `the schema has the types of the domain`() {
  #expect(
    types.map(\.name.string).sorted() == [
      "body", "condition", "decision", "document", "implementation", "pathway", "plan_item",
      "programme_area", "region", "regional_addition",
    ])
}

@Test(arguments: types)
func `every type and field is labelled and explained`(type: RecordType) {
  #expect(!type.label.isEmpty)
  #expect(type.summary.hasSuffix("."))
  for field in type.fields {
    #expect(!field.label.isEmpty, "\(type.name) \(field.name)")
    #expect(field.help.hasSuffix("."), "\(type.name) \(field.name)")
    #expect(!field.columns.isEmpty, "\(type.name) \(field.name)")
    for column in field.columns {
      #expect(!column.label.isEmpty, "\(type.name) \(column.name)")
    }
  }
}

@Test(arguments: types)
func `names of fields and columns are unique within a type`(type: RecordType) {
  #expect(Set(type.fields.map(\.name)).count == type.fields.count)
  #expect(Set(type.columns.map(\.name)).count == type.columns.count)
  let taken = ["id", "scope", "basis", "exists", "type", "line"]
  #expect(type.columns.allSatisfy { !taken.contains($0.name.string) })
  #expect(type.fields.allSatisfy { !taken.contains($0.name.string) })
}

@Test(arguments: types)
func `a column that shares a field's name is a member of it`(type: RecordType) {
  for field in type.fields {
    for column in field.columns where type.field(named: column.name.string) != nil {
      #expect(column.name == field.name, "\(type.name) \(column.name)")
    }
  }
}

@Test(arguments: types)
func `codes and their labels are unique within a list and have the form of a name`(
  type: RecordType
) {
  for column in type.columns {
    guard case .code(let codes) = column.kind else { continue }
    #expect(!codes.isEmpty)
    #expect(Set(codes.map(\.code)).count == codes.count, "\(type.name) \(column.name)")
    #expect(Set(codes.map { $0.label.lowercased() }).count == codes.count)
    #expect(codes.allSatisfy { FieldName($0.code.string) != nil && !$0.label.isEmpty })
  }
}

@Test(arguments: types)
func `references lead to declared types and ids are made from declared fields`(type: RecordType) {
  for column in type.columns {
    if case .reference(let target) = column.kind { #expect(Catalogue.schema[target] != nil) }
  }
  #expect(type.field(named: type.identity.source.string) != nil)
}

@Test(arguments: ["implementation", "pathway"])
func `plain text of implementation and pathway is settled by a person`(name: String) throws {
  let type = try #require(TypeName(name).flatMap { Catalogue.schema[$0] })
  for field in type.fields {
    switch field.shape {
    case .plain(.text), .plain(.longText): #expect(field.rule == .manual, "\(field.name)")
    default: break
    }
  }
}

@Test(arguments: types)
func `only dates are settled by the latest`(type: RecordType) {
  for field in type.fields where field.rule == .latest {
    #expect(field.shape == .plain(.date), "\(type.name) \(field.name)")
  }
}

@Test func `the status of an implementation is one unit of three columns`() throws {
  let type = try #require(TypeName("implementation").flatMap { Catalogue.schema[$0] })
  let status = try #require(type.field(named: "status"))
  #expect(status.isUnit)
  #expect(status.columns.map(\.name.string) == ["status", "status_date", "local_status_text"])
  #expect(type.field(showing: "status_date") == status)
  #expect(status.rule == .manual)
}

@Test func `the shared status scale is that of the domain`() throws {
  let type = try #require(TypeName("implementation").flatMap { Catalogue.schema[$0] })
  let column = try #require(type.columns.first { $0.name.string == "status" })
  guard case .code(let codes) = column.kind else {
    Issue.record("status holds codes")
    return
  }
  #expect(
    codes.map(\.code.string) == [
      "ej_bedomt", "ej_aktuellt", "bedomning_pagar", "beslutat", "planering_pagar", "infors",
      "delvis_infort", "infort", "redan_i_linje", "pausat", "avslutat",
    ])
}
