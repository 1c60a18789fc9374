public import SyncCore

/// What a changeset says: its changes, and who says why.
public struct Body: Hashable, Sendable {
  /// Invariant: each record at most once; in the order of the line.
  public let changes: [Change]
  /// Why, in the words of the person.
  public let message: Text?
  /// The person that the writing process names: a claim, not proof.
  public let person: Text?
  /// 16 random bytes, so that nobody can guess an erased value from the body's hash; nil once a
  /// value was erased, for the salt goes with it.
  public let salt: [UInt8]?
  /// The values of earlier changesets that are to go. Invariant: empty beside changes, and in
  /// every format but `Limits.erasingFormat`.
  public let erases: [Erasure]

  /// The length of the salt, in bytes.
  public static let saltBytes = 16
}
