/// The unit of rights and of partial replication: a path such as `region/14`.
public struct Scope: Identifier {
  public let string: String

  /// Nil unless every part between slashes is a word of 1–64 bytes; at most eight parts.
  public init?(_ string: String) {
    let parts = string.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    guard (1...Self.partsLimit).contains(parts.count), parts.allSatisfy(Grammar.isWord) else {
      return nil
    }
    self.string = string
  }

  /// How many parts a path may have.
  public static let partsLimit = 8

  public var parts: [Substring] { string.split(separator: "/") }

  /// Whether `scope` is this one or lies below it. Whole parts count: `region/1` has nothing to do
  /// with `region/14`.
  public func contains(_ scope: Scope) -> Bool {
    scope.string == string || scope.string.hasPrefix(string + "/")
  }

  /// The party whose scope this is: NN for `region/NN…`, `national` for `national/…`.
  public var owner: String? {
    if string == "national" || string.hasPrefix("national/") { return "national" }
    guard isRegional else { return nil }
    let rest = string.utf8.dropFirst("region/".utf8.count)
    return String(rest.prefix { $0 != UInt8(ascii: "/") })
  }

  /// Whether this is a region's scope: `region/NN` or below.
  var isRegional: Bool { string.hasPrefix("region/") }

  /// Whether this scope is only ever exchanged between replicas of its own party.
  public var isInternal: Bool {
    let parts = parts
    return parts.count > 2 && parts[0] == "region" && parts[2] == "internal"
  }
}
