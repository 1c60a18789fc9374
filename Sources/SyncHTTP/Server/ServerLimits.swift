import SyncCore

/// Every bound of the server. All of them are checked before what they bound is parsed or kept.
package struct ServerLimits: Sendable {
  /// Connections at once; further ones wait in the system's queue.
  package var connections = 256
  /// Signed requests at once, and of one party.
  package var requestsAtOnce = 64
  package var requestsPerParty = 8
  /// Requests that bring changesets, which are held in memory, at once.
  package var pushesAtOnce = 16
  /// Writes that wait for the one under way.
  package var waitingWrites = 64

  /// A request's header fields: one, and all of them, in bytes; and how many.
  package var headerFieldBytes = 16 * 1_024
  package var headerBytes = 32 * 1_024
  package var headerFields = 100
  /// A question as JSON, as it comes and unpacked.
  package var questionBytes = 4 * 1_048_576
  /// The lines of a push, as they come and unpacked: one changeset of the largest size fits.
  package var pushBytes = Limits.changesetBytes + 65_536
  /// How much of a body is read and thrown away for the sake of a refusal being read.
  package var discardBytes = 16 * 1_048_576
  /// A form of a page: the longest text percent-encoded, and one too long still reaches the page
  /// that says so.
  package var pageBytes = 8 * 1_048_576
  /// The changesets of one push.
  package var pushLines = 1_000
  /// What is read of the replica at a time, unless a single changeset has more.
  package var pieceBytes = 256 * 1_024

  /// How long a connection may take to say what it wants, from its beginning.
  package var headWithin: Duration = .seconds(15)
  /// How long it may be idle after an answer.
  package var idleWithin: Duration = .seconds(75)
  /// How long a request's body may take in all.
  package var readWithin: Duration = .seconds(300)
  /// How long an answer may take in all, waiting for the client's side only.
  package var writeWithin: Duration = .seconds(600)
  /// The lowest rate of both, in bytes a second, once the grace is over.
  package var bytesPerSecond = 1_024
  package var rateGrace: Duration = .seconds(10)
  /// How long a connection stays open for the client to read a refusal while it still sends.
  package var lingersFor: Duration = .seconds(2)

  package init() {}
}
