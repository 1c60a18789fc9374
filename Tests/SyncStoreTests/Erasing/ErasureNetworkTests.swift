import StoreFixtures
import SyncCore
import SyncWire
import TestSupport
import Testing

@testable import SyncStore

/// Networks of replicas in which people edit and the owner erases, carried by a bad carrier.
struct ErasureNetworkTests {
  private static let marker = "hemlig-uppgift"

  /// Two replicas that may erase, two that may not.
  private func network() throws -> [TrialReplica] {
    let second: Author = .named("14-sahlgrenska")
    var parties = TrialParties()
    parties.writes[second] = [.vgr]
    let rights = parties.rights
    return try [.vgr, second, .kalmar, .skane].map { try TrialReplica($0, rights: rights) }
  }

  private let records = ["14-a", "14-b"].map {
    RecordKey(.vgr, .named("implementation/\($0)"))
  }

  /// One thing that somebody does; numbers make every value another one.
  private func act(_ replicas: [TrialReplica], step: Int, using random: inout SeededRandom) throws {
    let trial = random.one(of: replicas)
    let key = random.one(of: records)
    let cell = random.one(of: [CellName.note, .contact])
    switch random.number(in: 0...9) {
    case 0...4:
      try trial.assign([Edit.Assignment(cell, .string("\(Self.marker) \(step)"))], to: key)
    case 5...7:
      let source = random.one(of: replicas)
      guard source.replica.author != trial.replica.author else { return }
      try carryBadly(from: source.replica, to: trial.replica, using: &random)
    default:
      guard ["14"] == trial.replica.rights.party(of: trial.replica.author).map({ [$0] }),
        try trial.replica.record(key)?.state[cell] != nil
      else { return }
      _ = try trial.replica.erase(
        cell, of: key, Occasion(person: nil, message: "Begäran", time: .midsummer))
    }
  }

  @Test func `whatever is edited, erased and carried in any order, all come to one state`() {
    let failure = firstFailingSeed(outOf: 25) { random in
      let replicas = try network()
      for step in 0..<40 { try act(replicas, step: step, using: &random) }
      guard try settle(replicas.map(\.replica)) else { return false }
      let new = try TrialReplica(.national, rights: replicas[0].replica.rights)
      try carry(from: random.one(of: replicas).replica, to: new.replica)
      let first = try Standing(of: replicas[0].replica)
      return try (replicas + [new]).allSatisfy { trial in
        try Standing(of: trial.replica) == first && trial.replica.verify() == []
          && trial.replica.heldLogs().isEmpty
      }
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }

  @Test func `who knows of every erasure holds nothing of what was erased`() {
    let failure = firstFailingSeed(outOf: 15) { random in
      let replicas = try network()
      for step in 0..<30 { try act(replicas, step: step, using: &random) }
      guard try settle(replicas.map(\.replica)) else { return false }
      for key in records {
        for cell in [CellName.note, .contact] {
          _ = try? replicas[0].replica.erase(
            cell, of: key, Occasion(person: nil, message: "Begäran", time: .midsummer))
        }
      }
      guard try settle(replicas.map(\.replica)) else { return false }
      return try replicas.allSatisfy { try !$0.holds(Self.marker) && $0.replica.verify() == [] }
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }

  @Test func `a state that is made anew from the log is the same`() {
    let failure = firstFailingSeed(outOf: 8) { random in
      let replicas = try network()
      for step in 0..<30 { try act(replicas, step: step, using: &random) }
      let trial = random.one(of: replicas)
      let before = try Standing(of: trial.replica)
      try trial.tamper("DELETE FROM touches; DELETE FROM erasures; DELETE FROM implementation")
      let replica = try trial.openedForRepair()
      return try replica.repair(at: .midsummer).left == [] && Standing(of: replica) == before
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }

  @Test func `an older program relays what erases byte for byte, and erases after its upgrade`()
    throws
  {
    // What an older program does with format 3, every program does with a format to come: it holds
    // and relays. Its table of erasures is empty, and its note of what counts is another.
    var kalmar = SignedLog(.kalmar)
    try kalmar.append(.put(.note, .string(Self.marker)))
    let owner = try TrialReplica()
    try owner.receive(kalmar.lines)
    _ = try owner.replica.erase(
      .note, of: .kol, Occasion(person: nil, message: "Begäran", time: .midsummer))
    let own = LogName(.vgr, .vgr)
    let erasing = try owner.replica.changesets(of: own, after: 0, limitBytes: .max).map(\.line)
    var older = try TrialReplica(.skane)
    try older.receive(kalmar.lines)
    let bare = try erasing.map { try Changeset.decode($0).withoutBody.line }
    #expect(try older.receive(bare) == [.held])
    let line = String(decoding: erasing[0], as: UTF8.self)
    try older.tamper(
      """
      UPDATE changesets SET line = CAST('\(line)' AS BLOB)
        WHERE log = (SELECT id FROM logs WHERE author = '14-vgr');
      UPDATE settings SET value = 'of an older format' WHERE name = 'rights'
      """)
    #expect(
      try older.replica.changesets(of: own, after: 0, limitBytes: .max).map(\.line) == erasing)
    #expect(try older.holds(Self.marker))
    try older.reopen()
    #expect(try !older.holds(Self.marker) && older.replica.verify() == [])
    #expect(try Standing(of: older.replica) == Standing(of: owner.replica))
  }
}
