package import SyncStore

/// What makes pages out of a replica. The server brings it requests, off the event loops: each of
/// these functions may block.
package protocol PageSite: Sendable {
  /// The listener has begun at `http://HOST:PORT` or `https://HOST:PORT`.
  func begin(at address: String)

  /// Answers a request; one that writes comes alone, all others side by side.
  ///
  /// It never throws: whatever goes wrong has a page of its own.
  func answer(_ request: PageRequest, with replica: Replica) -> PageAnswer

  /// Answers a request whose turn did not come because too many wait to write.
  func answerBusy(_ request: PageRequest) -> PageAnswer

  /// Brings up to date what pages show from memory. Called behind answers, one call at a time.
  func refresh(from replica: Replica)
}
