public import SyncCore

/// Why a changeset is not part of any log here.
public enum Refusal: Error, Hashable, Sendable {
  /// The line breaks a rule of the format or one of its limits, at a known byte.
  case malformed(Malformed)
  /// The line is longer than `Limits.changesetBytes`.
  case tooLarge(bytes: Int)
  /// The body is not the one that the header names.
  case bodyMismatch(Dot, Scope)
  /// Peers does not name the author.
  case unknownAuthor(Dot, Scope)
  /// Peers gives the author no right to the scope.
  case noRight(Dot, Scope)
  /// The signature does not fit the header under the author's key.
  case signatureMismatch(Dot, Scope)
  /// Peers ends the log by a pin before this sequence.
  case beyondPin(Dot, Scope, pin: Int64)
  /// It stands where Peers pins another header.
  case pinMismatch(Dot, Scope)
  /// `previous` is not the hash of the header before it in the log.
  case brokenChain(Dot, Scope)
  /// Another header with the same scope, author and sequence is signed as well.
  case fork(Dot, Scope)
  /// Too many changesets of the log already wait for a predecessor.
  case waitingOverflow(Dot, Scope)
  /// The key could not sign a changeset of our own.
  case cannotSign(Dot, Scope)

  /// The stable name of the refusal in JSON, HTTP bodies, logs and metrics.
  public var code: String {
    switch self {
    case .malformed(let fault): fault.reason.code
    case .tooLarge: "too_large"
    case .bodyMismatch: "body_mismatch"
    case .unknownAuthor: "unknown_author"
    case .noRight: "no_right"
    case .signatureMismatch: "signature_mismatch"
    case .beyondPin: "beyond_pin"
    case .pinMismatch: "pin_mismatch"
    case .brokenChain: "broken_chain"
    case .fork: "fork"
    case .waitingOverflow: "waiting_overflow"
    case .cannotSign: "cannot_sign"
    }
  }

  /// The write that is refused, where the line could be read that far.
  public var write: (dot: Dot, scope: Scope)? {
    switch self {
    case .malformed, .tooLarge: nil
    case .bodyMismatch(let dot, let scope), .unknownAuthor(let dot, let scope),
      .noRight(let dot, let scope), .signatureMismatch(let dot, let scope),
      .beyondPin(let dot, let scope, _), .pinMismatch(let dot, let scope),
      .brokenChain(let dot, let scope), .fork(let dot, let scope),
      .waitingOverflow(let dot, let scope), .cannotSign(let dot, let scope):
      (dot, scope)
    }
  }
}
