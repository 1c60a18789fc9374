import StoreFixtures
import SyncCore
import SyncWire
import TestSupport
import Testing

@testable import SyncStore

/// Older and newer programs in one network.
struct VersionsTests {
  /// A log of which the second changeset has a format, and a body, of the future.
  private func futureLog() throws -> (name: LogName, lines: [[UInt8]]) {
    var log = SignedLog(.kalmar)
    for value in ["one", "two"] { try log.append(.put(.note, .string(value))) }
    var raw = try RawLine(log.changesets[1], key: .trial(.kalmar))
    raw.setHeader("format", .integer(Limits.format + 1))
    raw.setBody("changes", "in a form of the future")
    return (log.name, [log.line(1), try raw.line()])
  }

  @Test func `a newer format is relayed byte for byte, from one who cannot read it to the next`()
    throws
  {
    let (name, lines) = try futureLog()
    let (first, second) = (try TrialReplica(.skane), try TrialReplica(.national))
    try first.receive(lines)
    try carry(from: first.replica, to: second.replica)
    let relayed = try second.replica.changesets(of: name, after: 0, limitBytes: .max).map(\.line)
    #expect(relayed == lines)
    #expect(try second.replica.heads() == first.replica.heads())
  }

  @Test func `what an older program held is merged by one that reads its format`() throws {
    var log = SignedLog(.kalmar)
    for value in ["one", "two", "three"] { try log.append(.put(.note, .string(value))) }
    var trial = try TrialReplica()
    try trial.receive(log.lines.prefix(1) + [log.changesets[1].withoutBody.line, log.line(3)])
    // Held for its format, the older program keeps the body, and notes that it counts otherwise.
    try trial.tamper(
      """
      UPDATE changesets SET line = CAST('\(String(decoding: log.line(2), as: UTF8.self))' AS BLOB)
        WHERE sequence = 2;
      UPDATE settings SET value = 'of an older format' WHERE name = 'rights'
      """)
    try trial.reopen()
    let whole = try TrialReplica()
    try whole.receive(log.lines)
    #expect(try Standing(of: trial.replica) == Standing(of: whole.replica))
    #expect(try trial.replica.heldLogs().isEmpty && trial.replica.verify() == [])
  }

  @Test func `older and newer schemas hold one state, and show one after the upgrade`() throws {
    let failure = firstFailingSeed(outOf: 20) { random in
      let changesets = try History.arbitrary(using: &random).changesets.signed()
      var older = try TrialReplica(.skane)
      let newer = try TrialReplica(.skane, schema: .trialGrown)
      for changeset in changesets.shuffled(using: &random) {
        try (random.chance(percent: 50) ? older : newer).receive(changeset.line)
      }
      guard try settle([older.replica, newer.replica]) else { return false }
      guard try older.replica.digests() == newer.replica.digests() else { return false }
      try older.reopen(schema: .trialGrown)
      let rows = "SELECT id, note FROM addition ORDER BY scope, id"
      return try Standing(of: older.replica) == Standing(of: newer.replica)
        && older.rows(rows) == newer.rows(rows) && older.replica.verify() == []
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }
}
