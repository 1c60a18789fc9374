/// A signing identity: one writing process, such as `14-vgr`.
///
/// After a restore or a copy it writes on as a new *incarnation*, `14-vgr~k3v9x2ab`: the same key
/// and rights, a log of its own.
public struct Author: Identifier {
  public let string: String

  public init?(_ string: String) {
    let parts = string.utf8.split(separator: UInt8(ascii: "~"), omittingEmptySubsequences: false)
    guard parts.count <= 2, Grammar.isWord(parts[0]) else { return nil }
    if parts.count == 2 {
      guard parts[1].count == 8, parts[1].allSatisfy(Grammar.isLowerOrDigit) else { return nil }
    }
    self.string = string
  }

  /// The author named in Peers, whose key and rights every incarnation shares.
  public var registered: Author {
    guard let tilde = string.firstIndex(of: "~") else { return self }
    return Author(unchecked: String(string[..<tilde]))
  }

  private init(unchecked string: String) {
    self.string = string
  }
}
