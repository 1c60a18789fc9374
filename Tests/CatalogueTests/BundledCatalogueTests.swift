import Catalogue
import Foundation
import SyncCore
import Testing

private let records = try? BundledCatalogue.records()

private func ofType(_ name: String) -> [ImportRecord] {
  (records ?? []).filter { $0.type.name.string == name }
}

private func value(_ cell: Text, of record: ImportRecord) -> String? {
  let assignment = record.assignments.first { $0.cell.text == cell }
  return assignment?.value.map { FieldText.text(of: $0, kind: .text) }
}

private func members(_ set: String, of record: ImportRecord) -> [String] {
  record.assignments.filter { $0.cell.field == set }.compactMap { $0.cell.member?.string }
}

private func record(_ name: String, _ id: String) throws -> ImportRecord {
  try #require(ofType(name).first { $0.id.string == id })
}

private func kinds(_ kind: String) -> [ImportRecord] {
  ofType("body").filter { value("kind", of: $0) == kind }
}

@Test func `the embedded files give records`() throws {
  #expect(try BundledCatalogue.records().isEmpty == false)
}

@Test func `the counts are those of the sources`() {
  #expect(ofType("region").count == 21)
  #expect(ofType("programme_area").count == 26)
  #expect(ofType("condition").count == 36)
  #expect(ofType("pathway").count == 46)
  #expect(kinds("rpt").count == 74)
  #expect(kinds("sor").count == 23)
  #expect(kinds("sor").map { members("programme_areas", of: $0).count }.reduce(0, +) == 25)
  #expect(kinds("rpo").count == 3)
  // Twelve, if "Digitalisering" and "Digitalisering, Program Millennium" are one.
  #expect(kinds("stodfunktion").count == 13)
  #expect(records?.count == 242)
}

@Test func `pathways add up as the source says`() {
  func count(_ kind: String, _ phase: String) -> Int {
    ofType("pathway").count {
      value("kind", of: $0) == kind && value("phase", of: $0)?.contains("\"\(phase)\"") == true
    }
  }
  #expect(count("psv", "godkand") == 27 && count("generisk_modell", "godkand") == 1)
  #expect(count("psv", "under_framtagande") == 9)
  #expect(count("generisk_modell", "under_framtagande") == 1)
  #expect(count("psv", "under_uppstart") == 8)
}

@Test func `every record is admitted where it stands and breaks no rule`() throws {
  for record in try #require(records) {
    let scope = try #require(record.scope)
    #expect(record.type.admits(record.id, in: scope), "\(record.name) in \(scope)")
    #expect(record.problems() == [], "\(record.name)")
    #expect(!record.assignments.isEmpty)
  }
}

@Test func `ids are unique within their type`() throws {
  let names = try #require(records).map(\.name)
  #expect(Set(names).count == names.count)
}

@Test func `every reference leads to a bundled record`() throws {
  let names = Set(try #require(records).map(\.name))
  for record in try #require(records) {
    for field in record.type.fields {
      for column in field.columns {
        guard case .reference(let target) = column.kind else { continue }
        let ids =
          field.isSet
          ? members(field.name.string, of: record)
          : value(column.name.text, of: record).map { [$0] } ?? []
        for id in ids {
          let name = try #require(RecordName(path: "\(target)/\(id)"))
          #expect(names.contains(name), "\(record.name) \(column.name) \(id)")
        }
      }
    }
  }
}

@Test func `a pathway stands in its programme area only where the list of teams says so`() throws {
  let placed = Dictionary(
    grouping: ofType("pathway").filter { $0.scope?.string != "national/unassigned" },
    by: { $0.scope?.string.dropFirst("national/".count).description ?? "" }
  ).mapValues { $0.map(\.id.string).sorted() }
  #expect(
    placed == [
      "endokrina-sjukdomar": ["osteoporos"],
      "hjart-och-karlsjukdomar": [
        "hjartsvikt-forts-2", "hjartsvikt-nydebuterad-1", "kritisk-benischemi",
      ],
      "hud-och-konssjukdomar": ["psoriasis"],
      "infektionssjukdomar": ["sepsis-1", "sepsis-forts-2"],
      "lung-och-allergisjukdomar": ["kol-1", "kol-2"],
      "mag-och-tarmsjukdomar": ["inflammatorisk-tarmsjukdom-ibd"],
      "nervsystemets-sjukdomar": ["epilepsi"],
      "oron-nas-och-halssjukdomar": ["grav-horselnedsattning"],
      "reumatiska-sjukdomar": ["reumatoid-artrit-1", "reumatoid-artrit-etablerad-2"],
      "rorelseorganens-sjukdomar": [
        "hoftledsartros-primarvard-1", "hoftledsartros-proteskirurgi-2",
      ],
    ])
  for pathway in ofType("pathway") {
    let isPlaced = pathway.scope?.string != "national/unassigned"
    #expect(value("programme_area_source", of: pathway) == (isPlaced ? "enligt RPT-listan" : nil))
    let area = value("programme_area", of: pathway)
    #expect(area.map { "national/" + $0 } == (isPlaced ? pathway.scope?.string : nil))
  }
}

@Test func `every parenthesis of the team list names a programme area`() {
  let named = kinds("rpt").filter { !members("programme_areas", of: $0).isEmpty }
  let inParentheses = kinds("rpt").filter { value("seed_text", of: $0)?.hasSuffix(")") == true }
  #expect(named.map(\.id) == inParentheses.map(\.id))
  #expect(named.count == 33)
}

@Test func `groups and states of the teams are those of the list`() {
  let teams = kinds("rpt")
  #expect(teams.count { value("group", of: $0) == "cancer" } == 34)
  #expect(teams.count { value("group", of: $0) == "ovriga" } == 38)
  #expect(
    teams.filter { value("state", of: $0) != nil }.map(\.id.string) == [
      "14-rpt-ehlers-danlos-syndrom", "14-rpt-grav-horselnedsattning",
    ])
}

@Test func `doubts are kept`() throws {
  let kol2 = try record("pathway", "kol-2")
  #expect(value("seed_text", of: kol2) == "KOL (2)*")
  #expect(value("doubt", of: kol2)?.contains("Asteriskens förklaring") == true)
  #expect(value("phase_certainty", of: kol2) == "trolig")
  #expect(value("as_of", of: kol2) == "2023-05-22")
  #expect(try value("doubt", of: record("region", "13"))?.hasPrefix("Delad:") == true)
  #expect(
    try value("doubt", of: record("body", "14-stod-digitalisering-program-millennium"))
      == "En eller två funktioner: Digitalisering och/eller Program Millennium")
  #expect(try value("certainty", of: record("body", "14-rpt-hjartsvikt")) == "osäker")
}

@Test func `five programme areas have their host`() {
  let hosted = ofType("programme_area").filter { value("host", of: $0) != nil }
  #expect(hosted.count == 5)
  #expect(hosted.allSatisfy { value("host", of: $0) == "Västra sjukvårdsregionen" })
}

@Test func `a council may serve several areas and an area have several councils`() throws {
  let medicine = try record("body", "14-sor-internmedicin")
  #expect(members("programme_areas", of: medicine).count == 3)
  #expect(
    kinds("sor").count { members("programme_areas", of: $0).contains("psykisk-halsa") } == 3)
}

@Test func `support functions name every list that they stand in`() throws {
  #expect(try members("listed_in", of: record("body", "14-stod-informatik")).count == 2)
  #expect(try members("listed_in", of: record("body", "14-stod-ekonomi")).count == 1)
}

@Test func `the records are the same every time`() throws {
  #expect(try BundledCatalogue.records() == records)
}
