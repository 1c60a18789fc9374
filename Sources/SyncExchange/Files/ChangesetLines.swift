import Foundation
import SyncWire

/// Reads a file of changesets line by line, packed or not, in bounded memory.
enum ChangesetLines {
  /// How a file ended.
  enum Ending: Hashable {
    /// With a line end, or with a last line that is whole without it.
    case whole
    /// Inside a line or a packed member; everything before it was handed out.
    case torn
    /// In zero bytes, which a copy under way has not filled yet, though the file may have its size
    /// and date already; everything before them was handed out.
    case unfilled
    /// In bytes that no packer writes; everything before them was handed out.
    case damaged
    /// After more bytes than were allowed; the lines that began before were handed out.
    case tooLarge
  }

  private static let chunkBytes = 262_144

  /// Hands out every line that is not blank.
  ///
  /// Whether the file is packed, its first bytes say.
  ///
  /// - Parameters:
  ///   - stopsAtZero: take a line with a zero byte for the unfilled part of a copy under way, and
  ///     end there.
  ///   - limitBytes: how many bytes are read, unpacked; a small packed file may give a huge one.
  /// - Throws: `SystemFailure`, `GzipError.library`, or what `each` throws.
  static func read(
    _ descriptor: Int32, stopsAtZero: Bool, limitBytes: Int = .max,
    each: (LineSplitter.Line) throws -> Void
  ) throws -> Ending {
    var splitter = LineSplitter()
    var restBytes = limitBytes
    func take(_ chunk: [UInt8]) throws {
      restBytes -= chunk.count
      guard restBytes >= 0 else { throw Overflow() }
      splitter.append(chunk)
      while let line = splitter.next() { try pass(line, stopsAtZero: stopsAtZero, to: each) }
    }
    /// Out of a part that is not filled yet anything may seem to unpack, so the last byte decides.
    func broken(_ ending: Ending, hasZero: Bool = false) throws -> Ending {
      let isUnfilled = try stopsAtZero && (hasZero || FileAccess.lastByte(descriptor) == 0)
      return isUnfilled ? .unfilled : ending
    }
    do {
      try readChunks(descriptor, each: take)
      guard let tail = splitter.finish(), !isBlank(tail) else { return .whole }
      guard case .line(let bytes, _) = tail else { return try broken(.torn) }
      guard (try? Changeset.decode(bytes)) != nil else {
        return try broken(.torn, hasZero: hasZero(bytes))
      }
      try each(tail)
      return .whole
    } catch GzipError.truncated {
      return try broken(.torn)
    } catch GzipError.damaged {
      return try broken(.damaged)
    } catch is Unfilled {
      return .unfilled
    } catch is Overflow {
      return .tooLarge
    }
  }

  private struct Overflow: Error {}

  /// A line with a zero byte: many programs give a copy its full size before they fill it.
  private struct Unfilled: Error {}

  private static func pass(
    _ line: LineSplitter.Line, stopsAtZero: Bool, to each: (LineSplitter.Line) throws -> Void
  ) throws {
    guard !isBlank(line) else { return }
    if stopsAtZero, case .line(let bytes, _) = line, hasZero(bytes) { throw Unfilled() }
    try each(line)
  }

  private static func hasZero(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBytes { buffer in
      guard let start = buffer.baseAddress else { return false }
      return memchr(start, 0, buffer.count) != nil
    }
  }

  private static func isBlank(_ line: LineSplitter.Line) -> Bool {
    guard case .line(let bytes, _) = line else { return false }
    return bytes.allSatisfy { " \t\r".utf8.contains($0) }
  }

  private static func readChunks(_ descriptor: Int32, each: ([UInt8]) throws -> Void) throws {
    var chunk = try FileAccess.read(descriptor, limitBytes: chunkBytes)
    // One byte says nothing yet; no pipe of ours writes less than the ten of a gzip header.
    guard Inflater.isGzip(chunk) else {
      while !chunk.isEmpty {
        try each(chunk)
        chunk = try FileAccess.read(descriptor, limitBytes: chunkBytes)
      }
      return
    }
    let inflater = try Inflater()
    while !chunk.isEmpty {
      try inflater.inflate(chunk, emit: each)
      chunk = try FileAccess.read(descriptor, limitBytes: chunkBytes)
    }
    try inflater.finish()
  }
}
