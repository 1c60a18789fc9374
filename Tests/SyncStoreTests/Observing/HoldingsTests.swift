import Foundation
import GRDB
import StoreFixtures
import SyncCore
import TestSupport
import Testing

@testable import SyncStore

/// What a replica remembers of the places it exchanges with.
struct HoldingsTests {
  private let national = LogName(.named("national/psykisk-halsa"), .vgr)
  private let regional = LogName(.vgr, .vgr)

  @Test func `what a peer was seen to hold is remembered with the time`() throws {
    let trial = try TrialReplica()
    try trial.replica.note(holdings: [national: 3, regional: 7], of: "08", at: .midsummer)
    let holdings = try #require(try trial.replica.holdings()["08"])
    #expect(holdings.sequences == [national: 3, regional: 7])
    #expect(holdings.seen == .midsummer)
  }

  @Test func `a later look replaces what was known, and lower sequences count too`() throws {
    let trial = try TrialReplica()
    try trial.replica.note(holdings: [national: 3, regional: 7], of: "08", at: .midsummer)
    try trial.replica.note(holdings: [regional: 2], of: "08", at: .midsummer.adding(seconds: 1))
    #expect(try trial.replica.holdings()["08"]?.sequences == [regional: 2])
  }

  @Test func `a look at some scopes leaves what is known of the others`() throws {
    let trial = try TrialReplica()
    try trial.replica.note(holdings: [national: 3, regional: 7], of: "08", at: .midsummer)
    try trial.replica.note(holdings: [:], of: "08", in: [.vgr], at: .midsummer)
    #expect(try trial.replica.holdings()["08"]?.sequences == [national: 3])
  }

  @Test func `peers are kept apart`() throws {
    let trial = try TrialReplica()
    try trial.replica.note(holdings: [regional: 7], of: "08", at: .midsummer)
    try trial.replica.note(holdings: [:], of: "12", at: .midsummer)
    #expect(try trial.replica.holdings()["08"]?.sequences == [regional: 7])
    #expect(try trial.replica.holdings()["12"]?.sequences == [:])
    #expect(try trial.replica.holdings()["14"] == nil)
  }

  @Test func `seeing the same again within a minute writes nothing`() throws {
    let trial = try TrialReplica()
    let soon = Timestamp.midsummer.adding(seconds: 59)
    let later = Timestamp.midsummer.adding(seconds: 60)
    try trial.replica.note(holdings: [regional: 7], of: "08", at: .midsummer)
    try trial.replica.note(contactOf: "08", at: .midsummer)
    let before = try trial.changes()
    try trial.replica.note(holdings: [regional: 7], of: "08", at: soon)
    try trial.replica.note(contactOf: "08", at: soon)
    #expect(try trial.changes() == before)
    try trial.replica.note(holdings: [regional: 7], of: "08", at: later)
    #expect(try trial.replica.holdings()["08"]?.seen == later)
  }

  @Test func `of a thousand logs only the one that moved is written`() throws {
    let trial = try TrialReplica()
    var holdings: [LogName: Int64] = [:]
    for number in 0..<1_000 { holdings[LogName(.named("national/n\(number)"), .vgr)] = 1 }
    try trial.replica.note(holdings: holdings, of: "08", at: .midsummer)
    holdings[LogName(.named("national/n7"), .vgr)] = 2
    let before = try trial.changes()
    try trial.replica.note(holdings: holdings, of: "08", at: .midsummer)
    #expect(try trial.changes() - before <= 4)
    #expect(try trial.replica.holdings()["08"]?.sequences == holdings)
  }

  @Test func `a peer that claims countless logs is remembered up to a bound`() throws {
    let trial = try TrialReplica()
    var holdings: [LogName: Int64] = [:]
    for number in 0...Replica.holdingsLimit {
      holdings[LogName(.named("national/n\(number)"), .vgr)] = 1
    }
    try trial.replica.note(holdings: holdings, of: "08", at: .midsummer)
    #expect(try trial.replica.holdings()["08"]?.sequences.count == Replica.holdingsLimit)
  }

  @Test func `when a party came by itself stands beside the exchanges that began here`() throws {
    let trial = try TrialReplica()
    let later = Timestamp.midsummer.adding(seconds: 90)
    try trial.replica.note(
      exchangeWith: "08", at: .midsummer, received: 2, sent: 1, failure: nil)
    try trial.replica.note(contactOf: "08", at: later)
    try trial.replica.note(contactOf: "12", at: later)
    let records = try trial.replica.exchanges()
    #expect(records.map(\.peer) == ["08", "12"])
    #expect(records.map(\.contacted) == [later, later])
    #expect(records.map(\.succeeded) == [.midsummer, nil])
    #expect(records.map(\.received) == [2, 0])
  }

  @Test func `a note does not wait for the disk, and edits after it still do`() throws {
    let trial = try TrialReplica()
    try trial.replica.note(contactOf: "08", at: .midsummer)
    try trial.replica.observe { session in
      let level = try session.statement("PRAGMA synchronous").first { $0.integer(0) }
      #expect(level == 1)
    }
    #expect(throws: StoreError.self) {
      try trial.replica.observe { try $0.run("INSERT INTO nothing VALUES (1)") }
    }
    let level = try trial.replica.pool.writeWithoutTransaction {
      try Int.fetchOne($0, sql: "PRAGMA synchronous")
    }
    #expect(level == 2)
  }

  @Test func `a replica that was made before holdings were kept opens with all it knew`() throws {
    let parent = try TemporaryFolder()
    let folder = ReplicaFolder(parent.file("replica"))
    try folder.create(author: .vgr, replica: "older", signingKey: .trial(.vgr))
    do {
      let queue = try DatabaseQueue(path: folder.database.path)
      try Migrations.migrator(for: .vgr).migrate(queue, upTo: "1 logs and records")
      try queue.write {
        try $0.execute(
          sql:
            "INSERT INTO exchanges VALUES ('08', \(Timestamp.midsummer.milliseconds), 0, 'x', 4, 2)"
        )
      }
      try queue.close()
    }
    let replica = try Replica.open(folder, schema: .trial, rights: TrialParties().rights)
    let record = try #require(try replica.exchanges().first)
    #expect(record.succeeded == .midsummer && record.failure == "x" && record.received == 4)
    #expect(record.contacted == nil)
    #expect(try replica.holdings().isEmpty)
    try replica.note(holdings: [regional: 1], of: "08", at: .midsummer)
    #expect(try replica.holdings()["08"]?.sequences == [regional: 1])
    #expect(try replica.verify().isEmpty)
  }
}

extension TrialReplica {
  /// How many rows the writer has changed since the replica was opened.
  fileprivate func changes() throws -> Int {
    try replica.pool.writeWithoutTransaction {
      try Int.fetchOne($0, sql: "SELECT total_changes()") ?? 0
    }
  }
}
