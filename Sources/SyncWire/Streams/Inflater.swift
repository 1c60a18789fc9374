import CZlib

/// Unpacks a gzip stream (RFC 1952), chunk by chunk, several members one after the other.
///
/// Output comes in pieces of at most `pieceBytes`, so a small file that unpacks to a huge one
/// takes no more memory than any other. Not for use by two tasks at once.
public final class Inflater {
  /// The largest piece of output: 64 KiB.
  public static let pieceBytes = 65_536

  // zlib keeps the address of the stream, so it needs a place of its own.
  private let stream: UnsafeMutablePointer<z_stream>
  private var piece = [UInt8](repeating: 0, count: pieceBytes)
  private var state = State.empty

  private enum State {
    case empty, insideMember, betweenMembers
  }

  /// Whether a file that begins with these bytes is gzip.
  public static func isGzip(_ firstBytes: some Collection<UInt8>) -> Bool {
    firstBytes.starts(with: [0x1F, 0x8B])
  }

  /// - Throws: `.library` if zlib has no memory.
  public init() throws(GzipError) {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    // 16 asks for the gzip wrapper and nothing else.
    let code = inflateInit2_(
      stream, MAX_WBITS + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    // The object is whole by now, so its end, which frees the stream, comes after a throw too.
    guard code == Z_OK else { throw .library(code: code) }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  /// Unpacks the next chunk and hands out what it gives, piece by piece.
  ///
  /// - Throws: `GzipError.damaged` or `.library`, or what `emit` throws. Pieces already handed out
  ///   stay good; the stream cannot be continued.
  public func inflate(_ chunk: [UInt8], emit: ([UInt8]) throws -> Void) throws {
    try stream.feed(chunk) { while try step(emit: emit) {} }
  }

  /// Ends the stream.
  ///
  /// - Throws: `.truncated` unless at least one member has come and the last one is whole.
  public func finish() throws(GzipError) {
    guard case .betweenMembers = state else { throw .truncated }
  }

  /// Unpacks one piece; says whether there may be more in the chunk.
  private func step(emit: ([UInt8]) throws -> Void) throws -> Bool {
    if case .insideMember = state {
    } else {
      guard stream.pointee.avail_in > 0 else { return false }
      // zlib judges the first two bytes together, and one stray byte is no torn member.
      guard stream.pointee.next_in?.pointee == 0x1F else { throw GzipError.damaged }
      if case .betweenMembers = state { try check(inflateReset(stream)) }
      state = .insideMember
    }
    let code = piece.withUnsafeMutableBufferPointer { output in
      stream.pointee.next_out = output.baseAddress
      stream.pointee.avail_out = UInt32(output.count)
      return CZlib.inflate(stream, Z_NO_FLUSH)
    }
    let count = piece.count - Int(stream.pointee.avail_out)
    if count > 0 { try emit(Array(piece[..<count])) }
    if code == Z_STREAM_END {
      state = .betweenMembers
      return true
    }
    // Z_BUF_ERROR only says that nothing could be done: all input is used up.
    if code == Z_BUF_ERROR { return false }
    try check(code)
    return stream.pointee.avail_in > 0 || stream.pointee.avail_out == 0
  }

  /// Turns a return code of zlib into an error.
  private func check(_ code: Int32) throws(GzipError) {
    switch code {
    case Z_OK: return
    case Z_DATA_ERROR, Z_NEED_DICT: throw .damaged
    default: throw .library(code: code)
    }
  }
}
