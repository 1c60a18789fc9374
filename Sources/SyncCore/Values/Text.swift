/// A piece of Unicode text that is compared, ordered and hashed by its UTF-8 bytes.
///
/// `String` calls two texts equal when they are canonically equivalent (`é` in one code point or
/// in two). Replicas must agree byte for byte, so nothing in syncd compares `String`s from outside.
public struct Text: Hashable, Comparable, Sendable, CustomStringConvertible {
  public let string: String

  public init(_ string: String) {
    self.string = string
  }

  public var description: String { string }

  public var sizeBytes: Int { string.utf8.count }

  public static func == (left: Self, right: Self) -> Bool {
    left.string.utf8.elementsEqual(right.string.utf8)
  }

  public static func < (left: Self, right: Self) -> Bool {
    left.string.utf8.lexicographicallyPrecedes(right.string.utf8)
  }

  public func hash(into hasher: inout Hasher) {
    var copy = string
    copy.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    hasher.combine(0xFF as UInt8)
  }

  /// Whether this text stands before `other` as a JSON key: by UTF-16 code units (RFC 8785, 3.2.3).
  ///
  /// The order differs from that of bytes only where one text has a code point above U+FFFF.
  public func precedesAsKey(_ other: Text) -> Bool {
    string.utf16.lexicographicallyPrecedes(other.string.utf16)
  }
}

extension Text: ExpressibleByStringLiteral {
  public init(stringLiteral value: String) {
    self.init(value)
  }
}
