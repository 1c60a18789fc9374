import SyncCore
import SyncStore
import SyncWire

/// The records that DESIGN section 12 measures with: ten fields, about 330 bytes of JSON each.
struct Workload {
  let author: Author
  /// Who writes beside the author, in the same scope.
  let other: Author
  let scope: Scope
  let type: RecordType
  let recordCount: Int
  static let changesPerChangeset = 500

  /// Nil only if a name below breaks its grammar.
  init?(recordCount: Int) {
    guard let author = Author("14-vgr"), let other = Author("08-kalmar"),
      let scope = Scope("region/14"), let name = TypeName("implementation"),
      let source = FieldName("pathway")
    else { return nil }
    self.author = author
    self.other = other
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
    var text = SwedishText(number)
    return [
      .string("pathway-\(number % 900)"), .string(number % 3 == 0 ? "infort" : "pagar"),
      .string("2026-0\(1 + number % 9)-1\(number % 10)"), .string(text.words(4)),
      .string("Enhet \(number % 77)"), .string("anna.berg\(number % 50)@example.org"),
      .integer(Int64(number % 5_000)), .integer(Int64(number % 40)), .boolean(number % 2 == 0),
      .string(text.words(7) + "."),
    ]
  }

  /// What the single-field change of a place writes.
  func changedText(_ place: Int) -> String {
    var text = SwedishText(-1 - place)
    return text.words(4)
  }

  /// Changesets that write every record once.
  func creation(key: SigningKey) throws -> [Changeset] {
    try sealed(by: author, after: nil, key: key, count: recordCount) { number in
      guard let id = RecordID(id(number)) else { return nil }
      let writes = zip(type.fields, values(number)).map { field, value in
        Change.Write(CellName(field.name), value)
      }
      return Change(record: RecordName(type.name, id), writes: writes)
    }
  }

  /// The same for the catalogue's own type of that name, as far as it has the columns.
  func catalogueCreation(key: SigningKey) throws -> [Changeset] {
    let cells = [
      ("pathway", 0), ("adopted_version", 4), ("next_review", 2), ("note", 9), ("responsible", 5),
      ("patient_group", 3), ("to_introduce", 3), ("to_stop", 9),
    ].compactMap { name, place in FieldName(name).map { (CellName($0), place) } }
    return try sealed(by: author, after: nil, key: key, count: recordCount) { number in
      guard let id = RecordID(id(number)) else { return nil }
      let values = values(number)
      return Change(
        record: RecordName(type.name, id),
        writes: cells.map { Change.Write($0.0, values[$0.1]) })
    }
  }

  /// The numbers of the records that single-field changes touch: spread over all, each once.
  func touched(_ count: Int) -> [Int] {
    (0..<count).map { ($0 * 7_919) % recordCount }
  }

  /// Single-field changes of many records, naming what they replace.
  func changes(_ count: Int) -> [Change] {
    let touched = touched(count)
    return (0..<count).compactMap { place in
      change(of: touched[place], field: 3, text: changedText(place))
    }
  }

  /// What another author does without having seen them: half of it to the same records, and half
  /// of that to the same field.
  func concurrentChanges(_ count: Int) -> [Change] {
    let touched = touched(2 * count)
    return (0..<count).compactMap { place in
      change(
        of: touched[place + count / 2], field: place < count / 4 ? 3 : 9,
        text: changedText(place + count))
    }
  }

  /// A change of one field, which names the record's creation as replaced where it was seen.
  func change(of number: Int, field: Int, text: String, seen isSeen: Bool = true) -> Change? {
    guard let id = RecordID(id(number)) else { return nil }
    let cell = CellName(type.fields[field].name)
    let seen = Dot(author, Int64(number / Self.changesPerChangeset + 1))
    return Change(
      record: RecordName(type.name, id), writes: [Change.Write(cell, .string(text))],
      replaces: isSeen ? [Change.Replacement(cell, [seen])] : [])
  }

  /// What a person wants of one field, on the basis of what is live then.
  func edit(of number: Int, field: Int) -> (key: RecordKey, assignment: Edit.Assignment)? {
    guard let id = RecordID(id(number)) else { return nil }
    let text = Value.string(changedText(number + field))
    return (
      RecordKey(scope, RecordName(type.name, id)),
      Edit.Assignment(CellName(type.fields[field].name), text)
    )
  }

  /// The single-field changes as bare lines of id, field and value: what there is to say at least.
  func bareLines(_ count: Int) -> [[UInt8]] {
    touched(count).enumerated().map { place, number in
      let line = "[\"\(id(number))\",\"local_text\",\"\(changedText(place))\"]"
      return Array(line.utf8)
    }
  }

  /// The changes as signed changesets behind a head.
  func sealed(
    _ changes: [Change], by author: Author, after head: Head?, key: SigningKey
  ) throws -> [Changeset] {
    try sealed(by: author, after: head, key: key, count: changes.count) { changes[$0] }
  }

  private func sealed(
    by author: Author, after head: Head?, key: SigningKey, count: Int, _ change: (Int) -> Change?
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
