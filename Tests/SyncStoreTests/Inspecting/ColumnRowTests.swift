import StoreFixtures
import SyncCore
import TestSupport
import Testing

@testable import SyncStore

/// Single columns of many records, and when records were last changed.
@Suite struct ColumnRowTests {
  private static let type: TypeName = .named("implementation")

  private func filled() throws -> TrialReplica {
    let trial = try TrialReplica()
    var log = SignedLog(.vgr)
    try log.append(
      .put(.note, "first", of: .named("implementation/14-a")),
      .put(.note, "it's \"second\"", of: .named("implementation/14-b")),
      .put(.count, 3, of: .named("implementation/14-c")))
    try trial.receive(log.lines)
    return trial
  }

  private func rows(
    _ trial: TrialReplica, _ columns: [FieldName], where filters: [ColumnFilter] = [],
    limit: Int = 10
  ) throws -> [String] {
    try trial.replica.columnRows(of: Self.type, columns, where: filters, limit: limit).map {
      ([$0.key.id.string] + $0.texts).joined(separator: "|")
    }
  }

  @Test func `columns come as texts, empty where there is no value or no such column`() throws {
    #expect(
      try rows(try filled(), [.named("note"), .named("count"), .named("unknown")]) == [
        "14-a|first||", "14-b|it's \"second\"||", "14-c||3|",
      ])
  }

  @Test func `only rows with one of the texts are read, and not more than asked for`() throws {
    let trial = try filled()
    let note = ColumnFilter(.named("note"), in: ["it's \"second\"", "other"])
    #expect(try rows(trial, [], where: [note]) == ["14-b"])
    #expect(try rows(trial, [], where: [ColumnFilter(.named("note"), in: [])]) == [])
    #expect(try rows(trial, [], where: [ColumnFilter(.named("unknown"), in: ["x"])]) == [])
    #expect(try rows(trial, [], limit: 2) == ["14-a", "14-b"])
    #expect(
      try trial.replica.columnRows(of: .named("unknown"), [], limit: 1) == [])
  }

  @Test func `columns are read of chosen records alone, deleted ones left out`() throws {
    let trial = try filled()
    let deleted = RecordName.named("implementation/14-b")
    try trial.write(Change(record: deleted, existence: .delete(seen: [Dot(.vgr, 1)])))
    let keys = ["14-a", "14-b", "14-missing"].map {
      RecordKey(.vgr, .named("implementation/\($0)"))
    }
    let unknown = RecordKey(.vgr, .named("unknown/14-a"))
    let rows = try trial.replica.columnRows(
      of: Set(keys + [unknown]), [.named("note"), .named("unknown")])
    #expect(rows == [ColumnRow(key: keys[0], texts: ["first", ""])])
  }

  @Test func `the scopes of many records are those of each`() throws {
    let trial = try filled()
    let (known, missing) = (RecordName.named("implementation/14-a"), RecordName.named("unknown/x"))
    #expect(try trial.replica.scopes(of: [known, missing]) == [known: [.vgr]])
  }

  @Test func `a record is last changed by what came after the changeset that made it`() throws {
    let trial = try TrialReplica()
    var log = SignedLog(.vgr)
    let later = Timestamp.midsummer.adding(seconds: 60)
    try log.append(.put(.note, "1"), .put(.note, "1", of: .named("implementation/14-x")))
    try log.append(.put(.note, "2"), at: later)
    try log.append(.put(.note, "3"), at: .midsummer)
    try trial.receive(log.lines)
    let once = RecordKey(.vgr, .named("implementation/14-x"))
    #expect(try trial.replica.lastChanges(of: [.kol, once]) == [.kol: later])
  }

  @Test func `what a fork cut off changed nothing`() throws {
    let trial = try TrialReplica(.kalmar)
    var log = SignedLog(.vgr)
    try log.append(.put(.note, "1"))
    var other = log
    try log.append(.put(.note, "2"))
    other = other.branch(after: 1, salt: 7)
    try other.append(.put(.note, "3"))
    try trial.receive(log.lines + other.lines)
    #expect(try trial.replica.lastChanges(of: [.kol]) == [:])
  }
}
