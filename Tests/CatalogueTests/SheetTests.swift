import Catalogue
import SyncCore
import Testing

private func type(_ name: String) throws -> RecordType {
  try #require(TypeName(name).flatMap { Catalogue.schema[$0] })
}

private func read(_ csv: String, _ name: String = "implementation") throws -> [ImportRow] {
  try Sheet.read(CSVDocument(parsing: Array(csv.utf8)), type: type(name))
}

@Test func `every sheet comes back through Excel's form`() throws {
  let failure = try firstFailingSeed(outOf: 30) { random in
    for type in Catalogue.schema.types {
      let records = arbitraryRecords(of: type, using: &random)
      let bytes = Sheet.export(type: type, records: records).encoded()
      let rows = try Sheet.read(CSVDocument(parsing: bytes), type: type)
      guard rows.count == records.count else { return false }
      for (row, record) in zip(rows, records) {
        guard row.id == record.id, row.scope == record.scope, row.basis == record.basis,
          row.sets.filter({ !$0.value.isEmpty }) == record.sets.filter({ !$0.value.isEmpty })
        else { return false }
        let expected = Dictionary(
          uniqueKeysWithValues: record.values.map { ($0, Optional($1)) })
        for column in type.columns {
          guard case .text(let text)? = row.cells[column.name] else { continue }
          let value = try FieldText.value(of: text, for: column)
          guard value == (expected[column.name] ?? nil) else { return false }
        }
      }
    }
    return true
  }
  #expect(failure == nil, "replay with SYNCD_SEED")
}

@Test func `a sheet that comes back untouched changes nothing`() throws {
  let failure = try firstFailingSeed(outOf: 30) { random in
    for type in Catalogue.schema.types {
      let records = arbitraryRecords(of: type, using: &random)
      let bytes = Sheet.export(type: type, records: records).encoded()
      for (row, record) in zip(try Sheet.read(CSVDocument(parsing: bytes), type: type), records) {
        guard try row.assignments(shown: shown(record, type)).isEmpty else { return false }
      }
    }
    return true
  }
  #expect(failure == nil, "replay with SYNCD_SEED")
}

@Test func `id comes first, then scope, then columns in their order, and basis last`() throws {
  let type = try type("implementation")
  let id = try #require(RecordID("14-kol-1"))
  let plain = Sheet.export(
    type: type, records: [SheetRecord(id: id, scope: nil, values: [:])])
  #expect(plain.header == ["id"] + type.columns.map(\.name.string))
  let full = Sheet.export(
    type: type,
    records: [SheetRecord(id: id, scope: Scope("region/14"), values: [:], basis: Basis([:]))])
  #expect(full.header == ["id", "scope"] + type.columns.map(\.name.string) + ["basis"])
}

@Test func `records stand in the order of their ids`() throws {
  let records = try ["b", "a", "c"].map {
    SheetRecord(id: try #require(RecordID($0)), scope: nil, values: [:])
  }
  let sheet = Sheet.export(type: try type("condition"), records: records)
  #expect(sheet.lines.map { $0.cells[0] } == ["a", "b", "c"])
}

@Test func `members of a set stand between bars and may hold bars themselves`() throws {
  let indicators = try #require(FieldName("indicators"))
  let members: Set<Text> = ["a | b", "c\\", " d ", "e", "\n"]
  let record = SheetRecord(
    id: try #require(RecordID("14-kol-1")), scope: nil, values: [:], sets: [indicators: members])
  let sheet = Sheet.export(type: try type("implementation"), records: [record])
  let index = try #require(sheet.header.firstIndex(of: "indicators"))
  #expect(sheet.lines[0].cells[index] == "\\\n | \\ d\\  | a \\| b | c\\\\ | e")
  #expect(try Sheet.read(sheet, type: type("implementation"))[0].sets[indicators] == members)
}

@Test func `empty pieces of a set are no members`() throws {
  let indicators = try #require(FieldName("indicators"))
  let row = try read("id;indicators\n14-kol-1; | A || A |B C|\n")[0]
  #expect(row.sets[indicators] == ["A", "B C"])
}

@Test func `columns may stand in any order and may be missing`() throws {
  let rows = try read("note;id\nStart i mars;14-kol-1\n;14-kol-2\n")
  let note = try #require(FieldName("note"))
  #expect(rows.map(\.cells) == [[note: .text("Start i mars")], [note: .text("")]])
  #expect(rows.allSatisfy { $0.sets.isEmpty && $0.basis == nil && $0.scope == nil })
  #expect(rows.map(\.line) == [2, 3])
}

@Test func `lines without any text are passed over`() throws {
  #expect(try read("id;note\n;\n14-kol-1;a\n ; \n").map(\.line) == [3])
}

@Test func `an unknown column is refused with the known ones`() throws {
  let error = try #require(throws: ImportError.self) { try read("id;statsu\n14-kol-1;a\n") }
  #expect(error.code == "unknown_column")
  #expect(error.message.contains("status, status_date"))
}

@Test(arguments: [
  ("id;note\nkol 1;a\n", ImportError.notAnID(2, "kol 1")),
  ("id;scope\n14-kol-1;Region 14\n", .notAScope(2, "Region 14")),
  ("id;note;basis\n14-kol-1;a;note=14-vgr:1\n", .damagedBasis(2, .checksum)),
  ("note;basis\na;#00000000\n", .damagedBasis(2, .checksum)),
])
func `a wrong cell is refused with its line`(csv: String, error: ImportError) {
  #expect(throws: error) { try read(csv) }
  #expect(error.message.hasPrefix("Line 2: "))
}

@Test func `a record may stand in a sheet once in each scope`() throws {
  let twice = "id;scope\n14-kol-1;region/14\n14-kol-1;region/14/internal\n14-kol-1;region/14\n"
  let name = try #require(RecordName(path: "implementation/14-kol-1"))
  #expect(throws: ImportError.twice(4, name, first: 2)) { try read(twice) }
}

@Test func `a cell that Excel has cut is refused`() throws {
  let cut = "id;note\n14-kol-1;" + String(repeating: "a", count: 32_767) + "\n"
  #expect(throws: ImportError.cutBySpreadsheet(2, column: "note")) { try read(cut) }
}

/// What a person sees of a record, cell by cell.
private func shown(_ record: SheetRecord, _ type: RecordType) -> [CellName: Value] {
  var shown: [CellName: Value] = [:]
  for field in type.fields {
    switch field.shape {
    case .plain: shown[CellName(field.name)] = record.values[field.name]
    case .set:
      for member in record.sets[field.name] ?? [] {
        if let cell = CellName(field.name, member: member) { shown[cell] = .boolean(true) }
      }
    case .unit(let members):
      let pairs = members.compactMap { member in
        record.values[member.name].map { (member.name.text, $0) }
      }
      if !pairs.isEmpty { shown[CellName(field.name)] = .object(pairs) }
    }
  }
  return shown
}

private func arbitraryRecords(
  of type: RecordType, using random: inout SeededRandom
) -> [SheetRecord] {
  (0..<3).compactMap { number in
    var values: [FieldName: Value] = [:]
    var sets: [FieldName: Set<Text>] = [:]
    for field in type.fields {
      for column in field.columns where !random.chance(3) {
        if field.isSet {
          let members = (0..<3).map { _ in Text("m" + arbitraryText(using: &random)) }
          sets[column.name] = Set(members)
        } else {
          values[column.name] = arbitraryValue(for: column.kind, using: &random)
        }
      }
    }
    return RecordID("14-\(number)").map {
      SheetRecord(
        id: $0, scope: Scope("region/14"), values: values, sets: sets,
        basis: number == 0 ? Basis([:]) : arbitraryBasis(using: &random))
    }
  }
}
