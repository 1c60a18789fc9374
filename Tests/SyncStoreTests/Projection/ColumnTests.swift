import StoreFixtures
import SyncCore
import TestSupport
import Testing

@testable import SyncStore

struct ColumnTests {
  private func row(_ columns: String, after change: Change) throws -> [String] {
    let trial = try TrialReplica()
    try trial.write(change)
    return try trial.rows("SELECT \(columns) FROM implementation")
  }

  @Test func `a record is a row with its scope and id`() throws {
    #expect(try row("scope, id", after: .put(.note, "x")) == ["region/14|14-kol-1"])
  }

  @Test func `a text stands in its column`() throws {
    #expect(try row("note", after: .put(.note, "Start i mars")) == ["Start i mars"])
  }

  @Test func `an empty text is not NULL`() throws {
    #expect(try row("note", after: .put(.note, "")) == [""])
  }

  @Test func `an integer stands in its column`() throws {
    let value = Value.integer(-Value.integerLimit)
    #expect(try row("count", after: .put(.count, value)) == ["-9007199254740991"])
  }

  @Test(arguments: [(true, "1"), (false, "0")])
  func `a boolean is 1 or 0`(_ flag: Bool, _ column: String) throws {
    #expect(try row("is_pilot", after: .put(.isPilot, .boolean(flag))) == [column])
  }

  @Test func `each member of a unit has a column`() throws {
    let value = Value.status("infort", on: "2026-05-01", "Hela länet")
    #expect(
      try row("status, status_date, local_status_text", after: .put(.status, value)) == [
        "infort|2026-05-01|Hela länet"
      ])
  }

  @Test func `a member that a unit lacks is NULL`() throws {
    let value = Value.object([("status", "infort")])
    #expect(
      try row("status, status_date, local_status_text", after: .put(.status, value)) == [
        "infort|NULL|NULL"
      ])
  }

  @Test func `a set is a sorted array`() throws {
    let trial = try TrialReplica()
    for code in ["J45", "J44", "A15"] {
      try trial.write(.put(.named("icd10/" + code), .boolean(true)))
    }
    #expect(try trial.rows("SELECT icd10 FROM implementation") == [#"["A15","J44","J45"]"#])
  }

  @Test func `a member that leaves its set leaves the array`() throws {
    let trial = try TrialReplica()
    try trial.write(.put(.codeJ44, .boolean(true)))
    try trial.write(.put(.named("icd10/J45"), .boolean(true)))
    try trial.assign([Edit.Assignment(.codeJ44, nil)])
    #expect(try trial.rows("SELECT icd10 FROM implementation") == [#"["J45"]"#])
  }

  @Test func `a set without members is NULL`() throws {
    #expect(try row("icd10", after: .put(.note, "x")) == ["NULL"])
  }

  @Test(arguments: [
    (CellName.count, Value.string("många"), "count"), (.note, .integer(7), "note"),
    (.isPilot, "ja", "is_pilot"), (.note, .array(["a"]), "note"), (.note, .boolean(true), "note"),
    (.status, "infort", "status"), (.codeJ44, "ja", "icd10"), (.decided, .integer(1), "decided"),
  ])
  func `a value of another type leaves its column NULL and is kept`(
    _ cell: CellName, _ value: Value, _ column: String
  ) throws {
    let trial = try TrialReplica()
    try trial.write(.put(cell, value))
    #expect(
      try trial.rows("SELECT \(column) FROM implementation") == ["NULL"]
        && trial.shown(cell) == value)
  }

  @Test func `a unit with a member that nobody declared is kept whole`() throws {
    let value = Value.object([("status", "infort"), ("extra", .integer(1))])
    let trial = try TrialReplica()
    try trial.write(.put(.status, value))
    #expect(try trial.shown(.status) == value)
  }

  @Test func `a unit with a member of another type is kept whole`() throws {
    let value = Value.object([("status", "infort"), ("status_date", .integer(1))])
    let trial = try TrialReplica()
    try trial.write(.put(.status, value))
    #expect(
      try trial.rows("SELECT status, status_date FROM implementation") == ["infort|NULL"]
        && trial.shown(.status) == value)
  }

  @Test func `null in a column is told from a cell that was never written`() throws {
    let trial = try TrialReplica()
    try trial.write(.put(.note, .null))
    #expect(try trial.live().map(\.value) == [.null])
  }

  @Test func `texts that look alike are kept byte for byte`() throws {
    for pair in Text.lookalikes {
      let trial = try TrialReplica()
      try trial.write(.put(.note, .text(pair.decomposed)))
      let bytes = try trial.rows("SELECT hex(note) FROM implementation")
      #expect(bytes == [pair.decomposed.string.utf8.map { hexadecimal($0) }.joined()])
    }
  }

  @Test func `any value comes back as it was written`() throws {
    let trial = try TrialReplica()
    let cells: [CellName] = [
      .note, .count, .isPilot, .status, .decided, .codeJ44, .laterField, .named("note/member"),
      .named("icd10"),
    ]
    let failure = firstFailingSeed(outOf: 100) { random in
      let cell = random.one(of: cells)
      let value = Value.arbitrary(using: &random)
      try trial.write(.put(cell, value))
      return try trial.shown(cell) == value
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }

  private func hexadecimal(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return digits.count == 1 ? "0" + digits : digits
  }
}
