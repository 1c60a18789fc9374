public import SyncCore

/// Reads the lines of settled records without making a value of anything.
///
/// A line that differs from the one before only in its id and values, as most do, is compared with
/// it between them. Whatever is out of the ordinary (several values of a cell, nested values, any
/// fault) is left to `SnapshotLineReader`, and what is read here means what that one says of it.
public struct SettledRecordReader {
  /// The last line, where its writes were new, and what of it stands before each value, before
  /// the id, and at the end.
  private var model: [UInt8] = []
  private var gaps: [Range<Int>] = []
  private var writes: SettledWrites?
  /// How each of the last writes' cells and dots stand in `model`.
  private var places: [Place] = []

  private struct Place {
    let cell: Range<Int>
    let dot: Range<Int>
  }

  /// What has been read of a line that is not like the model.
  private struct Parts {
    var cells: [CellName] = []
    var dots: [Dot] = []
    var places: [Place] = []
    var gaps: [Range<Int>] = []
    /// Where the last value ended.
    var end = 0
  }

  /// A record, its `cells`, a cell and an object in it; what nests deeper is out of the ordinary.
  private static let nestingLimit = 4

  public init() {}

  /// - Parameters:
  ///   - line: without its line feed.
  ///   - values: gets what the cells hold, behind what is there.
  /// - Returns: nil where the line is not that of a settled record whose values are plain, or
  ///   objects of plain ones; nothing else is said of it then.
  public mutating func read(
    _ line: UnsafeBufferPointer<UInt8>, into values: inout SettledRecord.Values
  ) -> SettledRecord? {
    let count = (values.contents.count, values.members.count)
    if let record = try? readLikeModel(line, &values) { return record }
    values.removeAll(after: count)
    if let record = try? readAnew(line, &values) { return record }
    values.removeAll(after: count)
    return nil
  }

  /// The text of escaped bytes; nil where they are none.
  public static func unescaped(
    _ range: Range<Int>, of line: UnsafeBufferPointer<UInt8>
  ) -> Text? {
    let scanner = JSONScanner(line, form: .canonical, nestingLimit: nestingLimit)
    let raw = JSONScanner.RawString(
      start: range.lowerBound, end: range.upperBound, hasEscape: true, isASCII: false)
    return try? scanner.text(of: raw)
  }

  // MARK: Like the model

  private func readLikeModel(
    _ line: UnsafeBufferPointer<UInt8>, _ values: inout SettledRecord.Values
  ) throws(Malformed) -> SettledRecord? {
    guard let writes else { return nil }
    var scanner = JSONScanner(line, form: .canonical, nestingLimit: Self.nestingLimit)
    let first = values.contents.count
    for index in writes.cells.indices {
      guard pass(gaps[index], &scanner), let content = try Self.content(&scanner, &values)
      else { return nil }
      values.contents.append(content)
    }
    guard pass(gaps[gaps.count - 2], &scanner), let id = try Self.id(&scanner),
      pass(gaps[gaps.count - 1], &scanner), scanner.isAtEnd
    else { return nil }
    return SettledRecord(
      writes: writes, id: id.id, idBytes: id.bytes, contents: first..<values.contents.count)
  }

  /// Passes bytes that have to be those of the model; false where they are not.
  private func pass(_ gap: Range<Int>, _ scanner: inout JSONScanner) -> Bool {
    let start = scanner.position
    guard isKnown(gap, in: scanner.bytes, at: start) else { return false }
    scanner.position = start + gap.count
    return true
  }

  private func isKnown(
    _ part: Range<Int>, in line: UnsafeBufferPointer<UInt8>, at start: Int
  ) -> Bool {
    guard start + part.count <= line.count else { return false }
    return model.withUnsafeBufferPointer {
      UnsafeBufferPointer(rebasing: $0[part])
        .hasSameBytes(as: UnsafeBufferPointer(rebasing: line[start..<start + part.count]))
    }
  }

  // MARK: Anew

  private mutating func readAnew(
    _ line: UnsafeBufferPointer<UInt8>, _ values: inout SettledRecord.Values
  ) throws(Malformed) -> SettledRecord? {
    var scanner = JSONScanner(line, form: .canonical, nestingLimit: Self.nestingLimit)
    let first = values.contents.count
    var parts = Parts()
    try scanner.begin()
    var keys = try scanner.openObject()
    guard let key = try scanner.nextKey(&keys), "cells" ~= key,
      try readCells(&scanner, &parts, &values), let key = try scanner.nextKey(&keys), "id" ~= key
    else { return nil }
    parts.gaps.append(parts.end..<scanner.position)
    guard let id = try Self.id(&scanner) else { return nil }
    parts.gaps.append(scanner.position..<line.count)
    guard let key = try scanner.nextKey(&keys), "type" ~= key else { return nil }
    let raw = try scanner.rawString()
    guard !raw.hasEscape, let type = TypeName(Self.string(raw.range, of: line)),
      try scanner.nextKey(&keys) == nil
    else { return nil }
    try scanner.end()
    let writes = SettledWrites(type, parts.cells, parts.dots)
    self.writes = writes
    model.removeAll(keepingCapacity: true)
    model += line
    (places, gaps) = (parts.places, parts.gaps)
    return SettledRecord(
      writes: writes, id: id.id, idBytes: id.bytes, contents: first..<values.contents.count)
  }

  private func readCells(
    _ scanner: inout JSONScanner, _ parts: inout Parts, _ values: inout SettledRecord.Values
  ) throws(Malformed) -> Bool {
    var keys = try scanner.openObject()
    while let key = try scanner.nextKey(&keys) {
      guard let cell = cell(key, at: parts.cells.count) else { return false }
      var dotKeys = try scanner.openObject()
      guard let dotKey = try scanner.nextKey(&dotKeys),
        let dot = dot(dotKey, parts, in: scanner.bytes)
      else { return false }
      parts.gaps.append(parts.end..<scanner.position)
      guard let content = try Self.content(&scanner, &values) else { return false }
      parts.end = scanner.position
      guard try scanner.nextKey(&dotKeys) == nil else { return false }
      values.contents.append(content)
      parts.cells.append(cell)
      parts.dots.append(dot)
      parts.places.append(Place(cell: key.raw.range, dot: dotKey.raw.range))
    }
    return !parts.cells.isEmpty
  }

  /// Nil where the key is no cell's, or says whether the record exists.
  private func cell(_ key: JSONScanner.Key, at index: Int) -> CellName? {
    if let writes, index < places.count, places[index].cell.count == key.bytes.count,
      isKnown(places[index].cell, in: key.bytes, at: 0)
    {
      return writes.cells[index]
    }
    guard !key.raw.hasEscape,
      let cell = CellName(Text(String(decoding: key.bytes, as: UTF8.self))), cell != .exists
    else { return nil }
    return cell
  }

  /// Nil where the key is no dot.
  private func dot(
    _ key: JSONScanner.Key, _ parts: Parts, in line: UnsafeBufferPointer<UInt8>
  ) -> Dot? {
    let index = parts.cells.count
    if let last = parts.places.last,
      UnsafeBufferPointer(rebasing: line[last.dot]).hasSameBytes(as: key.bytes)
    {
      return parts.dots[index - 1]
    }
    if let writes, index < places.count, places[index].dot.count == key.bytes.count,
      isKnown(places[index].dot, in: key.bytes, at: 0)
    {
      return writes.dots[index]
    }
    return key.raw.hasEscape ? nil : Dot(String(decoding: key.bytes, as: UTF8.self))
  }

  // MARK: Values

  private static func string(_ range: Range<Int>, of line: UnsafeBufferPointer<UInt8>) -> String {
    String(decoding: line[range], as: UTF8.self)
  }

  private static func id(
    _ scanner: inout JSONScanner
  ) throws(Malformed) -> (id: RecordID, bytes: Range<Int>)? {
    let raw = try scanner.rawString()
    guard !raw.hasEscape, let id = RecordID(string(raw.range, of: scanner.bytes)) else {
      return nil
    }
    return (id, raw.range)
  }

  /// Nil where the value is out of the ordinary.
  private static func content(
    _ scanner: inout JSONScanner, _ values: inout SettledRecord.Values
  ) throws(Malformed) -> SettledRecord.Content? {
    guard scanner.byte == .openBrace else { return try plain(&scanner) }
    let first = values.members.count
    var keys = try scanner.openObject()
    while let key = try scanner.nextKey(&keys) {
      guard !key.raw.hasEscape, let content = try plain(&scanner) else { return nil }
      values.members.append(SettledRecord.Member(key: key.raw.range, content: content))
    }
    return .object(first..<values.members.count)
  }

  private static func plain(
    _ scanner: inout JSONScanner
  ) throws(Malformed) -> SettledRecord.Content? {
    switch scanner.byte {
    case .quote:
      let raw = try scanner.rawString()
      guard !raw.hasEscape else {
        _ = try scanner.text(of: raw)
        return .escaped(raw.range)
      }
      guard raw.range.count <= Limits.textBytes else { return nil }
      guard raw.isASCII || isUTF8(scanner.bytes[raw.range]) else { return nil }
      return .text(raw.range)
    case .openBrace, .openBracket: return nil
    default:
      switch try scanner.value() {
      case .integer(let number): return .integer(number)
      case .boolean(let flag): return .boolean(flag)
      case .null: return .null
      case .text, .array, .object: return nil
      }
    }
  }

  private static func isUTF8(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    (try? UTF8Span(validating: UnsafeBufferPointer(rebasing: bytes).span)) != nil
  }
}

extension JSONScanner.RawString {
  fileprivate var range: Range<Int> { start..<end }
}
