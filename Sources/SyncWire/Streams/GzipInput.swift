import CZlib

extension UnsafeMutablePointer<z_stream> {
  /// zlib counts its input in 32 bits, so a longer chunk is given in parts of this many bytes.
  private static var partBytes: Int { 1 << 30 }

  /// Gives zlib a chunk as input, part by part, each for the time of one call of `body`.
  func feed(_ chunk: [UInt8], _ body: () throws -> Void) throws {
    try chunk.withUnsafeBufferPointer { bytes in
      defer { pointee.next_in = nil }
      var start = 0
      repeat {
        let part = bytes[start..<Swift.min(start + Self.partBytes, bytes.count)]
        let input = UnsafeBufferPointer(rebasing: part)
        pointee.next_in = UnsafeMutablePointer<UInt8>(mutating: input.baseAddress)
        pointee.avail_in = UInt32(input.count)
        try body()
        start += input.count
      } while start < bytes.count
    }
  }
}
