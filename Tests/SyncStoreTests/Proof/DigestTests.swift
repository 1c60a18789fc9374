import StoreFixtures
import SyncCore
import SyncWire
import TestSupport
import Testing

@testable import SyncStore

struct DigestTests {
  /// The digests worked out another way: from what a visit sees, with canonical JSON of a value.
  private func independent(_ replica: Replica) throws -> [Scope: ContentHash] {
    var sums: [Scope: ContentHash] = [:]
    for log in try replica.logs() { sums[log.name.scope] = .zero }
    try replica.forEachRecord { record in
      let cells = record.state.cells.map { cell in
        (cell.name.text, Value.object(cell.siblings.map { ($0.dot.text, $0.value) }))
      }
      let value = Value.object([
        ("type", .string(record.key.type.string)), ("id", .string(record.key.id.string)),
        ("cells", .object(cells)),
      ])
      let hash = ContentHash.sha256(CanonicalJSON.write(value))
      sums[record.key.scope] = (sums[record.key.scope] ?? .zero) &+ hash
    }
    return sums
  }

  @Test func `a digest is the sum over the records`() throws {
    let failure = firstFailingSeed(outOf: 25) { random in
      let trial = try TrialReplica()
      try trial.receive(History.arbitrary(using: &random).changesets.signed().map(\.line))
      return try trial.replica.digests() == independent(trial.replica)
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }

  @Test func `a new replica has no digest`() throws {
    #expect(try TrialReplica().replica.digests().isEmpty)
  }

  @Test func `a scope whose records are all gone has the digest zero`() throws {
    let trial = try TrialReplica()
    try trial.write(.put(.codeJ44, .boolean(true)))
    try trial.assign([Edit.Assignment(.codeJ44, nil)])
    #expect(try trial.replica.digests() == [.vgr: .zero])
  }

  private func digest(after changes: Change...) throws -> ContentHash? {
    let trial = try TrialReplica()
    for change in changes { try trial.write(change) }
    return try trial.replica.digests()[.vgr]
  }

  @Test(arguments: [
    Change.put(.note, "y"), .put(.count, .integer(1)), .put(.laterField, "x"),
    .put(.note, "x", of: .named("implementation/14-kol-2")),
    .put(.note, "x", of: .named("addition/14-kol-1")), .put(.note, .null),
    Change(record: .kol, writes: [], existence: .delete(seen: [])),
  ])
  func `any other value gives another digest`(_ other: Change) throws {
    #expect(try digest(after: .put(.note, "x")) != digest(after: other))
  }

  @Test func `the same value by another write gives another digest`() throws {
    let once = try digest(after: .put(.note, "x"))
    #expect(try digest(after: .put(.note, "x"), .put(.note, "x")) != once)
  }

  @Test func `texts that look alike give other digests`() throws {
    for pair in Text.lookalikes {
      let composed = try digest(after: .put(.note, .text(pair.composed)))
      #expect(try composed != digest(after: .put(.note, .text(pair.decomposed))))
    }
  }

  @Test func `each scope has a digest of its own`() throws {
    let trial = try TrialReplica()
    try trial.write(.put(.note, "x"))
    let before = try trial.replica.digests()[.vgr]
    try trial.write(.put(.note, "x"), in: .named("national/psykisk-halsa"))
    #expect(try trial.replica.digests()[.vgr] == before)
  }
}
