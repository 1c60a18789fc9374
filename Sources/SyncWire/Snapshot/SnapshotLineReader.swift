import SyncCore

/// Reads the lines of a snapshot behind its manifest. They must be canonical, byte for byte.
///
/// A record is read straight from the scanner: nothing is made for a value but the value itself.
public struct SnapshotLineReader: Sendable {
  // The last dot's bytes: most cells of a record, and most records, come from one write.
  private var lastKey: [UInt8] = []
  private var lastDot: Dot?
  private var cells = RememberedCells()

  /// A line (1), a record's `cells` (2), a cell (3) and what may nest inside a value.
  private static let nestingLimit = 3 + Limits.nesting

  public init() {}

  /// - Throws: `SnapshotFault.malformed`.
  public mutating func read(_ line: [UInt8]) throws(SnapshotFault) -> SnapshotLine {
    do {
      return try line.withUnsafeBufferPointer { (bytes) throws(Malformed) in
        try read(bytes)
      } ?? .proof(Self.proof(line))
    } catch let fault as Malformed {
      throw .malformed(fault.message)
    } catch let fault as SnapshotFault {
      throw fault
    } catch {
      throw .malformed("\(error)")
    }
  }

  private static func proof(_ line: [UInt8]) throws(SnapshotFault) -> Changeset {
    do {
      let changeset = try Changeset.decode(line)
      guard changeset.line == line, changeset.withoutBody.line == line else {
        throw SnapshotFault.malformed("a proof of a fork holds more than a header")
      }
      return changeset
    } catch let refusal as Refusal {
      throw .malformed(refusal.message)
    } catch {
      throw .malformed("a proof of a fork holds more than a header")
    }
  }

  /// Nil where the line is a header: another reader knows these.
  private mutating func read(
    _ bytes: UnsafeBufferPointer<UInt8>
  ) throws(Malformed) -> SnapshotLine? {
    var scanner = JSONScanner(bytes, form: .canonical, nestingLimit: Self.nestingLimit)
    try scanner.begin()
    var keys = try scanner.openObject()
    guard let key = try scanner.nextKey(&keys) else {
      throw Malformed(.missingKey("cells"), at: 0)
    }
    let line: SnapshotLine
    switch key {
    case "cells":
      line = .record(try record(&scanner, &keys))
    case "scope":
      line = .scope(try scanner.named(.scope) { Scope($0) })
      try end(of: &keys, &scanner)
    case "early":
      line = try early(&scanner)
      try end(of: &keys, &scanner)
    case "times":
      line = .times(try times(&scanner))
      try end(of: &keys, &scanner)
    case "header": return nil
    default: throw Malformed(.unknownKey, at: key.offset)
    }
    try scanner.end()
    return line
  }

  private func end(
    of keys: inout JSONScanner.Keys, _ scanner: inout JSONScanner
  ) throws(Malformed) {
    if let key = try scanner.nextKey(&keys) { throw Malformed(.unknownKey, at: key.offset) }
  }

  // MARK: Records

  private mutating func record(
    _ scanner: inout JSONScanner, _ keys: inout JSONScanner.Keys
  ) throws(Malformed) -> SnapshotRecord {
    var parts = SnapshotRecordParts()
    try readCells(&scanner, into: &parts)
    guard let key = try scanner.nextKey(&keys), "id" ~= key else {
      throw Malformed(.missingKey("id"), at: scanner.position)
    }
    let id = try scanner.named(.id) { RecordID($0) }
    guard let key = try scanner.nextKey(&keys), "type" ~= key else {
      throw Malformed(.missingKey("type"), at: scanner.position)
    }
    let type = try scanner.named(.type) { TypeName($0) }
    try end(of: &keys, &scanner)
    return SnapshotRecord(
      name: RecordName(type, id), writes: parts.writes, dots: parts.dots,
      isSettled: parts.isSettled)
  }

  private mutating func readCells(
    _ scanner: inout JSONScanner, into parts: inout SnapshotRecordParts
  ) throws(Malformed) {
    let start = scanner.position
    var keys = try scanner.openObject()
    while let key = try scanner.nextKey(&keys) {
      let name = try cells.name(of: key, scanner)
      let first = parts.writes.count
      var dotKeys = try scanner.openObject()
      while let key = try scanner.nextKey(&dotKeys) {
        let dot = try dot(of: key, scanner)
        let offset = scanner.position
        let value = try scanner.value()
        guard name != .exists || Self.isExistence(value) else {
          throw Malformed(.invalidName(.dot), at: offset)
        }
        for other in parts.dots[first...] where other.author == dot.author {
          throw Malformed(.repeatedDot, at: key.offset)
        }
        parts.writes.append(Change.Write(name, value))
        parts.dots.append(dot)
      }
      guard parts.writes.count > first else { throw Malformed(.emptySet, at: start) }
      if parts.writes.count > first + 1 { parts.isSettled = false }
    }
    guard !parts.writes.isEmpty else { throw Malformed(.emptySet, at: start) }
  }

  /// A live restore is true; a live delete is an array of dots, each once, sorted.
  private static func isExistence(_ value: Value) -> Bool {
    guard case .array(let elements) = value else { return value == .boolean(true) }
    var previous: Text?
    for element in elements {
      guard let text = element.asText, Dot(text.string) != nil, previous.map({ $0 < text }) ?? true
      else { return false }
      previous = text
    }
    return true
  }

  private mutating func dot(
    of key: JSONScanner.Key, _ scanner: JSONScanner
  ) throws(Malformed) -> Dot {
    if let lastDot, key.bytes.elementsEqual(lastKey) { return lastDot }
    guard let dot = Dot(try scanner.text(of: key.raw).string) else {
      throw Malformed(.invalidName(.dot), at: key.offset)
    }
    lastKey = Array(key.bytes)
    lastDot = dot
    return dot
  }

  // MARK: The rest

  private func early(_ scanner: inout JSONScanner) throws(Malformed) -> SnapshotLine {
    let start = scanner.position
    var keys = try scanner.openObject()
    var (cell, dot, id, type): (CellName?, Dot?, RecordID?, TypeName?)
    while let key = try scanner.nextKey(&keys) {
      switch key {
      case "cell": cell = try scanner.named(.cell) { CellName(Text($0)) }
      case "dot": dot = try scanner.named(.dot) { Dot($0) }
      case "id": id = try scanner.named(.id) { RecordID($0) }
      case "type": type = try scanner.named(.type) { TypeName($0) }
      default: throw Malformed(.unknownKey, at: key.offset)
      }
    }
    guard let cell, let dot, let id, let type else {
      throw Malformed(.missingKey("cell, dot, id or type"), at: start)
    }
    return .early(RecordName(type, id), EarlyDot(cell, dot))
  }

  private func times(_ scanner: inout JSONScanner) throws(Malformed) -> [Dot: Timestamp] {
    var times: [Dot: Timestamp] = [:]
    var keys = try scanner.openObject()
    while let key = try scanner.nextKey(&keys) {
      guard let dot = Dot(try scanner.text(of: key.raw).string) else {
        throw Malformed(.invalidName(.dot), at: key.offset)
      }
      times[dot] = try scanner.named(.time) { Timestamp($0) }
    }
    return times
  }
}

/// What has been read of a record's cells.
private struct SnapshotRecordParts {
  var writes: [Change.Write] = []
  var dots: [Dot] = []
  var isSettled = true
}

/// The cell names met lately, by their bytes: records of a type name the same few cells.
///
/// Unlike `CellNames` it outlives a line, so it keeps copies of the bytes.
private struct RememberedCells: Sendable {
  private var entries: [(bytes: [UInt8], name: CellName)] = []
  private var next = 0
  private static let limit = 64

  mutating func name(
    of key: JSONScanner.Key, _ scanner: JSONScanner
  ) throws(Malformed) -> CellName {
    let bytes = key.bytes
    if next >= entries.count { next = 0 }
    if next < entries.count, Self.isSame(entries[next].bytes, bytes) {
      next += 1
      return entries[next - 1].name
    }
    if let index = entries.firstIndex(where: { Self.isSame($0.bytes, bytes) }) {
      next = index + 1
      return entries[index].name
    }
    guard let name = CellName(try scanner.text(of: key.raw)) else {
      throw Malformed(.invalidName(.cell), at: key.offset)
    }
    if entries.count < Self.limit { entries.append((Array(bytes), name)) }
    next = entries.count
    return name
  }

  private static func isSame(_ known: [UInt8], _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    known.withUnsafeBufferPointer { $0.hasSameBytes(as: bytes) }
  }
}
