import SyncStore

/// What came of the turns of one peer in a nightly run.
package struct NightlyPeer: Sendable {
  package let destination: Destination
  /// How often an exchange was tried.
  package private(set) var attempts = 0
  /// What all attempts together carried; its problems and error are those of the last one.
  package private(set) var report: ExchangeReport
  package var proof = ProofOutcome.notAsked

  init(_ destination: Destination) {
    self.destination = destination
    report = ExchangeReport(peer: destination.name)
  }

  /// The party's name, the folder's path or the address.
  package var name: String { destination.name }

  /// Adds an attempt; it stands for those before it where it fared otherwise.
  mutating func add(_ attempt: ExchangeReport) {
    attempts += 1
    report = report.followed(by: attempt)
  }

  /// Adds an exchange that carries on what came after the peer's own turn.
  mutating func addClosing(_ exchange: ExchangeReport) {
    report = report.followed(by: exchange)
  }

  /// Whether another turn may fare better.
  var mayRecover: Bool { report.error?.mayPass == true }
}

/// What the comparison of two replicas' states came to.
package enum ProofOutcome: Sendable {
  /// The exchange failed, or the time was over.
  case notAsked
  /// The place works nothing out, as a folder.
  case unsupported
  case compared(StateProof.Verdict)
  case failed(ExchangeError)
}

extension ExchangeReport {
  /// This report with what a later attempt did.
  func followed(by later: ExchangeReport) -> ExchangeReport {
    var sum = later
    sum.received += received
    sum.sent += sent
    sum.merged += merged
    sum.known += known
    sum.waiting = max(waiting, later.waiting)
    sum.quarantined += quarantined
    sum.conflictsAdded += conflictsAdded
    sum.filesOpened += filesOpened
    return sum
  }
}

extension ExchangeError {
  /// Whether the trouble may be over by itself after a while.
  var mayPass: Bool {
    if let error = cause as? StoreError { return error.code == .busy }
    return [.peerUnreachable, .peerBusy, .timeLimit, .folderMissing, .folderUnreadable]
      .contains(code)
  }
}
