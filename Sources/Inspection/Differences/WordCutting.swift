/// Cuts text into words, runs of white space, and marks one by one.
///
/// A cut never falls inside a grapheme cluster: letters keep their accents, emoji their parts.
enum WordCutting {
  private enum Kind { case word, space, mark }

  /// The words of a part of the bytes, in order; together they are all of it. The part has to begin
  /// and end between grapheme clusters.
  static func all(of text: Range<Int>, in bytes: [UInt8]) -> [Range<Int>] {
    let isPlain = bytes[text].allSatisfy { $0 < 0x80 }
    let string = isPlain ? "" : String(decoding: bytes[text], as: UTF8.self)
    var words: [Range<Int>] = []
    var (start, position) = (text.lowerBound, text.lowerBound)
    var open = Kind.mark
    while position < text.upperBound {
      let (kind, sizeBytes) = character(at: position, of: text, in: bytes, string)
      if position > start, kind != open || kind == .mark {
        words.append(start..<position)
        start = position
      }
      open = kind
      position += sizeBytes
    }
    if position > start { words.append(start..<position) }
    return words
  }

  private static func character(
    at position: Int, of text: Range<Int>, in bytes: [UInt8], _ string: String
  ) -> (Kind, sizeBytes: Int) {
    let byte = bytes[position]
    let next = position + 1 < text.upperBound ? bytes[position + 1] : 0
    if byte < 0x80, standsAlone(next) { return (kind(of: byte), 1) }
    if byte == 0xC3, position + 2 >= text.upperBound || standsAlone(bytes[position + 2]) {
      return (next == 0x97 || next == 0xB7 ? .mark : .word, 2)
    }
    let index = string.utf8.index(string.startIndex, offsetBy: position - text.lowerBound)
    let after = string.index(after: index)
    let sizeBytes = string.utf8.distance(from: index, to: after)
    return (byte < 0x80 ? kind(of: byte) : kind(of: string.unicodeScalars[index]), sizeBytes)
  }

  /// Whether no cluster goes on into a scalar that begins so: ASCII, and `À` to `ÿ`, the letters of
  /// Swedish, for which the tables of Unicode need not be asked. (A line feed after a carriage
  /// return is white space after white space, and no cut.)
  private static func standsAlone(_ firstByte: UInt8) -> Bool {
    firstByte < 0x80 || firstByte == 0xC3
  }

  private static func kind(of byte: UInt8) -> Kind {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
      .word
    case 0x09...0x0D, 0x20: .space
    default: .mark
    }
  }

  private static func kind(of scalar: Unicode.Scalar) -> Kind {
    if scalar.properties.isWhitespace { return .space }
    return scalar.properties.isAlphabetic || scalar.properties.numericType != nil ? .word : .mark
  }

  /// Whether two words certainly meet at a place between two bytes: white space ends before it.
  static func meet(at position: Int, of text: Range<Int>, in bytes: [UInt8]) -> Bool {
    guard position > text.lowerBound, position < text.upperBound else { return true }
    let next = bytes[position]
    return kind(of: bytes[position - 1]) == .space && next < 0x80 && kind(of: next) != .space
  }
}
