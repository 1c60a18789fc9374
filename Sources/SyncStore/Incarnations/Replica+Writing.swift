import SyncCore
import SyncWire

extension Replica {
  /// Runs one transaction in which this replica's author writes. What stands behind known forks is
  /// issued again first; when this returns all of it is durable, and `announce` was told.
  ///
  /// - Throws: what `Pen` or `body` does; nothing was written then.
  func withPen<Result>(
    _ key: SigningKey, at now: Timestamp, isTrial: Bool = false, _ body: (Pen) throws -> Result
  ) throws -> Result {
    let (result, pen) = try write(at: now, isTrial: isTrial) { session, reception in
      let pen = try Pen(of: self, session, reception, key: key, isTrial: isTrial)
      try Reissue.all(with: pen)
      return (try body(pen), pen)
    }
    pen.lay()
    return result
  }

  /// The key of this replica, which Peers knows.
  ///
  /// - Throws: `bad_key`, `key_not_registered`.
  func registeredKey() throws -> SigningKey {
    let key = try folder.signingKey()
    try requireRegistered(key)
    return key
  }
}
