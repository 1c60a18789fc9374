import StoreFixtures
import SyncCore
import TestSupport
import Testing

@testable import SyncStore

struct VerifyTests {
  /// A replica with a settled, a contested, a deleted and an unknown record.
  private func healthy() throws -> TrialReplica {
    let trial = try TrialReplica()
    try trial.write(.put(.note, "settled"))
    try trial.write(.put(.note, "mine", of: .named("implementation/14-contested")))
    try trial.write(.put(.note, "x", of: .named("implementation/14-deleted")))
    try trial.delete(.named("implementation/14-deleted"))
    try trial.write(.put(.note, "x", of: .named("addition/14-unknown")))
    var other = SignedLog(.kalmar)
    try other.append(.put(.note, "theirs", of: .named("implementation/14-contested")))
    try trial.receive(other.lines)
    return trial
  }

  @Test func `a healthy replica has no problems`() throws {
    #expect(try healthy().replica.verify() == [])
  }

  @Test func `a new replica has no problems`() throws {
    #expect(try TrialReplica().replica.verify() == [])
  }

  @Test func `verifying tells how far it has come`() throws {
    var steps: [Int] = []
    _ = try healthy().replica.verify { steps.append($0) }
    #expect(steps == Array(1...6))
  }

  @Test(arguments: [
    "UPDATE implementation SET note = 'changed' WHERE id = '14-kol-1'",
    "UPDATE implementation SET note = 'changed' WHERE id = '14-contested'",
    "UPDATE implementation SET count = 1 WHERE id = '14-kol-1'",
    "DELETE FROM implementation WHERE id = '14-kol-1'",
    "DELETE FROM unprojected WHERE id = '14-unknown'",
    "DELETE FROM unprojected WHERE id = '14-deleted'",
    "UPDATE siblings SET value = '\"changed\"' WHERE author = '14-vgr'",
    "DELETE FROM siblings WHERE author = '14-vgr'", "DELETE FROM siblings",
    "UPDATE siblings SET claimed = claimed + 1", "DELETE FROM conflicts",
    "INSERT INTO conflicts VALUES ('region/14', 'implementation', '14-kol-1', 'note', 0)",
    "INSERT INTO early VALUES ('region/14', '12-skane', 9, 'implementation', '14-kol-1', 'note')",
    "UPDATE implementation SET metadata = x'01' WHERE id = '14-kol-1'",
    "UPDATE implementation SET metadata = x'99' WHERE id = '14-kol-1'",
    "INSERT INTO implementation (scope, id, metadata) SELECT 'region/12', '12-new', metadata"
      + " FROM implementation WHERE id = '14-kol-1'",
    "UPDATE changesets SET hash = zeroblob(32) WHERE sequence = 2",
    "DELETE FROM changesets WHERE sequence = 2", "DELETE FROM changesets WHERE sequence = 5",
    "UPDATE changesets SET line = (SELECT line FROM changesets WHERE sequence = 3)"
      + " WHERE sequence = 2",
    "UPDATE logs SET head = head - 1", "UPDATE logs SET head_hash = zeroblob(32)",
    "UPDATE logs SET merged = merged - 1",
  ])
  func `a change behind its back is found`(_ tampering: String) throws {
    let trial = try healthy()
    try trial.tamper(tampering)
    #expect(try !trial.replica.verify().isEmpty)
  }

  @Test func `any byte of a log line that is changed is found`() throws {
    let trial = try healthy()
    let length = try trial.rows("SELECT length(line) FROM changesets WHERE id = 2")
    let count = try #require(length.first.flatMap { Int($0) })
    for place in stride(from: 1, through: count, by: 7) {
      try trial.tamper(
        """
        CREATE TABLE spare AS SELECT line FROM changesets WHERE id = 2;
        UPDATE changesets SET line = CAST(
          substr(line, 1, \(place) - 1)
          || CASE substr(line, \(place), 1) WHEN x'41' THEN x'42' ELSE x'41' END
          || substr(line, \(place) + 1) AS BLOB) WHERE id = 2
        """)
      #expect(try !trial.replica.verify().isEmpty, "at byte \(place)")
      try trial.tamper(
        "UPDATE changesets SET line = (SELECT line FROM spare) WHERE id = 2; DROP TABLE spare")
    }
    #expect(try trial.replica.verify() == [])
  }

  @Test func `a damaged row is named with its record`() throws {
    let trial = try healthy()
    try trial.tamper("UPDATE implementation SET metadata = x'0102' WHERE id = '14-kol-1'")
    #expect(try trial.replica.verify().contains { $0.contains("implementation/14-kol-1") })
  }

  @Test func `a column that shows something else is named with its record`() throws {
    let trial = try healthy()
    try trial.tamper("UPDATE implementation SET note = 'changed' WHERE id = '14-contested'")
    #expect(try trial.replica.verify().contains { $0.contains("implementation/14-contested") })
  }

  @Test func `reading a damaged row is an error of its own`() throws {
    let trial = try healthy()
    try trial.tamper("UPDATE implementation SET metadata = x'0102' WHERE id = '14-kol-1'")
    expect(.databaseDamaged) { _ = try trial.replica.record(.kol) }
  }
}
