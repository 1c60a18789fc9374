public import SyncCore

/// The signed part of a changeset: who wrote, where it stands in the log, and what body it has.
public struct Header: Hashable, Sendable {
  /// Who signed; an incarnation signs with the key of its name.
  public let author: Author
  /// Where it writes; every dot in the body is one of this scope.
  public let scope: Scope
  /// The position in the author's log of the scope, from 1 without gaps.
  public let sequence: Int64
  /// The format of the body; 1 is the one this program reads.
  public let format: Int64
  /// The writer's schema version, for information only.
  public let schema: Int64?
  /// The SHA-256 of the canonical body.
  public let body: ContentHash
  /// The hash of the header before it in the log. Invariant: nil exactly at sequence 1.
  public let previous: ContentHash?
  /// The instant that the writing process claims.
  public let time: Timestamp
  /// The canonical bytes, keys unknown here included: what is signed and hashed.
  public let bytes: [UInt8]
  /// The SHA-256 of `bytes`.
  public let hash: ContentHash

  /// The name of the write.
  public var dot: Dot { Dot(author, sequence) }

  /// The log it belongs to.
  public var log: LogName { LogName(scope, author) }

  /// The head that the log has once this changeset is its last.
  public var head: Head { Head(sequence: sequence, hash: hash) }

  public static func == (left: Self, right: Self) -> Bool {
    left.bytes == right.bytes
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(hash)
  }
}
