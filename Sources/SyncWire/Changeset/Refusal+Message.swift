import SyncCore

extension Refusal {
  /// What happened, what was left alone, and what to do next.
  public var message: String {
    "\(happening) \(consequence) \(advice)"
  }

  private var happening: String {
    switch self {
    case .malformed(let fault): "The changeset cannot be read: \(fault.message)."
    case .tooLarge(let bytes):
      "The changeset has \(bytes) bytes; the limit is \(Limits.changesetBytes)."
    case .bodyMismatch(let dot, let scope):
      "The body of changeset \(dot) in \(scope) is not the one that its header names."
    case .unknownAuthor(let dot, let scope):
      "Changeset \(dot) in \(scope) is by \(dot.author), whom Peers does not name."
    case .noRight(let dot, let scope):
      "Changeset \(dot) is by \(dot.author), who according to Peers may not write in \(scope)."
    case .signatureMismatch(let dot, let scope):
      "The signature of changeset \(dot) in \(scope) does not fit the author's key in Peers."
    case .beyondPin(let dot, let scope, let pin):
      "Changeset \(dot) in \(scope) lies beyond sequence \(pin), where Peers ends this log."
    case .pinMismatch(let dot, let scope):
      "Changeset \(dot) in \(scope) is not the one with which Peers ends this log."
    case .brokenChain(let dot, let scope):
      "Changeset \(dot) in \(scope) does not continue the one before it in the log held here."
    case .fork(let dot, let scope):
      "Two different signed changesets \(dot) exist in \(scope)."
    case .waitingOverflow(let dot, let scope):
      "Changeset \(dot) in \(scope) came long before its predecessors; too many already wait."
    case .cannotSign(let dot, let scope):
      "The key could not sign changeset \(dot) in \(scope)."
    }
  }

  private var consequence: String {
    switch self {
    case .waitingOverflow: "It was dropped; nothing of it was merged."
    case .fork: "The log counts up to the sequence before it; both are kept as evidence."
    case .cannotSign: "Nothing was written."
    default: "Nothing of it was merged."
    }
  }

  private var advice: String {
    switch self {
    case .malformed, .tooLarge, .bodyMismatch:
      "Ask the sender for the true one, or for a program of the current version."
    case .unknownAuthor: "Add the author to Peers if they are known to you, and pull again."
    case .noRight: "Correct \"writes\" in Peers if the author should have it, and pull again."
    case .signatureMismatch: "Ask the author's party for its current key, or for the true one."
    case .beyondPin, .pinMismatch: "If the pin in Peers is wrong, correct it and pull again."
    case .brokenChain: "Pull again; if it stays so, ask the author's party which one is true."
    case .fork: "The author's replica must pull and write on as a new incarnation."
    case .waitingOverflow: "It is asked for again by the next pull."
    case .cannotSign: "Try again; check the replica's key file if it stays so."
    }
  }
}
