public import SyncCore

/// JSON that a person or another program wrote: Peers, settings and imports, never changesets.
///
/// White space, any order of keys and any escape are taken. A key that stands twice is refused, as
/// are a byte order mark, U+0000, halves of surrogate pairs and bytes that are not UTF-8.
public enum RelaxedJSON {
  /// How many arrays and objects may stand around a value.
  public static let nestingLimit = 32

  /// Reads a whole document.
  ///
  /// A number that a `Value` cannot hold (a fraction, an exponent, an integer outside ±(2^53−1))
  /// becomes the text of its digits, so that a key nobody asked for does no harm; `-0` becomes 0.
  ///
  /// - Throws: `Malformed` with the offset of the first fault.
  public static func read(_ bytes: [UInt8]) throws(Malformed) -> Value {
    try bytes.withUnsafeBufferPointer { (buffer) throws(Malformed) in
      var scanner = JSONScanner(buffer, form: .relaxed, nestingLimit: nestingLimit)
      try scanner.begin()
      let value = try scanner.value()
      try scanner.end()
      return value
    }
  }
}
