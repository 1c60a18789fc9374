/// A short ASCII name with a fixed grammar, checked when it is made.
///
/// ASCII text has one form only, so `String`'s own equality, order and hash are those of the bytes.
public protocol Identifier: Hashable, Comparable, Sendable, CustomStringConvertible {
  var string: String { get }

  /// Nil if `string` does not have this kind of name's grammar.
  init?(_ string: String)
}

extension Identifier {
  public var description: String { string }

  /// The name as it stands in JSON.
  public var text: Text { Text(string) }

  public static func < (left: Self, right: Self) -> Bool {
    left.string < right.string
  }
}

/// The grammars of DESIGN section 6, as tests over bytes.
enum Grammar {
  /// `[a-z0-9][a-z0-9_-]{0,63}`: authors, types, fields and parts of scopes.
  static func isWord(_ bytes: some Collection<UInt8>) -> Bool {
    guard let first = bytes.first, isLowerOrDigit(first), bytes.count <= 64 else { return false }
    return bytes.allSatisfy {
      isLowerOrDigit($0) || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-")
    }
  }

  // A subtraction that wraps puts every byte outside the range above its length.

  @inline(__always) static func isLowerOrDigit(_ byte: UInt8) -> Bool {
    isDigit(byte) || byte &- UInt8(ascii: "a") < 26
  }

  @inline(__always) static func isDigit(_ byte: UInt8) -> Bool {
    byte &- UInt8(ascii: "0") < 10
  }

  @inline(__always) static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    isLowerOrDigit(byte) || byte &- UInt8(ascii: "A") < 26
  }

  /// Letters, digits and `._:~-`: what may stand in a record's id.
  @inline(__always) static func isInID(_ byte: UInt8) -> Bool {
    if isLetterOrDigit(byte) { return true }
    switch byte {
    case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: ":"), UInt8(ascii: "~"),
      UInt8(ascii: "-"):
      return true
    default: return false
    }
  }
}

/// The name of a record type, such as `pathway`.
public struct TypeName: Identifier {
  public let string: String

  public init?(_ string: String) {
    guard Grammar.isWord(string.utf8) else { return nil }
    self.string = string
  }
}

/// The name of a field or unit, such as `status_date`.
public struct FieldName: Identifier {
  public let string: String

  public init?(_ string: String) {
    guard Grammar.isWord(string.utf8) else { return nil }
    self.string = string
  }
}

/// A record's name within its scope and type: `[A-Za-z0-9][A-Za-z0-9._:~-]{0,199}`.
public struct RecordID: Identifier {
  public let string: String

  public init?(_ string: String) {
    let bytes = string.utf8
    guard let first = bytes.first, Grammar.isLetterOrDigit(first), bytes.count <= 200,
      bytes.allSatisfy(Grammar.isInID)
    else { return nil }
    self.string = string
  }
}
