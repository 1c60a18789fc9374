import SyncCore
import SyncWire

/// What the table row of a record does not say: which write each of its cells comes from.
struct Metadata: Equatable {
  /// One live cell.
  struct Entry: Equatable {
    let cell: CellName
    /// The write, or nil where the cell has several siblings (they stand in their own table).
    let dot: Dot?
    /// The value, where the row's columns cannot give it back exactly.
    let kept: Value?
  }

  var entries: [Entry]
}

/// The compact form of `Metadata`, about two bytes a cell.
///
/// Blob = version, then groups of cells that share a dot, ordered by dot:
/// author word, sequence, number of cells, cells. Author word 0 stands for "several siblings" and
/// has sequence 0. A cell is a tag `delta << 2 | kept << 1 | named`, where delta is its field's
/// word less the one before in the group (zigzag). `named` adds the rest of the name: the
/// member of a set, or the whole name where the word is 0. `kept` adds the value in canonical JSON.
/// All numbers are unsigned LEB128; texts and values are preceded by their length in bytes.
enum MetadataCoding {
  static let version: UInt8 = 1

  static func encode(_ metadata: Metadata, words: inout Words) throws -> [UInt8] {
    var bytes = [version]
    for (dot, cells) in groups(of: metadata) {
      append(dot == nil ? 0 : UInt64(try words.number(ofAuthor: dot)), to: &bytes)
      append(UInt64(dot?.sequence ?? 0), to: &bytes)
      append(UInt64(cells.count), to: &bytes)
      var previous: Int64 = 0
      for entry in cells {
        let word = words.number(ofField: entry.cell.field)
        appendCell(entry, word: word, after: previous, to: &bytes)
        previous = word
      }
    }
    return bytes
  }

  /// The entries by dot, "several" first, each group by name. Most records are of one changeset.
  private static func groups(
    of metadata: Metadata
  ) -> [(dot: Dot?, cells: ArraySlice<Metadata.Entry>)] {
    guard let first = metadata.entries.first else { return [] }
    if metadata.entries.allSatisfy({ $0.dot == first.dot }) {
      return [(first.dot, metadata.entries[...])]
    }
    let sorted = metadata.entries.sorted { left, right in
      if left.dot == right.dot { return left.cell < right.cell }
      guard let first = left.dot, let second = right.dot else { return left.dot == nil }
      return first < second
    }
    return sorted.chunked { $0.dot == $1.dot }.map { ($0.first?.dot, $0) }
  }

  private static func appendCell(
    _ entry: Metadata.Entry, word: Int64, after previous: Int64, to bytes: inout [UInt8]
  ) {
    let delta = word - previous
    let zigzag = UInt64(bitPattern: (delta << 1) ^ (delta >> 63))
    let rest = word == 0 ? entry.cell.text : entry.cell.member
    let tag = zigzag << 2 | (entry.kept == nil ? 0 : 2) | (rest == nil ? 0 : 1)
    append(tag, to: &bytes)
    if let rest { append(Array(rest.string.utf8), to: &bytes) }
    if let kept = entry.kept { append(CanonicalJSON.write(kept), to: &bytes) }
  }

  private static func append(_ number: UInt64, to bytes: inout [UInt8]) {
    var rest = number
    while rest >= 0x80 {
      bytes.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  private static func append(_ part: [UInt8], to bytes: inout [UInt8]) {
    append(UInt64(part.count), to: &bytes)
    bytes += part
  }

  /// - Throws: `StoreError` with code `database_damaged` if the bytes are not of this form.
  static func decode(_ bytes: [UInt8], words: Words) throws -> Metadata {
    var reader = MetadataReader(bytes: bytes)
    guard try reader.byte() == version else { throw MetadataReader.damaged }
    var entries: [Metadata.Entry] = []
    while !reader.isAtEnd {
      let author = try reader.number()
      let sequence = try reader.number()
      let count = try reader.number()
      guard author != 0 || sequence == 0 else { throw MetadataReader.damaged }
      let dot = author == 0 ? nil : Dot(try words.author(Int64(author)), Int64(sequence))
      var word: Int64 = 0
      for _ in 0..<count {
        entries.append(try reader.entry(dot: dot, word: &word, words: words))
      }
    }
    return Metadata(entries: entries)
  }
}

extension Array {
  /// The elements in runs of which neighbours belong together.
  fileprivate func chunked(_ belong: (Element, Element) -> Bool) -> [ArraySlice<Element>] {
    var runs: [ArraySlice<Element>] = []
    var start = startIndex
    for index in indices.dropFirst() where !belong(self[index - 1], self[index]) {
      runs.append(self[start..<index])
      start = index
    }
    return isEmpty ? runs : runs + [self[start...]]
  }
}

/// Reads the parts of a metadata blob, never past its end.
private struct MetadataReader {
  let bytes: [UInt8]
  var position = 0

  static let damaged = StoreError(
    .databaseDamaged, "A record's metadata blob is damaged. Nothing was changed.",
    hint: "Run `syncd verify` to see which records are affected.")

  var isAtEnd: Bool { position == bytes.count }

  mutating func byte() throws -> UInt8 {
    guard position < bytes.count else { throw Self.damaged }
    defer { position += 1 }
    return bytes[position]
  }

  mutating func number() throws -> UInt64 {
    var number: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 63, by: 7) {
      let byte = try byte()
      number |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return number }
    }
    throw Self.damaged
  }

  mutating func part() throws -> [UInt8] {
    let count = try number()
    guard count <= UInt64(bytes.count - position) else { throw Self.damaged }
    defer { position += Int(count) }
    return Array(bytes[position..<position + Int(count)])
  }

  private mutating func value() throws -> Value {
    let bytes = try part()
    do {
      return try CanonicalJSON.read(bytes)
    } catch {
      throw Self.damaged
    }
  }

  mutating func entry(dot: Dot?, word: inout Int64, words: Words) throws -> Metadata.Entry {
    let tag = try number()
    let zigzag = tag >> 2
    // Damaged bytes may add up to anything; no word has such a number then.
    word &+= Int64(zigzag >> 1) ^ -Int64(zigzag & 1)
    let rest = tag & 1 == 0 ? nil : Text(String(decoding: try part(), as: UTF8.self))
    let kept = tag & 2 == 0 ? nil : try value()
    guard dot != nil || kept == nil else { throw Self.damaged }
    return Metadata.Entry(cell: try words.cell(word, rest: rest), dot: dot, kept: kept)
  }
}
