import StoreFixtures
import SyncCore
import SyncWire
import TestSupport
import Testing

@testable import SyncStore

struct SchemaGrowthTests {
  private let addition = RecordName.named("addition/14-kol-2")

  private func grown(_ changes: Change...) throws -> TrialReplica {
    var trial = try TrialReplica()
    for change in changes { try trial.write(change) }
    try trial.reopen(schema: .trialGrown)
    return trial
  }

  @Test func `records of a type that the schema learns get rows`() throws {
    let trial = try grown(.put(.note, "väntade", of: addition))
    #expect(try trial.rows("SELECT id, note FROM addition") == ["14-kol-2|väntade"])
  }

  @Test func `they leave the place where they waited`() throws {
    let trial = try grown(.put(.note, "väntade", of: addition))
    #expect(try trial.rows("SELECT count(*) FROM unprojected") == ["0"])
  }

  @Test func `a record of a learnt type with unknown fields alone has a row`() throws {
    let trial = try grown(.put(.named("unheard_of"), "x", of: addition))
    #expect(try trial.rows("SELECT id FROM addition") == ["14-kol-2"])
  }

  @Test func `a deleted record of a learnt type has no row`() throws {
    var trial = try TrialReplica()
    try trial.write(.put(.note, "x", of: addition))
    try trial.delete(addition)
    try trial.reopen(schema: .trialGrown)
    #expect(try trial.rows("SELECT count(*) FROM addition") == ["0"])
  }

  @Test func `values of a field that the schema learns get their column`() throws {
    let trial = try grown(.put(.laterField, "väntade"))
    #expect(try trial.rows("SELECT later_field FROM implementation") == ["väntade"])
  }

  @Test func `members of a set that the schema learns get their column`() throws {
    let trial = try grown(.put(.named("tags/b"), .boolean(true)))
    #expect(try trial.rows("SELECT tags FROM implementation") == [#"["b"]"#])
  }

  @Test func `a contested value of a learnt field gets its column`() throws {
    var trial = try TrialReplica()
    try trial.write(.put(.laterField, "mine"), at: .midsummer)
    var other = SignedLog(.kalmar)
    try other.append(.put(.laterField, "theirs"), at: .midsummer.adding(seconds: 1))
    try trial.receive(other.lines)
    try trial.reopen(schema: .trialGrown)
    #expect(try trial.rows("SELECT later_field FROM implementation") == ["theirs"])
  }

  @Test func `learning does not change the digest`() throws {
    var trial = try TrialReplica()
    try trial.write(.put(.laterField, "x"))
    try trial.write(.put(.note, "x", of: addition))
    let before = try trial.replica.digests()
    try trial.reopen(schema: .trialGrown)
    #expect(try trial.replica.digests() == before)
  }

  @Test func `learning writes no row without data of what is new`() throws {
    var trial = try TrialReplica()
    for number in 0..<20 {
      try trial.write(.put(.note, "x", of: .named("implementation/14-\(number)")))
    }
    let blobs = "SELECT hex(metadata) FROM implementation ORDER BY id"
    let before = try trial.rows(blobs)
    try trial.reopen(schema: .trialGrown)
    #expect(try trial.rows(blobs) == before)
  }

  @Test func `old and grown replicas of the same changesets have one digest`() throws {
    let failure = firstFailingSeed(outOf: 20) { random in
      let lines = try History.arbitrary(using: &random).changesets.signed().map(\.line)
      var upgraded = try TrialReplica()
      try upgraded.receive(Array(lines.prefix(lines.count / 2)))
      try upgraded.reopen(schema: .trialGrown)
      try upgraded.receive(lines)
      let young = try TrialReplica(schema: .trialGrown)
      try young.receive(lines)
      let old = try TrialReplica()
      try old.receive(lines)
      return try Standing(of: upgraded.replica) == Standing(of: young.replica)
        && old.replica.digests() == young.replica.digests()
        && tables(upgraded) == tables(young)
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }

  private func tables(_ trial: TrialReplica) throws -> [String] {
    try trial.rows(
      """
      SELECT scope, id, note, status, status_date, local_status_text, decided, count, is_pilot,
        icd10, contact, later_field, tags FROM implementation ORDER BY scope, id
      """) + trial.rows("SELECT scope, id, note, icd10, count FROM addition ORDER BY scope, id")
      + trial.rows("SELECT scope, type, id FROM unprojected ORDER BY scope, type, id")
  }

  @Test func `a user with an older schema is told so and writes nothing`() throws {
    let trial = try TrialReplica()
    try trial.write(.put(.laterField, "x"))
    _ = try Replica.open(trial.folder, schema: .trialGrown, rights: trial.replica.rights)
    expect(.newerDatabase) { try trial.write(.put(.note, "y")) }
  }

  @Test func `a user with an older schema does not read columns it cannot`() throws {
    let trial = try TrialReplica()
    try trial.write(.put(.laterField, "x"))
    _ = try Replica.open(trial.folder, schema: .trialGrown, rights: trial.replica.rights)
    expect(.newerDatabase) { _ = try trial.replica.digests() }
  }

  @Test func `a user with other Peers brings the replica in line with its own`() throws {
    let trial = try TrialReplica()
    var log = SignedLog(.kalmar)
    try log.append(.put(.note, "one"))
    try log.append(.put(.note, "two"))
    try trial.receive(log.lines)
    try log.append(.put(.note, "three"))
    let pinned = TrialParties().pinning(log.name, at: log.head(at: 1)).rights
    let other = try Replica.open(trial.folder, schema: .trial, rights: pinned)
    try trial.receive(log.lines)
    try other.edit(Occasion(person: nil, message: nil, time: .midsummer)) { _ in
      [(.vgr, .put(.count, .integer(1)))]
    }
    #expect(try other.heads()[log.name] == log.head(at: 1))
  }
}
