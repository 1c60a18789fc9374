import Foundation
import GRDB
import StoreFixtures
import SyncCore
import SyncWire
import TestSupport
import Testing

@testable import SyncStore

struct UpgradeTests {
  /// A replica as the syncd before migration 3 left it: whole lines, other numbers for records.
  private func beforePacking() throws -> (TrialReplica, [[UInt8]]) {
    let trial = try TrialReplica()
    var log = SignedLog(.kalmar)
    for number in 1...3 {
      let text = Value.string(String(repeating: "Införs stegvis \(number). ", count: 20))
      try log.append(.put(.note, text))
    }
    try trial.receive(log.lines)
    try DatabaseQueue(path: trial.folder.database.path).write { database in
      for (index, line) in log.lines.enumerated() {
        try database.execute(
          sql: "UPDATE changesets SET line = ? WHERE sequence = ?",
          arguments: [Data(line), index + 1])
      }
      try database.execute(
        sql: """
          UPDATE touches SET record = record + 1;
          DELETE FROM grdb_migrations WHERE identifier LIKE '3 %' OR identifier LIKE '4 %'
          """)
    }
    return (trial, log.lines)
  }

  @Test func `lines kept whole are read beside packed ones`() throws {
    var (trial, lines) = try beforePacking()
    try trial.reopen()
    try trial.write(.put(.note, "later"))
    let log = LogName(.vgr, .kalmar)
    let kept = try trial.replica.changesets(of: log, after: 0, limitBytes: .max).map(\.line)
    #expect(try kept == lines && trial.replica.verify() == [])
  }

  @Test func `a record's history is found again after the upgrade`() throws {
    var (trial, _) = try beforePacking()
    #expect(try trial.replica.history(of: .kol).isEmpty)
    try trial.reopen()
    #expect(try trial.replica.history(of: .kol).count == 3)
  }

  @Test func `lines are kept packed, and handed out as they came`() throws {
    let trial = try TrialReplica()
    var log = SignedLog(.kalmar)
    try log.append(.put(.note, .string(String(repeating: "Införs stegvis. ", count: 100))))
    try trial.receive(log.lines)
    let length = try trial.rows("SELECT length(line) FROM changesets").first.flatMap { Int($0) }
    let kept = try trial.replica.changesets(of: log.name, after: 0, limitBytes: .max).map(\.line)
    #expect(try #require(length) < log.line(1).count / 2 && kept == log.lines)
  }
}
