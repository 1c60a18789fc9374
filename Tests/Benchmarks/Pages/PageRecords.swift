import Catalogue
import Foundation
import SyncCore

/// The records of the pages' benchmark: the bundled catalogue, and made-up ones beside it that
/// have the types, the texts and the references of real ones.
struct PageRecords {
  /// A record as its author writes it first.
  struct Record {
    let key: RecordKey
    let author: Author
    let change: Change
  }

  /// In the order in which they are written.
  private(set) var records: [Record] = []
  let regions: [(code: String, name: String)]
  private(set) var pathways: [RecordKey] = []
  private var areas: [String] = []
  private var text = PageText(seed: 4)

  /// How many records there are of a made-up pathway with all that belongs to it.
  private static let recordsPerPathway = 100
  private static let additionsPerPathway = 20
  private static let documentsPerPathway = 5
  /// Every so many-th addition belongs to the first pathway, so that many records name it.
  private static let stride = 10
  private static let noteBytes = 240

  /// - Parameter count: how many records there are in all.
  init(count: Int) throws {
    let bundled = try BundledCatalogue.records()
    regions = bundled.filter { $0.type.name.string == "region" }.map { record in
      let name = record.assignments.first { $0.cell.field == "name" }?.value?.asText?.string
      return (record.id.string, name ?? record.id.string)
    }
    areas = bundled.filter { $0.type.name.string == "programme_area" }.map(\.id.string)
    for record in bundled {
      guard let scope = record.scope else { continue }
      let writes = record.assignments.compactMap { assignment in
        assignment.value.map { Change.Write(assignment.cell, $0) }
      }
      records.append(
        Record(
          key: RecordKey(scope, record.name), author: PageNetwork.national,
          change: Change(record: record.name, writes: writes)))
    }
    for number in 0..<max(1, count / Self.recordsPerPathway) { try addPathway(number) }
    for number in 0..<max(0, count - records.count) { try addPlanItem(number) }
  }

  private mutating func addPathway(_ number: Int) throws {
    let area = text.one(of: areas)
    let title = "\(text.compound().capitalized) \(number)"
    let id = title.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
      .replacing(" ", with: "-")
    try add(
      "pathway/\(id)", in: "national/\(area)",
      [
        ("title", .string(title)), ("kind", "psv"), ("programme_area", .string(area)),
        ("phase", unit([("phase", code(["godkand", "pa_remiss"])), ("phase_date", day())])),
        ("version", .string("\(1 + number % 3).0")), ("icd10/J\(10 + number % 80)", true),
        ("summary", .string(text.paragraphs(bytes: 2 * Self.noteBytes))),
      ])
    if let added = records.last { pathways.append(added.key) }
    for region in regions { try addImplementation(of: id, in: region.code) }
    for place in 0..<Self.additionsPerPathway { try addAddition(number, place, to: id) }
    for place in 0..<Self.documentsPerPathway { try addDocument(number, place, of: id) }
    try add(
      "decision/beslut-\(number)", in: "national/decisions",
      [
        ("title", .string("Beslut om \(title)")), ("outcome", "godkant"), ("date", day()),
        ("subjects/pathway/\(id)", true), ("text", note()),
      ])
  }

  private mutating func addImplementation(of pathway: String, in region: String) throws {
    let statuses = ["infort", "infors", "planering_pagar", "ej_bedomt", "delvis_infort"]
    try add(
      "implementation/\(region)-\(pathway)", in: "region/\(region)",
      [
        ("pathway", .string(pathway)),
        (
          "status",
          unit([
            ("status", code(statuses)), ("status_date", day()),
            ("local_status_text", .string(text.sentence())),
          ])
        ), ("adopted_version", .string("1.0")), ("responsible", .string(text.compound())),
        ("note", note()), ("affected_units/Enhet \(text.number(below: 90))", true),
        ("next_review", day()),
      ])
  }

  private mutating func addAddition(_ number: Int, _ place: Int, to pathway: String) throws {
    let region = regions[(number + place) % regions.count].code
    let target = place % Self.stride == 0 ? pathways[0].id.string : pathway
    // Some name a pathway that is not there, as it happens while data is on its way.
    let named = (number * Self.additionsPerPathway + place) % 97 == 0 ? "saknas-\(number)" : target
    try add(
      "regional_addition/\(region)-tillagg-\(number)-\(place)", in: "region/\(region)",
      [
        ("title", .string("Tillägg om \(text.compound()) \(number).\(place)")),
        ("pathway", .string(named)), ("kind", code(["vardniva", "remissrutin"])),
        ("written_against", "1.0"), ("text", note()),
        ("state", unit([("state", code(["gallande", "utkast"])), ("state_date", day())])),
      ])
  }

  private mutating func addDocument(_ number: Int, _ place: Int, of pathway: String) throws {
    let region = regions[(number + place) % regions.count].code
    try add(
      "document/\(region)-dokument-\(number)-\(place)", in: "region/\(region)",
      [
        ("title", .string("Rutin för \(text.compound()) \(number).\(place)")), ("kind", "rutin"),
        ("region", .string(region)), ("pathways/\(pathway)", true), ("valid_to", day()),
        ("state", unit([("state", "gallande"), ("state_date", day())])),
      ])
  }

  private mutating func addPlanItem(_ number: Int) throws {
    let region = regions[(number / pathways.count) % regions.count].code
    let implementation = "\(region)-\(pathways[number % pathways.count].id.string)"
    try add(
      "plan_item/\(region)-punkt-\(number)", in: "region/\(region)",
      [
        ("title", .string("\(text.compound().capitalized) \(number)")),
        ("implementation", .string(implementation)), ("kind", code(["gap", "mal", "aktivitet"])),
        ("level", "regional"), ("text", number == 7 ? .string(PageText.rare) : note()),
        ("due", day()),
        ("state", unit([("state", code(["planerad", "klar"])), ("state_date", day())])),
      ])
  }

  private func unit(_ members: [(String, Value)]) -> Value {
    .object(members.map { (Text($0), $1) })
  }

  private mutating func code(_ codes: [String]) -> Value { .string(text.one(of: codes)) }
  private mutating func day() -> Value { .string(text.day()) }
  private mutating func note() -> Value { .string(text.paragraphs(bytes: Self.noteBytes)) }

  private mutating func add(
    _ path: String, in scope: String, _ cells: [(String, Value)]
  ) throws {
    guard let name = RecordName(path: path), let scope = Scope(scope) else {
      throw PageBench.Failure.unknown(path)
    }
    let writes = try cells.map { cell, value in
      guard let cell = CellName(Text(cell)) else { throw PageBench.Failure.unknown(cell) }
      return Change.Write(cell, value)
    }
    let owner = scope.owner ?? "national"
    records.append(
      Record(
        key: RecordKey(scope, name),
        author: owner == "national" ? PageNetwork.national : PageNetwork.author(of: owner),
        change: Change(record: name, writes: writes)))
  }
}
