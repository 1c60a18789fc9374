/// A SHA-256 hash: 32 bytes, kept as four words so that a value needs no allocation.
///
/// The words are big-endian: the first holds the first eight bytes.
public struct ContentHash: Hashable, Comparable, Sendable, CustomStringConvertible {
  public let words: (UInt64, UInt64, UInt64, UInt64)

  public init(words: (UInt64, UInt64, UInt64, UInt64)) {
    self.words = words
  }

  /// Nil unless there are exactly 32 bytes.
  public init?(bytes: some Collection<UInt8>) {
    guard bytes.count == 32 else { return nil }
    var words: [UInt64] = [0, 0, 0, 0]
    for (index, byte) in bytes.enumerated() {
      words[index / 8] = words[index / 8] << 8 | UInt64(byte)
    }
    self.words = (words[0], words[1], words[2], words[3])
  }

  /// Nil unless the text is `sha256:` and 64 lower-case hexadecimal digits.
  public init?(_ text: String) {
    let prefix = "sha256:"
    guard text.hasPrefix(prefix) else { return nil }
    self.init(hex: text.dropFirst(prefix.count))
  }

  /// Nil unless there are exactly 64 lower-case hexadecimal digits.
  public init?(hex: some StringProtocol) {
    let digits = Array(hex.utf8)
    guard digits.count == 64 else { return nil }
    var bytes: [UInt8] = []
    for index in stride(from: 0, to: 64, by: 2) {
      guard let high = Self.nibble(digits[index]), let low = Self.nibble(digits[index + 1]) else {
        return nil
      }
      bytes.append(high << 4 | low)
    }
    self.init(bytes: bytes)
  }

  public var bytes: [UInt8] {
    [words.0, words.1, words.2, words.3].flatMap { word in
      stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: word >> UInt64($0)) }
    }
  }

  /// 64 lower-case hexadecimal digits.
  public var hex: String {
    let digits = Array("0123456789abcdef".utf8)
    let characters = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return String(decoding: characters, as: UTF8.self)
  }

  /// As it stands on the wire: `sha256:` and 64 digits.
  public var description: String { "sha256:" + hex }

  /// The sum modulo 2^256: what makes a scope's digest independent of the order of its records.
  public static func &+ (left: Self, right: Self) -> Self {
    var carry: UInt64 = 0
    func add(_ one: UInt64, _ other: UInt64) -> UInt64 {
      let (partial, first) = one.addingReportingOverflow(other)
      let (sum, second) = partial.addingReportingOverflow(carry)
      carry = first || second ? 1 : 0
      return sum
    }
    let fourth = add(left.words.3, right.words.3)
    let third = add(left.words.2, right.words.2)
    let second = add(left.words.1, right.words.1)
    let first = add(left.words.0, right.words.0)
    return ContentHash(words: (first, second, third, fourth))
  }

  public static let zero = ContentHash(words: (0, 0, 0, 0))

  public static func == (left: Self, right: Self) -> Bool {
    left.words == right.words
  }

  public static func < (left: Self, right: Self) -> Bool {
    left.words < right.words
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(words.0)
    hasher.combine(words.1)
  }

  private static func nibble(_ digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    default: nil
    }
  }
}
