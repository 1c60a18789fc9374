/// A JSON value as changesets carry it: no fractions, and integers only within ±(2^53−1).
///
/// The merge never looks inside; only schema rules, projection and people do. Two values are equal
/// exactly when their canonical JSON (RFC 8785) is equal byte for byte.
public enum Value: Hashable, Sendable {
  case null
  case boolean(Bool)
  case integer(Int64)
  case text(Text)
  case array([Value])
  case object(Members)

  /// The largest magnitude of an integer, 2^53−1: what every JSON reader holds exactly.
  public static let integerLimit: Int64 = 9_007_199_254_740_991

  /// The members of an object. Invariant: keys are unique and in canonical order (UTF-16 units).
  public struct Members: Hashable, Sendable {
    public let entries: [Member]

    /// Nil if a key stands twice; the order given does not matter.
    public init?(_ entries: [Member]) {
      let sorted = entries.sorted { $0.key.precedesAsKey($1.key) }
      for (left, right) in zip(sorted, sorted.dropFirst()) where left.key == right.key {
        return nil
      }
      self.entries = sorted
    }

    /// Of members that a reader has already seen to be unique and in canonical order.
    public init(canonical entries: [Member]) {
      self.entries = entries
    }

    public subscript(key: Text) -> Value? {
      entries.first { $0.key == key }?.value
    }
  }

  /// One key of an object with its value.
  public struct Member: Hashable, Sendable {
    public let key: Text
    public let value: Value

    public init(_ key: Text, _ value: Value) {
      self.key = key
      self.value = value
    }
  }

  /// What stands in place of a value that was erased: `{"erased":true}`.
  public static let erased = Value.object([("erased", .boolean(true))])

  /// An object of the pairs, sorted by key. A key that stands twice keeps its last value.
  public static func object(_ pairs: [(Text, Value)]) -> Value {
    var byKey: [Text: Value] = [:]
    for (key, value) in pairs { byKey[key] = value }
    let sorted = byKey.sorted { $0.key.precedesAsKey($1.key) }
    return .object(Members(canonical: sorted.map { Member($0.key, $0.value) }))
  }

  /// A text value of a string's exact bytes.
  public static func string(_ string: String) -> Value {
    .text(Text(string))
  }

  /// The text inside, or nil for a value of another JSON type.
  public var asText: Text? {
    if case .text(let text) = self { text } else { nil }
  }

  /// The value of `key`, or nil where this is no object or lacks the key.
  public subscript(key: Text) -> Value? {
    if case .object(let members) = self { members[key] } else { nil }
  }
}
