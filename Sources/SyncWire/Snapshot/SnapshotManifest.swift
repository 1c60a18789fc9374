public import SyncCore

/// The first line of a snapshot: what it holds, signed by whoever made it.
///
/// The line is `{"signature":…,"snapshot":{…}}`; the signature covers `{"snapshot":{…}}`. Its first
/// key is no other signed object's, so neither can be taken for the other.
public struct SnapshotManifest: Hashable, Sendable {
  /// One scope's share.
  public struct Share: Hashable, Sendable {
    /// The digest of the scope's records.
    public let digest: ContentHash
    /// How far each log is merged into them.
    public let heads: [Author: Head]

    public init(digest: ContentHash, heads: [Author: Head]) {
      self.digest = digest
      self.heads = heads
    }
  }

  /// Who made and signed it.
  public let author: Author
  /// When, by that replica's clock.
  public let time: Timestamp
  /// The hash of the rights under which its changesets counted there.
  public let rights: ContentHash
  public let scopes: [Scope: Share]
  /// How many lines follow.
  public let lines: Int64
  /// The SHA-256 of these lines, each with its line feed.
  public let hash: ContentHash

  public init(
    author: Author, time: Timestamp, rights: ContentHash, scopes: [Scope: Share], lines: Int64,
    hash: ContentHash
  ) {
    self.author = author
    self.time = time
    self.rights = rights
    self.scopes = scopes
    self.lines = lines
    self.hash = hash
  }

  /// The heads of all logs.
  public var heads: Heads {
    var heads: Heads = [:]
    for (scope, share) in scopes {
      for (author, head) in share.heads { heads[LogName(scope, author)] = head }
    }
    return heads
  }

  /// The format of snapshots that this program reads and writes.
  public static let format: Int64 = 1
  /// The longest line of a snapshot: 64 MiB. A record may have grown by many changesets.
  public static let lineBytes = 64 * 1_048_576
  /// What the first line begins with.
  static let opening = Array("{\"signature\":\"".utf8)

  /// Whether a file that begins with these bytes may be a snapshot.
  public static func opens(_ firstBytes: some Collection<UInt8>) -> Bool {
    firstBytes.starts(with: opening)
  }

  /// The signed line, without its line end.
  public func sealed(with key: SigningKey) throws(SigningKey.Failure) -> [UInt8] {
    let signature = try key.signature(of: signedBytes)
    let members: [(Text, Value)] = [
      ("signature", .string(KeyText.encode(signature))), ("snapshot", value),
    ]
    return CanonicalJSON.write(.object(members))
  }

  private var signedBytes: [UInt8] { Self.signedBytes(of: value) }

  /// What the signature covers.
  static func signedBytes(of manifest: Value) -> [UInt8] {
    let members: [(Text, Value)] = [("snapshot", manifest)]
    return CanonicalJSON.write(.object(members))
  }

  private var value: Value {
    .object([
      ("author", .text(author.text)), ("format", .integer(Self.format)),
      ("hash", .string(hash.description)), ("lines", .integer(lines)),
      ("rights", .string(rights.description)),
      ("scopes", .object(scopes.map { ($0.text, $1.value) })),
      ("time", .string(time.description)),
    ])
  }
}

extension SnapshotManifest.Share {
  fileprivate var value: Value {
    let heads = heads.map { author, head in
      let members: [(Text, Value)] = [
        ("hash", .string(head.hash.description)), ("sequence", .integer(head.sequence)),
      ]
      return (author.text, Value.object(members))
    }
    return .object([("digest", .string(digest.description)), ("heads", .object(heads))])
  }
}
