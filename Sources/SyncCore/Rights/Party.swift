/// A region or the national source, as its file in Peers says.
public struct Party: Hashable, Sendable {
  /// `national`, or the two-digit county code.
  public let name: String
  /// What people call it, such as `Västra Götalandsregionen`.
  public let title: String
  public let healthcareRegion: String?
  public let authors: [Registration]
  /// The scopes that this party is sent.
  public let receives: [Scope]
  /// Where it is reached: `http` and `folder`.
  public let endpoints: [String: String]

  public init(
    name: String, title: String, healthcareRegion: String?, authors: [Registration],
    receives: [Scope], endpoints: [String: String]
  ) {
    self.name = name
    self.title = title
    self.healthcareRegion = healthcareRegion
    self.authors = authors
    self.receives = receives
    self.endpoints = endpoints
  }

  /// Whether this party may hold what stands in a scope.
  ///
  /// `region/NN/internal` is for replicas of party NN alone, whatever a file says.
  public func mayReceive(_ scope: Scope) -> Bool {
    if scope.owner == name { return true }
    return !scope.isInternal && receives.contains { $0.contains(scope) }
  }
}

/// An author's entry in Peers: its key, what it may write, and where its logs end.
public struct Registration: Hashable, Sendable {
  public let author: Author
  /// The raw Ed25519 public key, 32 bytes.
  public let key: [UInt8]
  /// Prefixes of scope paths, in whole parts.
  public let writes: [Scope]
  public let pins: [Scope: Head]

  public init(author: Author, key: [UInt8], writes: [Scope], pins: [Scope: Head] = [:]) {
    self.author = author
    self.key = key
    self.writes = writes
    self.pins = pins
  }

  /// Whether one of the rights covers a scope, in whole parts of its path.
  public func mayWrite(_ scope: Scope) -> Bool {
    writes.contains { $0.contains(scope) }
  }
}
