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
    try bytes.withUnsafeBufferPointer { bytes in
      var reader = try MetadataReader(bytes)
      var entries: [Metadata.Entry] = []
      while let group = try reader.group() {
        let dot = group.author == 0 ? nil : Dot(try words.author(group.author), group.sequence)
        for _ in 0..<group.count {
          entries.append(try entry(of: reader.cell(), dot: dot, in: reader, words: words))
        }
      }
      return Metadata(entries: entries)
    }
  }

  private static func entry(
    of cell: MetadataReader.Cell, dot: Dot?, in reader: MetadataReader, words: Words
  ) throws -> Metadata.Entry {
    let kept = try cell.kept.map { part in
      do {
        return try CanonicalJSON.read(Array(reader.bytes[part]))
      } catch {
        throw MetadataReader.damaged
      }
    }
    guard dot != nil || kept == nil else { throw MetadataReader.damaged }
    return Metadata.Entry(cell: try reader.name(of: cell, words: words), dot: dot, kept: kept)
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
