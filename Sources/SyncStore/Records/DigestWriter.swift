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
    let key: Text
    /// The columns that hold the value; nil for a set, of which the members are cells.
    let source: Source?
  }

  /// Where a value lies in the row.
  private enum Source {
    case column(ColumnForm, place: Int32)
    /// A stretch of `members`.
    case unit(Range<Int>)
  }

  /// A member of a unit, with its key.
  private struct Member {
    let key: Text
    let form: ColumnForm
    let place: Int32
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
    let key: Text
  }

  /// Bytes of `texts`. Counting references to an array for each cell took half of a digest's time,
  /// so nothing that is touched for each holds one.
  private typealias Text = Range<Int>

  private let plan: TypePlan
  private let words: Words
  /// By word.
  private var declared: [Declared?] = []
  /// The members of each unit in the order of their keys.
  private var members: [Member] = []
  private var texts: [UInt8] = []
  private let ending: [UInt8]
  private var dots: [DotKey] = []
  private var entries: [Entry] = []
  /// The dots that the last row was the first to name, of those remembered.
  private(set) var newDots: [Dot] = []
  /// How many of `texts` are those of the type; behind them are those of dots.
  private var typeTextCount = 0

  /// The columns of a row begin behind scope, id and metadata.
  private static let firstColumn = 3
  /// How many dots are remembered: rows that follow each other name the same few.
  private static let dotLimit = 512

  init(_ plan: TypePlan, in session: Session) throws {
    self.plan = plan
    words = try session.withWords { $0 }
    ending = Array(",\"type\":\"\(plan.type.name.string)\"}".utf8)
    let fields = plan.type.fields.sorted { $0.name.text.precedesAsKey($1.name.text) }
    for (rank, field) in fields.enumerated() {
      let word = Int(words.number(ofField: field.name.string))
      guard word > 0 else { continue }
      while declared.count <= word { declared.append(nil) }
      let key = add(field.name.text, before: ":{")
      let source = plan.field(of: CellName(field.name)).map { field, place in
        self.source(of: field, place: Self.firstColumn + place)
      }
      declared[word] = Declared(rank: rank, key: key, source: source)
    }
    typeTextCount = texts.count
  }

  /// Remembers a text as a JSON string, with what follows it.
  private mutating func add(_ text: SyncCore.Text, before rest: String) -> Text {
    let start = texts.count
    CanonicalJSON.append(text, to: &texts)
    texts += Array(rest.utf8)
    return start..<texts.count
  }

  private mutating func source(of field: Field, place: Int) -> Source {
    switch field.shape {
    case .plain(let kind), .set(let kind):
      return .column(ColumnForm(kind), place: Int32(place))
    case .unit(let columns):
      let start = members.count
      let sorted = columns.enumerated().sorted {
        $0.element.name.text.precedesAsKey($1.element.name.text)
      }
      for (offset, column) in sorted {
        members.append(
          Member(
            key: add(column.name.text, before: ":"), form: ColumnForm(column.kind),
            place: Int32(place + offset)))
      }
      return .unit(start..<members.count)
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
    if !newDots.isEmpty { newDots.removeAll(keepingCapacity: true) }
    if dots.count > Self.dotLimit { forgetDots() }
    var isDeclared = true
    var isSorted = true
    var last = -1
    while let group = try reader.group() {
      guard group.author != 0 else { return false }
      let dot = try place(of: group)
      for _ in 0..<group.count {
        let cell = try reader.cell()
        let rank = cell.rest == nil ? self[cell.word]?.rank : nil
        isDeclared = isDeclared && rank != nil
        isSorted = isSorted && last < rank ?? 0
        last = rank ?? 0
        entries.append(Entry(cell: cell, dot: dot, rank: last))
      }
    }
    if !isDeclared {
      try sortByName(in: reader)
    } else if !isSorted {
      entries.sort { $0.rank < $1.rank }
    }
    return !entries.isEmpty
  }

  /// Makes every dot a new one.
  mutating func forgetDots() {
    dots.removeAll(keepingCapacity: true)
    texts.removeLast(texts.count - typeTextCount)
  }

  private subscript(word: Int64) -> Declared? {
    word > 0 && word < declared.count ? declared[Int(word)] : nil
  }

  /// The place of a dot in `dots`. The last ones are looked at first.
  private mutating func place(of group: MetadataReader.Group) throws -> Int {
    var index = dots.count - 1
    while index >= 0 {
      if dots[index].sequence == group.sequence, dots[index].author == group.author {
        return index
      }
      index -= 1
    }
    let dot = Dot(try words.author(group.author), group.sequence)
    dots.append(
      DotKey(author: group.author, sequence: group.sequence, key: add(dot.text, before: ":")))
    newDots.append(dot)
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
      append(declared.key, to: &bytes)
    } else {
      let name = try reader.name(of: entry.cell, words: words)
      isMember = name.isMember && plan.field(of: name) != nil
      CanonicalJSON.append(name.text, to: &bytes)
      bytes.append(contentsOf: ":{".utf8)
    }
    append(dots[entry.dot].key, to: &bytes)
    if let kept = entry.cell.kept {
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: reader.bytes[kept]))
    } else if let source = declared?.source {
      append(source, row, to: &bytes)
    } else {
      bytes.append(contentsOf: (isMember ? "true" : "null").utf8)
    }
    bytes.append(UInt8(ascii: "}"))
  }

  private func append(_ text: Text, to bytes: inout [UInt8]) {
    texts.withUnsafeBufferPointer {
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: $0[text]))
    }
  }

  /// Writes what the columns of a cell show.
  private func append(_ source: Source, _ row: Statement, to bytes: inout [UInt8]) {
    switch source {
    case .column(let form, let place): row.append(place, as: form, to: &bytes)
    case .unit(let range):
      var separator = UInt8(ascii: "{")
      for index in range where !row.isNull(members[index].place) {
        bytes.append(separator)
        separator = UInt8(ascii: ",")
        append(members[index].key, to: &bytes)
        row.append(members[index].place, as: members[index].form, to: &bytes)
      }
      if separator == UInt8(ascii: "{") { bytes.append(separator) }
      bytes.append(UInt8(ascii: "}"))
    }
  }
}

extension Statement {
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
