import StoreFixtures
import SyncCore
import TestSupport
import Testing

@testable import SyncStore

/// Two `Replica` values have connections of their own, as two processes have.
struct SharedUseTests {
  private static let writesEach = 40

  /// Two users of one file, each writing from a task of its own.
  private func writeSideBySide(_ trial: TrialReplica) async throws {
    let second = try Replica.open(
      trial.folder, schema: .trial, rights: trial.replica.rights)
    let replicas = [trial.replica, second]
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (user, replica) in replicas.enumerated() {
        group.addTask {
          for number in 0..<Self.writesEach {
            let record = RecordName.named("implementation/14-\(user)-\(number)")
            let occasion = Occasion(person: nil, message: nil, time: .midsummer)
            try replica.edit(occasion) { _ in [(.vgr, .put(.note, "x", of: record))] }
          }
        }
      }
      try await group.waitForAll()
    }
  }

  @Test func `two users of one replica write one log without a gap`() async throws {
    let trial = try TrialReplica()
    try await writeSideBySide(trial)
    let lines = try trial.replica.changesets(of: LogName(.vgr, .vgr), after: 0, limitBytes: .max)
    #expect(lines.map(\.sequence) == Array(1...Int64(2 * Self.writesEach)))
  }

  @Test func `no write of two users of one replica is lost`() async throws {
    let trial = try TrialReplica()
    try await writeSideBySide(trial)
    #expect(try trial.replica.records(of: .named("implementation")).count == 2 * Self.writesEach)
  }

  @Test func `a replica that two users wrote verifies`() async throws {
    let trial = try TrialReplica()
    try await writeSideBySide(trial)
    #expect(try trial.replica.verify() == [])
  }

  @Test func `a read sees one moment while others write`() async throws {
    let trial = try TrialReplica()
    let replica = trial.replica
    async let writing: Void = writeSideBySide(trial)
    var isWhole = true
    for _ in 0..<20 {
      let counts = try replica.read { session in
        try session.statement(
          "SELECT (SELECT count(*) FROM implementation), (SELECT count(*) FROM changesets)"
        ).first { ($0.integer(0), $0.integer(1)) }
      }
      isWhole = isWhole && counts?.0 == counts?.1
    }
    try await writing
    #expect(isWhole)
  }
}
