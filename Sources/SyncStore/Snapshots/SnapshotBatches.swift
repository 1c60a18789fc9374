import Glibc
import SyncCore
import SyncWire

/// Whole lines of a snapshot, one after the other, with what of them needs no table.
struct SnapshotBatch: Sendable {
  struct Line: Sendable {
    /// The line in the batch's bytes, without its line feed.
    let range: Range<Int>
    /// What a record adds to its scope's digest; nil for any other line.
    let recordHash: ContentHash?
    /// The record, where it is settled and plain: read, but not judged.
    let settled: SettledRecord?
  }

  let bytes: [UInt8]
  let lines: [Line]
  /// What the settled records hold.
  let values: SettledRecord.Values
}

/// Cuts a snapshot into batches and hashes it: each record, and all lines behind the first.
struct SnapshotBatches {
  enum Fault: Error {
    case lineTooLong, endsInsideLine
  }

  private let emit: (SnapshotBatch) throws -> Void
  private var pending: [UInt8] = []
  /// How far the pending bytes are known to hold no line feed.
  private var scanned = 0
  private var isFirst = true
  private var hasher = SHA256Hasher()
  private var reader = SettledRecordReader()

  /// How many bytes a batch has at least, but for the last one: 256 KiB.
  private static let batchBytes = 262_144
  /// How each record's line begins.
  private static let recordStart: StaticString = "{\"cells\":"

  init(emit: @escaping (SnapshotBatch) throws -> Void) {
    self.emit = emit
  }

  /// Takes the next bytes.
  ///
  /// - Throws: `Fault.lineTooLong`, or what `emit` throws.
  mutating func append(_ piece: [UInt8]) throws {
    pending += piece
    guard pending.count >= Self.batchBytes else { return }
    guard let last = pending[scanned...].lastIndex(of: UInt8(ascii: "\n")) else {
      scanned = pending.count
      guard pending.count <= SnapshotManifest.lineBytes else { throw Fault.lineTooLong }
      return
    }
    let rest = Array(pending[(last + 1)...])
    pending.removeSubrange((last + 1)...)
    try emitPending()
    pending = rest
    scanned = rest.count
  }

  /// Ends the snapshot.
  ///
  /// - Returns: the hash of the lines behind the first, each with its line feed.
  /// - Throws: `Fault.endsInsideLine`, or what `emit` throws.
  mutating func finish() throws -> ContentHash {
    if !pending.isEmpty {
      guard pending.last == UInt8(ascii: "\n") else { throw Fault.endsInsideLine }
      try emitPending()
    }
    return hasher.finish()
  }

  private mutating func emitPending() throws {
    let bytes = pending
    pending = []
    try emit(bytes.withUnsafeBufferPointer { try batch(of: $0, bytes) })
  }

  private mutating func batch(
    of text: UnsafeBufferPointer<UInt8>, _ bytes: [UInt8]
  ) throws -> SnapshotBatch {
    var lines: [SnapshotBatch.Line] = []
    var values = SettledRecord.Values()
    var start = 0
    while let end = Self.lineFeed(in: text, from: start) {
      let range = start..<end
      guard range.count <= SnapshotManifest.lineBytes else { throw Fault.lineTooLong }
      lines.append(line(UnsafeBufferPointer(rebasing: text[range]), at: range, &values))
      start = end + 1
      if isFirst {
        isFirst = false
      } else {
        hasher.update(UnsafeBufferPointer(rebasing: text[range.lowerBound..<start]))
      }
    }
    return SnapshotBatch(bytes: bytes, lines: lines, values: values)
  }

  private mutating func line(
    _ line: UnsafeBufferPointer<UInt8>, at range: Range<Int>,
    _ values: inout SettledRecord.Values
  ) -> SnapshotBatch.Line {
    guard Self.isRecord(line) else {
      return SnapshotBatch.Line(range: range, recordHash: nil, settled: nil)
    }
    return SnapshotBatch.Line(
      range: range, recordHash: .sha256(line), settled: reader.read(line, into: &values))
  }

  private static func lineFeed(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    guard start < bytes.count, let base = bytes.baseAddress,
      let found = memchr(base + start, 0x0A, bytes.count - start)
    else { return nil }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }

  private static func isRecord(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let start = line.baseAddress, line.count >= recordStart.utf8CodeUnitCount else {
      return false
    }
    return memcmp(start, recordStart.utf8Start, recordStart.utf8CodeUnitCount) == 0
  }
}
