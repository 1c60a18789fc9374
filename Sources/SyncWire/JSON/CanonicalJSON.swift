public import SyncCore

/// JSON in the one form that a value has on the wire: RFC 8785, restricted to texts, booleans,
/// null, integers within ±(2^53−1), arrays and objects (DESIGN section 6).
public enum CanonicalJSON {
  /// How many arrays and objects may stand around a value in a whole line: the five of a
  /// changeset (line, body, changes, change, `set`) and `Limits.nesting` inside a cell's value.
  public static let nestingLimit = 5 + Limits.nesting

  /// Reads a document that must be canonical byte for byte, with nothing before or after it.
  ///
  /// - Throws: `Malformed` with the offset of the first fault; depth and the length of texts are
  ///   bounded by `nestingLimit` and `Limits.textBytes`.
  public static func read(_ bytes: [UInt8]) throws(Malformed) -> Value {
    try bytes.withUnsafeBufferPointer { (buffer) throws(Malformed) in
      var scanner = JSONScanner(buffer, form: .canonical, nestingLimit: nestingLimit)
      try scanner.begin()
      let value = try scanner.value()
      try scanner.end()
      return value
    }
  }

  /// The canonical bytes of a value.
  ///
  /// What no reader would take (U+0000, an integer out of range, too deep a nesting) is written as
  /// it stands: `read` is the judge, and every writer of changesets reads its own result.
  public static func write(_ value: Value) -> [UInt8] {
    var bytes: [UInt8] = []
    append(value, to: &bytes)
    return bytes
  }

  /// Writes a value behind what is already there.
  public static func append(_ value: Value, to bytes: inout [UInt8]) {
    switch value {
    case .null: bytes.append(contentsOf: "null".utf8)
    case .boolean(let flag): bytes.append(contentsOf: (flag ? "true" : "false").utf8)
    case .integer(let number): append(number, to: &bytes)
    case .text(let text): append(text, to: &bytes)
    case .array(let elements):
      appendList(elements, "[", "]", to: &bytes) { append($0, to: &$1) }
    case .object(let members):
      appendList(members.entries, "{", "}", to: &bytes) { member, bytes in
        append(member.key, to: &bytes)
        bytes.append(.colon)
        append(member.value, to: &bytes)
      }
    }
  }

  /// Writes a text as a JSON string, with the escapes that RFC 8785 (3.2.2.2) asks for, no others.
  public static func append(_ text: Text, to bytes: inout [UInt8]) {
    append(text.string, to: &bytes)
  }

  /// Writes an integer in decimal digits.
  public static func append(_ number: Int64, to bytes: inout [UInt8]) {
    if number < 0 { bytes.append(.minus) }
    let start = bytes.count
    var rest = number.magnitude
    repeat {
      bytes.append(.zero + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    } while rest > 0
    bytes[start...].reverse()
  }

  /// Writes a string as a JSON string.
  static func append(_ string: String, to bytes: inout [UInt8]) {
    var string = string
    string.withUTF8 { append(utf8: $0, to: &bytes) }
  }

  /// Writes the bytes of a text as a JSON string. That they are UTF-8 is the caller's to know.
  public static func append(utf8: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
    bytes.append(.quote)
    var start = 0
    for index in 0..<utf8.count where needsEscape(utf8[index]) {
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start..<index]))
      appendEscape(of: utf8[index], to: &bytes)
      start = index + 1
    }
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start...]))
    bytes.append(.quote)
  }

  @inline(__always) private static func needsEscape(_ byte: UInt8) -> Bool {
    byte < .space || byte == .quote || byte == .backslash
  }

  /// Writes elements between two brackets, with commas.
  static func appendList<Elements: Sequence>(
    _ elements: Elements, _ open: Unicode.Scalar, _ close: Unicode.Scalar,
    to bytes: inout [UInt8], each: (Elements.Element, inout [UInt8]) -> Void
  ) {
    bytes.append(UInt8(ascii: open))
    var isFirst = true
    for element in elements {
      if !isFirst { bytes.append(.comma) }
      isFirst = false
      each(element, &bytes)
    }
    bytes.append(UInt8(ascii: close))
  }

  private static func appendEscape(of byte: UInt8, to bytes: inout [UInt8]) {
    bytes.append(.backslash)
    switch byte {
    case .quote, .backslash: bytes.append(byte)
    case 0x08: bytes.append(UInt8(ascii: "b"))
    case .tab: bytes.append(UInt8(ascii: "t"))
    case .lineFeed: bytes.append(UInt8(ascii: "n"))
    case 0x0C: bytes.append(UInt8(ascii: "f"))
    case .carriageReturn: bytes.append(UInt8(ascii: "r"))
    default:
      bytes.append(contentsOf: "u00".utf8)
      bytes.append(hexadecimalDigits[Int(byte >> 4)])
      bytes.append(hexadecimalDigits[Int(byte & 15)])
    }
  }
}
