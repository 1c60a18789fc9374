/// Standard base64 with padding (RFC 4648, section 4), in its one canonical spelling.
public enum Base64 {
  /// The text of some bytes.
  public static func encode(_ bytes: some Collection<UInt8>) -> String {
    var characters: [UInt8] = []
    characters.reserveCapacity((bytes.count + 2) / 3 * 4)
    var bits: UInt32 = 0
    var width = 0
    for byte in bytes {
      bits = bits << 8 | UInt32(byte)
      width += 8
      while width >= 6 {
        width -= 6
        characters.append(alphabet[Int(bits >> UInt32(width) & 63)])
      }
    }
    if width > 0 { characters.append(alphabet[Int(bits << UInt32(6 - width) & 63)]) }
    while characters.count % 4 != 0 { characters.append(padding) }
    return String(decoding: characters, as: UTF8.self)
  }

  /// The bytes that a text stands for; nil unless `encode` would write exactly this text, so
  /// missing padding, other alphabets, white space and stray bits at the end are refused.
  public static func decode(_ text: some StringProtocol) -> [UInt8]? {
    let characters = Array(text.utf8)
    guard characters.count % 4 == 0 else { return nil }
    let paddings = characters.suffix(2).reduce(0) { $0 + ($1 == padding ? 1 : 0) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(characters.count / 4 * 3)
    var bits: UInt32 = 0
    var width = 0
    for character in characters.dropLast(paddings) {
      guard let value = value(of: character) else { return nil }
      bits = bits << 6 | UInt32(value)
      width += 6
      if width >= 8 {
        width -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(width)))
      }
    }
    guard encode(bytes).utf8.elementsEqual(characters) else { return nil }
    return bytes
  }

  private static let padding = UInt8(ascii: "=")
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  private static func value(of character: UInt8) -> UInt8? {
    switch character {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): character - UInt8(ascii: "A")
    case UInt8(ascii: "a")...UInt8(ascii: "z"): character - UInt8(ascii: "a") + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0") + 52
    case .plus: 62
    case .slash: 63
    default: nil
    }
  }
}
