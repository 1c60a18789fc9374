import StoreFixtures
import SyncCore
import SyncStore
import SyncWire
import TestSupport

/// A body of any bytes with a header that names its hash, signed by an author who may write there.
struct SealedBody {
  let line: [UInt8]
  let head: Head

  /// - Parameters:
  ///   - format: what the header says of the body: 1 changes records, 3 erases.
  ///   - head: the end of the log that it continues.
  init(_ body: [UInt8], format: Int64 = 1, after head: Head? = nil) throws {
    var members: [(Text, Value)] = [
      ("author", .text(Author.vgr.text)), ("format", .integer(format)), ("schema", 1),
      ("body", .string(ContentHash.sha256(body).description)),
      ("scope", .text(Scope.vgr.text)), ("sequence", .integer((head?.sequence ?? 0) + 1)),
      ("time", "2026-06-19T12:00:00.000Z"),
    ]
    if let head { members.append(("previous", .string(head.hash.description))) }
    let header = CanonicalJSON.write(.object(members))
    let signature = try SigningKey.trial(.vgr).signature(of: header)
    line =
      Array("{\"body\":".utf8) + body + Array(",\"header\":".utf8) + header
      + Array(",\"signature\":\"\(KeyText.encode(signature))\"}".utf8)
    self.head = Head(sequence: (head?.sequence ?? 0) + 1, hash: .sha256(header))
  }
}

/// A replica that takes one body after the other into the same log.
///
/// After so many inputs its tables are compared with what its log gives, and a new one begins, so
/// that time and memory stay bounded.
final class FuzzedReplica {
  private static let inputsBetweenProofs = 100

  private var trial: TrialReplica
  private var head: Head?
  private var inputs = 0

  init() throws {
    trial = try TrialReplica(.kalmar)
  }

  /// Offers a changeset with this body; refused, it leaves no trace but its evidence.
  func offer(_ body: [UInt8]) throws {
    let sealed = try SealedBody(body, after: head)
    let heads = try trial.replica.heads()
    let digests = try trial.replica.digests()
    switch try trial.receive(sealed.line) {
    case .merged:
      head = sealed.head
      try claim("a second time it is known", trial.receive(sealed.line) == .known)
    case .refused:
      try claim(
        "a refused changeset leaves heads and state",
        trial.replica.heads() == heads && trial.replica.digests() == digests)
    case let outcome:
      throw BrokenClaim(
        description: "the next of a log is merged or refused, not \(outcome as Any)")
    }
    inputs += 1
    if inputs % Self.inputsBetweenProofs == 0 { try prove() }
  }

  /// Replays the log and begins anew.
  func prove() throws {
    let problems = try trial.replica.verify()
    try claim("the log gives what the tables say: \(problems)", problems.isEmpty)
    try begin()
  }

  private func begin() throws {
    trial = try TrialReplica(.kalmar)
    head = nil
  }
}
