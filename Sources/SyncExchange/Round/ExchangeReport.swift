package import SyncStore

/// What came of an exchange with one peer, or of one file.
package struct ExchangeReport: Sendable {
  /// The party's name, the folder or the file.
  package let peer: String
  /// Lines that were read, whatever became of them.
  package var received = 0
  /// Changesets and fork proofs that were written for the peer.
  package var sent = 0
  /// Changesets that took effect.
  package var merged = 0
  /// Changesets that were here already.
  package var known = 0
  /// Changesets that wait for a predecessor, a body or a newer program.
  package var waiting = 0
  /// Lines that were refused; evidence of them is kept.
  package var quarantined = 0
  /// Cells that a batch made a conflict of; a later batch may have settled some again.
  package var conflictsAdded = 0
  /// Files of a folder that were opened for reading.
  package var filesOpened = 0
  /// What does no harm but should be known, a sentence each, such as a half-copied file.
  package var problems: [String] = []
  /// The first thing that failed; everything before it and beside it was done.
  package var error: ExchangeError?

  package init(peer: String) {
    self.peer = peer
  }

  /// Whether a person has to look: exit code 3.
  package var needsPerson: Bool {
    error != nil || conflictsAdded > 0 || quarantined > 0
  }

  /// Counts what came of a batch.
  package mutating func add(_ receipt: Receipt) {
    received += receipt.entries.count
    merged += receipt.merged
    known += receipt.known
    waiting += receipt.waiting
    quarantined += receipt.refusals.count
    conflictsAdded += receipt.conflictsAdded
  }

  /// How many problems are listed.
  static let problemsLimit = 100

  /// Adds a problem; behind the limit only that there are more.
  package mutating func note(_ problem: String) {
    if problems.count < Self.problemsLimit { problems.append(problem) }
    if problems.count == Self.problemsLimit { problems.append("There are more problems.") }
  }

  /// Keeps the first failure.
  package mutating func fail(_ failure: any Error) {
    error = error ?? ExchangeError(wrapping: failure)
  }
}

/// How far an exchange has come, for people who watch it.
package struct ExchangeProgress: Hashable, Sendable {
  /// Which half of the exchange is under way.
  package enum Step: Hashable, Sendable {
    case receiving, sending
  }

  /// What is still to come in this step.
  package enum Remaining: Hashable, Sendable {
    case files(Int)
    case changesets(Int)
  }

  /// The name of the place that the exchange is with.
  package let peer: String
  package let step: Step
  /// Changesets received or sent so far.
  package let changesets: Int
  /// Bytes on the wire so far, as packed; 0 where nobody counts them.
  package let bytes: Int
  package let remaining: Remaining

  package init(
    peer: String, step: Step, changesets: Int, bytes: Int = 0, remaining: Remaining
  ) {
    self.peer = peer
    self.step = step
    self.changesets = changesets
    self.bytes = bytes
    self.remaining = remaining
  }
}
