import SyncCore

/// A request whose signature holds: who made it, and which body it may have.
struct SignedRequest: Sendable {
  let author: Author
  /// The party that the author writes for.
  let party: Party
  /// The seconds since 1970 at which the signer says it signed; for the log alone.
  let created: Int64?
  /// The SHA-256 of the body that was signed.
  let digest: ContentHash

  /// Requires the body to be the one that was signed.
  ///
  /// - Parameter digest: the SHA-256 of the body's bytes as they came, before decompression.
  /// - Throws: `content_digest_mismatch`.
  func requireBody(digest: ContentHash) throws(Problem) {
    guard digest == self.digest else {
      throw SignatureRefusal.digestMismatch(received: digest, claimed: self.digest).problem
    }
  }
}
