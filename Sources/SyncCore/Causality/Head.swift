/// The end of a log: its last sequence, and the hash of the header there.
public struct Head: Hashable, Sendable {
  public let sequence: Int64
  public let hash: ContentHash

  public init(sequence: Int64, hash: ContentHash) {
    self.sequence = sequence
    self.hash = hash
  }
}

/// What names a log: one author's changesets in one scope.
public struct LogName: Hashable, Comparable, Sendable, CustomStringConvertible {
  public let scope: Scope
  public let author: Author

  public init(_ scope: Scope, _ author: Author) {
    self.scope = scope
    self.author = author
  }

  public var description: String { "\(author) in \(scope)" }

  public static func < (left: Self, right: Self) -> Bool {
    (left.scope, left.author) < (right.scope, right.author)
  }
}

/// A version vector: the head of every log that holds at least one changeset.
public typealias Heads = [LogName: Head]
