import CZlib

/// Packs a stream as one gzip member (RFC 1952), chunk by chunk.
///
/// The same bytes in the same chunks give the same file: the header names no file and no time.
/// Not for use by two tasks at once.
public final class Deflater {
  /// The largest piece of output: 64 KiB.
  public static let pieceBytes = 65_536

  // zlib keeps the address of the stream, so it needs a place of its own.
  private let stream: UnsafeMutablePointer<z_stream>
  private var piece = [UInt8](repeating: 0, count: pieceBytes)

  /// - Parameter level: from 1, fast, to 9, small. 7 packs changes of single fields a fourteenth
  ///   smaller than 6 in 1.4 times its time; 8 and 9 gain a hundredth more in three times that.
  /// - Throws: `.library` if zlib has no memory or knows no such level.
  public init(level: Int = 7) throws(GzipError) {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    // 16 asks for the gzip wrapper, 8 is zlib's own default for its memory.
    let code = deflateInit2_(
      stream, Int32(clamping: level), Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY,
      ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    // The object is whole by now, so its end, which frees the stream, comes after a throw too.
    guard code == Z_OK else { throw .library(code: code) }
  }

  deinit {
    deflateEnd(stream)
    stream.deallocate()
  }

  /// Packs the next chunk and hands out what is ready, piece by piece; often nothing is.
  ///
  /// - Throws: `GzipError.library`, or what `emit` throws; the stream cannot be continued.
  public func deflate(_ chunk: [UInt8], emit: ([UInt8]) throws -> Void) throws {
    try run(chunk, flush: Z_NO_FLUSH, emit: emit)
  }

  /// Ends the stream and hands out the rest; call it once, last.
  public func finish(emit: ([UInt8]) throws -> Void) throws {
    try run([], flush: Z_FINISH, emit: emit)
  }

  /// Packs a chunk, until zlib has no more output for now.
  private func run(_ chunk: [UInt8], flush: Int32, emit: ([UInt8]) throws -> Void) throws {
    try stream.feed(chunk) {
      repeat {
        let code = piece.withUnsafeMutableBufferPointer { output in
          stream.pointee.next_out = output.baseAddress
          stream.pointee.avail_out = UInt32(output.count)
          return CZlib.deflate(stream, flush)
        }
        guard code == Z_OK || code == Z_STREAM_END || code == Z_BUF_ERROR else {
          throw GzipError.library(code: code)
        }
        let count = piece.count - Int(stream.pointee.avail_out)
        if count > 0 { try emit(Array(piece[..<count])) }
      } while stream.pointee.avail_out == 0
    }
  }
}
