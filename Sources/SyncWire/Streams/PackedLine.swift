import CZlib
import SyncCore

/// A changeset's line as a log keeps it: packed where that makes it smaller, exact in any case.
///
/// A packed line is byte 1, the length of the line in four bytes (the highest first), and the line
/// as a zlib stream (RFC 1950), whose checksum covers every byte. A line that packing would not
/// shorten stands as it is; it begins with `{`, so the two cannot be taken for each other.
public enum PackedLine {
  private static let mark: UInt8 = 1
  private static let prefixBytes = 5
  /// Fast rather than small: the next level takes an eighth longer and saves a twentieth.
  private static let level: Int32 = 1

  /// The bytes to keep of a line.
  public static func pack(_ line: [UInt8]) -> [UInt8] {
    guard line.first == .openBrace, line.count <= Limits.changesetBytes else { return line }
    let bound = Int(compressBound(UInt(line.count)))
    let packed = [UInt8](unsafeUninitializedCapacity: prefixBytes + bound) { output, count in
      var length = UInt(bound)
      let code = line.withUnsafeBufferPointer { input in
        compress2(
          output.baseAddress.map { $0 + prefixBytes }, &length, input.baseAddress,
          UInt(input.count), level)
      }
      guard code == Z_OK else { return }
      output[0] = mark
      for index in 1..<prefixBytes {
        output[index] = UInt8(truncatingIfNeeded: line.count >> ((prefixBytes - 1 - index) * 8))
      }
      count = prefixBytes + Int(length)
    }
    return packed.isEmpty || packed.count >= line.count ? line : packed
  }

  /// The line that was kept; nil where the bytes are damaged or say to be over the limit.
  public static func unpack(_ bytes: [UInt8]) -> [UInt8]? {
    guard bytes.first == mark else { return bytes }
    guard bytes.count > prefixBytes else { return nil }
    let lineBytes = bytes[1..<prefixBytes].reduce(0) { $0 << 8 | Int($1) }
    guard lineBytes <= Limits.changesetBytes else { return nil }
    var isWhole = false
    let line = [UInt8](unsafeUninitializedCapacity: lineBytes) { output, count in
      var length = UInt(lineBytes)
      var taken = UInt(bytes.count - prefixBytes)
      let code = bytes.withUnsafeBufferPointer { input in
        uncompress2(
          output.baseAddress, &length, input.baseAddress.map { $0 + prefixBytes }, &taken)
      }
      isWhole =
        code == Z_OK && Int(length) == lineBytes && Int(taken) == bytes.count - prefixBytes
      count = isWhole ? lineBytes : 0
    }
    return isWhole ? line : nil
  }
}
