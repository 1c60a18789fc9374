/// How much a problem weighs where a person writes.
package enum Severity: String, Hashable, Sendable {
  /// The edit or import is refused before anything is signed.
  case refusal
  /// It is written, and `check` reports it.
  case warning
}

/// A number in a text that identifies a person, or may do so. It never holds the whole number.
package struct Finding: Hashable, Sendable {
  /// What the number looks like.
  package enum Kind: String, Hashable, Sendable {
    case personnummer
    /// The day of birth is written with 60 added.
    case samordningsnummer
    /// Ten digits with no separator: many other numbers look like this.
    case tenDigits
  }

  package let kind: Kind
  /// Where the number begins: the count of Unicode scalars before it, and one.
  package let position: Int
  /// The number with its last four digits replaced by asterisks.
  package let masked: String
  /// Where the last four digits stand in the text's UTF-8.
  let secretBytes: Range<Int>

  package var severity: Severity { kind == .tenDigits ? .warning : .refusal }

  /// Replaces the last four digits of this number by asterisks, in the UTF-8 of its text.
  func mask(in bytes: inout [UInt8]) {
    for index in secretBytes where bytes.indices.contains(index) {
      bytes[index] = UInt8(ascii: "*")
    }
  }
}
