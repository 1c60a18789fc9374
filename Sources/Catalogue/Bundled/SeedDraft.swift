import SyncCore

/// A record of the bundled catalogue while its columns are filled in.
struct SeedDraft {
  private let type: RecordType
  private let line: Int
  private var cells: [FieldName: ImportRow.Input] = [:]
  private var sets: [FieldName: Set<Text>] = [:]

  init(_ type: RecordType, line: Int) {
    self.type = type
    self.line = line
  }

  /// Fills a column; the empty text leaves it empty.
  mutating func fill(_ column: StaticString, _ text: String) {
    if !text.isEmpty { cells[.declared(column)] = .text(text) }
  }

  /// Adds a member to a set; the empty text adds none.
  mutating func add(_ member: String, to set: StaticString) {
    if !member.isEmpty { sets[.declared(set), default: []].insert(Text(member)) }
  }

  /// Says which lines of the dated source the facts come from.
  mutating func fillSource(lines: [String], text: String, doubts: [String]) {
    fill("source", "\(Self.source), rad \(lines.joined(separator: ", "))")
    fill("as_of", Self.sourceDate)
    fill("seed_text", text)
    fill("doubt", doubts.filter { !$0.isEmpty }.inFirstOrder().joined(separator: "\n"))
  }

  /// The finished record.
  func record(id: String, scope: Scope) throws(BundledCatalogue.Failure) -> ImportRecord {
    guard let recordID = RecordID(id), type.admits(recordID, in: scope) else {
      throw .misplaced(type.name, id: id, scope)
    }
    let row = ImportRow(
      type: type, id: recordID, scope: scope, cells: cells, sets: sets, basis: nil, line: line)
    do throws(ImportError) {
      return try ImportRecord(row, id: recordID)
    } catch {
      throw .row(type.name, error)
    }
  }

  /// The slides on regional knowledge management of Västra Götalandsregionen.
  static let source = "001_3e6d84299049e4fd.txt"
  static let sourceDate = "2023-05-22"
}
