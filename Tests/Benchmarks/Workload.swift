import SyncCore
import SyncStore
import SyncWire

/// The records that DESIGN section 12 measures with: ten fields, about 330 bytes of JSON each.
struct Workload {
  let author: Author
  let scope: Scope
  let type: RecordType
  let recordCount: Int
  static let changesPerChangeset = 500

  /// Nil only if a name below breaks its grammar.
  init?(recordCount: Int) {
    guard let author = Author("14-vgr"), let scope = Scope("region/14"),
      let name = TypeName("implementation"), let source = FieldName("pathway")
    else { return nil }
    self.author = author
    self.scope = scope
    self.recordCount = recordCount
    let fields = Self.columns.compactMap { column, kind in
      FieldName(column).map { Field($0, column, .plain(kind), help: column) }
    }
    type = RecordType(
      name, "Införande", summary: "A region's work with a pathway.", home: .region,
      identity: .regional(source), fields: fields)
  }

  private static let columns: [(String, FieldKind)] = [
    ("pathway", .text), ("status", .text), ("status_date", .date), ("local_text", .text),
    ("unit", .text), ("contact", .text), ("patients", .integer), ("staff", .integer),
    ("is_pilot", .boolean), ("note", .longText),
  ]

  var schema: Schema { Schema(version: 1, types: [type]) }

  func id(_ number: Int) -> String { "14-pathway-\(number)" }

  /// The values of a record, in the order of the columns.
  func values(_ number: Int) -> [Value] {
    [
      .string("pathway-\(number % 900)"), .string(number % 3 == 0 ? "infort" : "pagar"),
      .string("2026-0\(1 + number % 9)-1\(number % 10)"),
      .string("Införs stegvis i primärvården \(number)"), .string("Enhet \(number % 77)"),
      .string("anna.berg\(number % 50)@example.org"), .integer(Int64(number % 5_000)),
      .integer(Int64(number % 40)), .boolean(number % 2 == 0),
      .string("Beslut i samordningsrådet, punkt \(number % 200); uppföljning i höst."),
    ]
  }

  /// Changesets that write every record once.
  func creation(key: SigningKey) throws -> [Changeset] {
    try sealed(after: nil, key: key, count: recordCount) { number in
      guard let id = RecordID(id(number)) else { return nil }
      let writes = zip(type.fields, values(number)).map { field, value in
        Change.Write(CellName(field.name), value)
      }
      return Change(record: RecordName(type.name, id), writes: writes)
    }
  }

  /// The numbers of the records that single-field changes touch: spread over all, each once.
  func touched(_ count: Int) -> [Int] {
    (0..<count).map { ($0 * 7_919) % recordCount }
  }

  /// Changesets that each change one field of many records, naming what they replace.
  func changes(_ count: Int, after head: Head?, key: SigningKey) throws -> [Changeset] {
    let touched = touched(count)
    return try sealed(after: head, key: key, count: count) { place in
      guard let id = RecordID(id(touched[place])) else { return nil }
      let cell = CellName(type.fields[3].name)
      let seen = Dot(author, Int64(touched[place] / Self.changesPerChangeset + 1))
      return Change(
        record: RecordName(type.name, id),
        writes: [Change.Write(cell, .string("Ändrat till nummer \(place)"))],
        replaces: [Change.Replacement(cell, [seen])])
    }
  }

  private func sealed(
    after head: Head?, key: SigningKey, count: Int, _ change: (Int) -> Change?
  ) throws -> [Changeset] {
    var head = head
    var changesets: [Changeset] = []
    for start in stride(from: 0, to: count, by: Self.changesPerChangeset) {
      let end = min(start + Self.changesPerChangeset, count)
      let draft = Draft(
        log: LogName(scope, author), after: head, time: Timestamp(milliseconds: 1_781_863_200_000),
        schema: 1, changes: (start..<end).compactMap(change), message: nil, person: "bench",
        salt: Array(repeating: 1, count: Body.saltBytes))
      let changeset = try draft.sealed(with: key)
      head = changeset.header.head
      changesets.append(changeset)
    }
    return changesets
  }
}
