public import SyncCore

/// Cuts a stream of bytes into lines, however its chunks are cut.
///
/// Memory is bounded by one chunk and one line: what is longer than the limit is passed over to
/// its end and reported once. Take all lines with `next` before the next chunk is given.
public struct LineSplitter: Sendable {
  /// A line without its line feed.
  public enum Line: Hashable, Sendable {
    /// A line within the limit, empty ones and a carriage return at the end included, with the
    /// offset of its first byte in the stream.
    case line([UInt8], offset: Int)
    /// A line over the limit that began at this offset; its bytes are gone.
    case tooLong(offset: Int)
  }

  private let limitBytes: Int
  private var buffer: [UInt8] = []
  /// Where the line under way begins in the buffer.
  private var start = 0
  /// How far the buffer is known to hold no line feed.
  private var scanned = 0
  /// The offset of the buffer's first byte in the stream.
  private var bufferOffset = 0
  /// Where the line under way began, if it is already known to be too long.
  private var overlong: Int?

  /// - Parameter limitBytes: the longest line, without line feed and carriage return.
  public init(limitBytes: Int = Limits.changesetBytes) {
    self.limitBytes = limitBytes
  }

  /// Takes the next chunk of the stream.
  public mutating func append(_ chunk: some Collection<UInt8>) {
    bufferOffset += start
    scanned -= start
    buffer.removeSubrange(..<start)
    start = 0
    buffer.append(contentsOf: chunk)
  }

  /// The next whole line, or nil until another chunk comes.
  public mutating func next() -> Line? {
    guard let end = nextLineFeed() else {
      dropOverlong()
      return nil
    }
    let line = line(upTo: end)
    start = end + 1
    scanned = start
    return line
  }

  /// Ends the stream: the line that has no line feed, or nil if the last one had.
  ///
  /// In a file it is a torn tail: what a crash or a copy under way left.
  public mutating func finish() -> Line? {
    guard overlong != nil || start < buffer.count else { return nil }
    let line = line(upTo: buffer.count)
    start = buffer.count
    scanned = start
    return line
  }

  /// The place of the next line feed; no byte is searched twice.
  private mutating func nextLineFeed() -> Int? {
    let found = buffer.withUnsafeBufferPointer { bytes in
      bytes[scanned...].firstIndex(of: .lineFeed)
    }
    if found == nil { scanned = buffer.count }
    return found
  }

  /// The line under way, ended before `end`.
  private mutating func line(upTo end: Int) -> Line {
    if let offset = overlong {
      overlong = nil
      return .tooLong(offset: offset)
    }
    let hasReturn = end > start && buffer[end - 1] == .carriageReturn
    guard end - start - (hasReturn ? 1 : 0) <= limitBytes else {
      return .tooLong(offset: bufferOffset + start)
    }
    return .line(Array(buffer[start..<end]), offset: bufferOffset + start)
  }

  /// Forgets the bytes of a line that can no longer keep within the limit.
  private mutating func dropOverlong() {
    guard overlong != nil || buffer.count - start > limitBytes + 1 else { return }
    overlong = overlong ?? bufferOffset + start
    start = buffer.count
  }
}
