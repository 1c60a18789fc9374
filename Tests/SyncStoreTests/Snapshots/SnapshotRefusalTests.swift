import Foundation
import GRDB
import StoreFixtures
import SyncCore
import SyncWire
import TestSupport
import Testing

@testable import SyncStore

/// What no replica begins with.
struct SnapshotRefusalTests {
  private func lines(by author: Author = .national) throws -> [[UInt8]] {
    let trial = try TrialReplica(author)
    var vgr = SignedLog(.vgr)
    try vgr.append(.put(.note, "mars"), .put(.count, 3, of: .named("implementation/14-b")))
    var kalmar = SignedLog(.kalmar)
    try kalmar.append(
      .put(.note, "april", replacing: [Dot(.skane, 4)]),
      .put(.isPilot, .boolean(true), of: .named("implementation/14-b")))
    try trial.receive(vgr.lines + kalmar.lines)
    return try Begun.lines(of: trial.replica)
  }

  /// Expects a refusal that leaves the replica as it was.
  private func refuse(
    _ code: StoreError.Code, _ lines: [[UInt8]], by author: Author = .skane,
    under rights: Rights = TrialParties().rights,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let trial = try TrialReplica(author, rights: rights)
    expect(code, sourceLocation: sourceLocation) { try trial.load(lines) }
    for table in ["logs", "implementation", "early", "claims", "siblings", "forks"] {
      #expect(try trial.rows("SELECT * FROM \(table)") == [], sourceLocation: sourceLocation)
    }
    #expect(try trial.replica.verify() == [], sourceLocation: sourceLocation)
  }

  @Test func `an altered byte in any line is found, and nothing is changed`() throws {
    let lines = try lines()
    let trial = try TrialReplica(.skane)
    for line in lines.indices {
      for place in stride(from: 0, to: lines[line].count, by: 7) {
        var altered = lines
        altered[line][place] ^= 1
        #expect(throws: StoreError.self) { try trial.load(altered) }
      }
    }
    #expect(try trial.rows("SELECT * FROM logs") == [])
    #expect(try trial.replica.verify() == [])
    try trial.load(lines)
  }

  @Test func `lines that are missing, added or in another order are found`() throws {
    let lines = try lines()
    try refuse(.snapshotDamaged, lines.dropLast())
    try refuse(.snapshotDamaged, lines + [lines[2]])
    try refuse(.snapshotDamaged, [lines[0]] + lines.dropFirst().reversed())
    try refuse(.notASnapshot, Array(lines.dropFirst()))
    try refuse(.notASnapshot, [])
  }

  @Test func `a torn file is found`() throws {
    let trial = try TrialReplica(.skane)
    let file = trial.parent.file("torn")
    let bytes = try lines().flatMap { $0 + [UInt8(ascii: "\n")] }
    try Data(bytes.dropLast(5)).write(to: file)
    expect(.snapshotDamaged) { _ = try trial.replica.load(SnapshotFile(file), at: .midsummer) }
  }

  @Test func `only the own party and the national source are believed`() throws {
    try refuse(.snapshotNotBelieved, lines(by: .kalmar))
    _ = try Begun.replica(.kalmar, from: lines(by: .kalmar))
    try refuse(.snapshotNotBelieved, lines(), under: TrialParties().without(.national).rights)
  }

  @Test func `a signature by another key than the author's is not believed`() throws {
    var lines = try lines()
    let manifest = try SnapshotManifest.verified(lines[0], against: TrialParties().rights)
    lines[0] = try manifest.sealed(with: .trial(seed: "a stranger's key"))
    try refuse(.snapshotNotBelieved, lines)
  }

  @Test func `a log that does not count in full here is not believed`() throws {
    let lines = try lines()
    try refuse(.snapshotNotBelieved, lines, under: TrialParties().without(.kalmar).rights)
    let log = LogName(.vgr, .vgr)
    let other = Head(sequence: 1, hash: .sha256([1]))
    try refuse(
      .snapshotNotBelieved, lines, under: TrialParties().pinning(log, at: other).rights)
    let manifest = try SnapshotManifest.verified(lines[0], against: TrialParties().rights)
    let same = try #require(manifest.heads[log])
    _ = try Begun.replica(
      from: lines, rights: TrialParties().pinning(log, at: same).rights)
  }

  /// The lines behind a manifest that says something else of its scopes, signed again.
  private func signed(
    _ lines: [[UInt8]], saying change: (SnapshotManifest.Share) -> SnapshotManifest.Share
  ) throws -> [[UInt8]] {
    let manifest = try SnapshotManifest.verified(lines[0], against: TrialParties().rights)
    let changed = SnapshotManifest(
      author: manifest.author, time: manifest.time, rights: manifest.rights,
      scopes: manifest.scopes.mapValues(change), lines: manifest.lines, hash: manifest.hash)
    return [try changed.sealed(with: .trial(.national))] + lines.dropFirst()
  }

  @Test func `a digest that the records do not give is found although it is signed`() throws {
    let lines = try signed(lines()) {
      SnapshotManifest.Share(digest: $0.digest &+ .sha256([1]), heads: $0.heads)
    }
    try refuse(.snapshotDamaged, lines)
  }

  @Test func `a value or an answer that its heads deny is found although they are signed`() throws {
    let lines = try lines()
    // A log of which values stand in it, and one that it says nobody has read yet.
    let kalmar = try signed(lines) { share in
      let heads = share.heads.filter { $0.key != .kalmar }
      return SnapshotManifest.Share(digest: share.digest, heads: heads)
    }
    let skane = try signed(lines) { share in
      let head = Head(sequence: 4, hash: .sha256([4]))
      let heads = share.heads.merging([.skane: head]) { $1 }
      return SnapshotManifest.Share(digest: share.digest, heads: heads)
    }
    try refuse(.snapshotDamaged, kalmar)
    try refuse(.snapshotDamaged, skane)
  }

  @Test func `a replica that holds something already is left alone`() throws {
    let trial = try TrialReplica(.skane)
    try trial.write(.put(.note, "egen"))
    let before = try Standing(of: trial.replica)
    let lines = try lines()
    expect(.replicaNotEmpty) { try trial.load(lines) }
    #expect(try Standing(of: trial.replica) == before)
  }

  @Test func `internal scopes of another party are not believed`() throws {
    var parties = TrialParties()
    parties.writes[.vgr] = [.named("region/14"), .named("national/psykisk-halsa")]
    let trial = try TrialReplica(.vgr, rights: parties.rights)
    try trial.write(.put(.note, "intern"), in: .named("region/14/internal"))
    let lines = try Begun.lines(of: trial.replica)
    try refuse(.snapshotNotBelieved, lines, under: parties.rights)
    _ = try Begun.replica(.vgr, from: lines, rights: parties.rights)
  }

  @Test func `internal scopes are believed of nobody but their own party`() throws {
    var parties = TrialParties()
    parties.writes[.vgr] = [.named("region/14"), .named("national/psykisk-halsa")]
    let trial = try TrialReplica(.vgr, rights: parties.rights)
    let scope: Scope = .named("region/14/internal")
    try trial.write(.put(.note, "intern"), in: scope)
    let national = try TrialReplica(.national, rights: parties.rights)
    try national.receive(
      trial.replica.changesets(of: LogName(scope, .vgr), after: 0, limitBytes: .max).map(\.line))
    let lines = try Begun.lines(of: national.replica)
    for author in [Author.skane, .vgr] {
      try refuse(.snapshotNotBelieved, lines, by: author, under: parties.rights)
    }
  }
}
