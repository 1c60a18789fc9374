public import SyncCore

/// A changeset whose signature, author and right to its scope hold under some rights.
///
/// Only `Changeset.verified(against:)` makes one, so nothing further in can merge anything else.
/// Whether it fits its log (the hash of its predecessor) is for whoever holds the log to check.
public struct VerifiedChangeset: Hashable, Sendable {
  /// What was verified, with its exact bytes.
  public let changeset: Changeset

  init(changeset: Changeset) {
    self.changeset = changeset
  }

  /// What its author signed.
  public var header: Header { changeset.header }
  /// What it says, or nil while it is held.
  public var body: Body? { changeset.body }
  /// The exact canonical bytes, for the log and for relaying.
  public var line: [UInt8] { changeset.line }
  /// The name of the write.
  public var dot: Dot { changeset.header.dot }
  /// Whether it can be kept and relayed, but not merged yet.
  public var isHeld: Bool { changeset.isHeld }
}

extension Changeset {
  /// Checks who wrote this and whether they may, cheapest first: author, right, pin, signature.
  ///
  /// - Throws: `.unknownAuthor`, `.noRight`, `.beyondPin`, `.signatureMismatch` or `.pinMismatch`.
  /// Cost: one Ed25519 check, about 0.1 ms.
  public func verified(against rights: Rights) throws(Refusal) -> VerifiedChangeset {
    let dot = header.dot
    let scope = header.scope
    guard let registration = rights.registration(of: header.author) else {
      throw .unknownAuthor(dot, scope)
    }
    guard registration.mayWrite(scope) else { throw .noRight(dot, scope) }
    let pin = rights.pin(of: header.log)
    if let pin, header.sequence > pin.sequence {
      throw .beyondPin(dot, scope, pin: pin.sequence)
    }
    guard SignatureCheck.isValid(signature, of: header.bytes, by: registration.key) else {
      throw .signatureMismatch(dot, scope)
    }
    if case .at(let head) = pin, head.sequence == header.sequence, head.hash != header.hash {
      throw .pinMismatch(dot, scope)
    }
    return VerifiedChangeset(changeset: self)
  }
}
