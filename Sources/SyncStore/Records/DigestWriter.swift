import SyncCore
import SyncWire

/// Writes the settled records of one type as their digest hashes them, straight from their rows:
/// the bytes that `RecordState.digest(of:)` would hash, without the state (DESIGN section 8).
///
/// Everything that many rows have in common is made once: the keys of declared cells, and the dots.
/// Not kept beyond one pass. Cost: the bytes of the row and its metadata.
struct DigestWriter {
  /// A cell that the blob may name by a number.
  private struct Declared {
    /// Its place among the declared ones in the order of RFC 8785 (3.2.3).
    let rank: Int
    /// The name as a key, with what opens its object: `"note":{`.
    let key: [UInt8]
    /// The columns that hold the value; nil for a set, of which the members are cells.
    let source: Source?
  }

  /// Where a value lies in the row.
  fileprivate enum Source {
    case column(ColumnForm, place: Int32)
    /// The members in the order of their keys, each with its key.
    case unit([(key: [UInt8], form: ColumnForm, place: Int32)])
  }

  /// One cell of a row, and the place of its dot in `dots`.
  private struct Entry {
    let cell: MetadataReader.Cell
    let dot: Int
    /// What the row's entries are sorted by: a declared cell's rank.
    let rank: Int
  }

  /// A write's dot as a key, with its colon.
  private struct DotKey {
    let author: Int64
    let sequence: Int64
    let bytes: [UInt8]
  }

  private let plan: TypePlan
  private let words: Words
  /// By word.
  private var declared: [Declared?] = []
  private let ending: [UInt8]
  private var dots: [DotKey] = []
  private var entries: [Entry] = []

  /// The columns of a row begin behind scope, id and metadata.
  private static let firstColumn = 3
  /// How many dots are remembered: rows that follow each other name the same few.
  private static let dotLimit = 512

  init(_ plan: TypePlan, in session: Session) throws {
    self.plan = plan
    words = try session.withWords { $0 }
    ending = Array(",\"type\":\"\(plan.type.name.string)\"}".utf8)
    for (rank, field) in Self.inKeyOrder(plan.type.fields).enumerated() {
      let word = Int(words.number(ofField: field.name.string))
      guard word > 0 else { continue }
      while declared.count <= word { declared.append(nil) }
      var key: [UInt8] = []
      CanonicalJSON.append(field.name.text, to: &key)
      let place = plan.field(of: CellName(field.name))?.firstColumn
      declared[word] = Declared(
        rank: rank, key: key + Array(":{".utf8),
        source: place.map { Self.source(of: field, place: $0) })
    }
  }

  private static func inKeyOrder(_ fields: [Field]) -> [Field] {
    fields.sorted { $0.name.text.precedesAsKey($1.name.text) }
  }

  private static func source(of field: Field, place: Int) -> Source {
    switch field.shape {
    case .plain(let kind), .set(let kind):
      return .column(ColumnForm(kind), place: Int32(firstColumn + place))
    case .unit(let members):
      let columns = members.enumerated().map { offset, member in
        (member.name.text, ColumnForm(member.kind), Int32(firstColumn + place + offset))
      }
      let sorted = columns.sorted { $0.0.precedesAsKey($1.0) }
      return .unit(
        sorted.map { name, form, place in
          var key: [UInt8] = []
          CanonicalJSON.append(name, to: &key)
          return (key + Array(":".utf8), form, place)
        })
    }
  }

  /// Writes the record of a row behind what is already there.
  ///
  /// - Returns: false, with nothing written, where the row does not say all of the record: a cell
  ///   has several values.
  /// - Throws: `database_damaged` where the blob is.
  mutating func append(_ row: Statement, to bytes: inout [UInt8]) throws -> Bool {
    try row.withBytes(2) { blob in
      var reader = try MetadataReader(blob)
      guard try readEntries(from: &reader) else { return false }
      bytes.append(contentsOf: "{\"cells\":{".utf8)
      for index in entries.indices {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        try append(entries[index], of: reader, row, to: &bytes)
      }
      bytes.append(contentsOf: "},\"id\":".utf8)
      row.append(1, as: .text, to: &bytes)
      bytes.append(contentsOf: ending)
      return true
    }
  }

  // MARK: Reading the metadata

  /// Reads the cells in the order of their keys; false where one has several values or none has
  /// any.
  private mutating func readEntries(from reader: inout MetadataReader) throws -> Bool {
    entries.removeAll(keepingCapacity: true)
    if dots.count > Self.dotLimit { dots.removeAll(keepingCapacity: true) }
    var isDeclared = true
    var isSorted = true
    while let group = try reader.group() {
      guard group.author != 0 else { return false }
      let dot = try place(of: group)
      for _ in 0..<group.count {
        let cell = try reader.cell()
        let rank = cell.rest == nil ? self[cell.word]?.rank : nil
        isDeclared = isDeclared && rank != nil
        let entry = Entry(cell: cell, dot: dot, rank: rank ?? 0)
        isSorted = isSorted && entries.last.map { $0.rank < entry.rank } ?? true
        entries.append(entry)
      }
    }
    if !isDeclared {
      try sortByName(in: reader)
    } else if !isSorted {
      entries.sort { $0.rank < $1.rank }
    }
    return !entries.isEmpty
  }

  private subscript(word: Int64) -> Declared? {
    word > 0 && word < declared.count ? declared[Int(word)] : nil
  }

  /// The place of a dot in `dots`. The last ones are looked at first.
  private mutating func place(of group: MetadataReader.Group) throws -> Int {
    let known = dots.lastIndex {
      $0.sequence == group.sequence && $0.author == group.author
    }
    if let known { return known }
    var bytes: [UInt8] = []
    CanonicalJSON.append(Dot(try words.author(group.author), group.sequence).text, to: &bytes)
    dots.append(
      DotKey(
        author: group.author, sequence: group.sequence, bytes: bytes + Array(":".utf8)))
    return dots.count - 1
  }

  /// Sorts cells of which some stand there with a name.
  private mutating func sortByName(in reader: MetadataReader) throws {
    let named = try entries.map { ($0, try reader.name(of: $0.cell, words: words).text) }
    entries = named.sorted { $0.1.precedesAsKey($1.1) }.map(\.0)
  }

  // MARK: Writing

  private func append(
    _ entry: Entry, of reader: MetadataReader, _ row: Statement, to bytes: inout [UInt8]
  ) throws {
    let declared = entry.cell.rest == nil ? self[entry.cell.word] : nil
    var isMember = false
    if let declared {
      bytes.append(contentsOf: declared.key)
    } else {
      let name = try reader.name(of: entry.cell, words: words)
      isMember = name.isMember && plan.field(of: name) != nil
      CanonicalJSON.append(name.text, to: &bytes)
      bytes.append(contentsOf: ":{".utf8)
    }
    bytes.append(contentsOf: dots[entry.dot].bytes)
    if let kept = entry.cell.kept {
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: reader.bytes[kept]))
    } else if let source = declared?.source {
      row.append(source, to: &bytes)
    } else {
      bytes.append(contentsOf: (isMember ? "true" : "null").utf8)
    }
    bytes.append(UInt8(ascii: "}"))
  }
}

extension Statement {
  /// Writes what the columns of a cell show.
  fileprivate func append(_ source: DigestWriter.Source, to bytes: inout [UInt8]) {
    switch source {
    case .column(let form, let place): append(place, as: form, to: &bytes)
    case .unit(let members):
      var separator = UInt8(ascii: "{")
      for member in members where !isNull(member.place) {
        bytes.append(separator)
        separator = UInt8(ascii: ",")
        bytes.append(contentsOf: member.key)
        append(member.place, as: member.form, to: &bytes)
      }
      if separator == UInt8(ascii: "{") { bytes.append(separator) }
      bytes.append(UInt8(ascii: "}"))
    }
  }

  /// Writes what a column shows as canonical JSON.
  fileprivate func append(_ column: Int32, as form: ColumnForm, to bytes: inout [UInt8]) {
    if isNull(column) { return bytes.append(contentsOf: "null".utf8) }
    switch form {
    case .integer: CanonicalJSON.append(integer(column), to: &bytes)
    case .boolean: bytes.append(contentsOf: (integer(column) != 0 ? "true" : "false").utf8)
    case .text: withBytes(column) { CanonicalJSON.append(utf8: $0, to: &bytes) }
    }
  }
}
