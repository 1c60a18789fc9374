import StoreFixtures
import SyncCore
import SyncWire
import TestSupport
import Testing

@testable import SyncStore

/// The proofs of forks that a snapshot brings: its signer is believed to have merged rightly, and
/// not that somebody else signed something.
struct SnapshotProofTests {
  private static let log = LogName(.vgr, .kalmar)

  /// A snapshot with two more lines behind the name of its scope, signed as a whole.
  private func lines(adding proof: [Changeset]) throws -> [[UInt8]] {
    let trial = try TrialReplica(.national)
    try trial.receive(trunk().lines)
    var lines = try Begun.lines(of: trial.replica)
    let manifest = try SnapshotManifest.verified(lines.removeFirst(), against: trial.replica.rights)
    lines.insert(contentsOf: proof.map(\.withoutBody.line), at: 1)
    let signed = SnapshotManifest(
      author: manifest.author, time: manifest.time, rights: manifest.rights,
      scopes: manifest.scopes, lines: Int64(lines.count),
      hash: .sha256(lines.flatMap { $0 + [UInt8(ascii: "\n")] }))
    return [try signed.sealed(with: .trial(.national))] + lines
  }

  private func trunk() throws -> SignedLog {
    var log = SignedLog(.kalmar)
    for note in ["one", "two"] { try log.append(.put(.note, .string(note))) }
    return log
  }

  /// The third changeset of the log, or of a log of the same name that somebody else wrote.
  private func third(_ note: Value, by key: SigningKey = .trial(.kalmar)) throws -> Changeset {
    let changeset = try {
      var log = try trunk()
      try log.append(.put(.note, note))
      return log.changesets[2]
    }()
    return try Changeset.decode(RawLine(changeset, key: key).line())
  }

  @Test func `a fork that two signed headers prove is known to who begins with them`() throws {
    let trial = try Begun.replica(from: lines(adding: [third("left"), third("right")]))
    #expect(try trial.replica.logs().first { $0.name == Self.log }?.fork == 3)
    #expect(try trial.replica.forkProof(of: Self.log).count == 2)
  }

  @Test func `a header that its author did not sign proves nothing, and nothing is begun`() throws {
    let forged = try third("forged", by: .trial(seed: "a stranger"))
    let trial = try TrialReplica(.skane)
    let lines = try lines(adding: [third("left"), forged])
    expect(.snapshotDamaged) { try trial.load(lines) }
    #expect(try trial.rows("SELECT * FROM forks") == [])
    #expect(try trial.rows("SELECT * FROM logs") == [])
    #expect(try trial.receive(trunk().lines) == [.merged, .merged])
  }
}
