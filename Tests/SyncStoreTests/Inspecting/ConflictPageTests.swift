import StoreFixtures
import SyncCore
import TestSupport
import Testing

@testable import SyncStore

/// The list of open conflicts, page by page and filtered.
@Suite struct ConflictPageTests {
  /// Conflicts of notes in `region/14`, and where an existence is asked for, of a deleted record.
  private func contested() throws -> TrialReplica {
    let trial = try TrialReplica()
    var ours = SignedLog(.vgr)
    var theirs = SignedLog(.kalmar)
    for number in 1...5 {
      let record = RecordName.named("implementation/14-r\(number)")
      let dot = try ours.append(.put(.note, "ours", of: record))
      try theirs.append(.put(.note, "theirs", of: record))
      if number == 5 {
        try ours.append(
          Change(record: record, existence: .delete(seen: [dot])))
      }
    }
    for (number, line) in ours.lines.enumerated() {
      try trial.receive([line], at: .midsummer.adding(seconds: Int64(number)))
    }
    for (number, line) in theirs.lines.enumerated() {
      try trial.receive([line], at: .midsummer.adding(seconds: 100 - Int64(number)))
    }
    return trial
  }

  private func places(_ trial: TrialReplica, _ filter: ConflictFilter) throws -> [String] {
    try trial.replica.conflictPage(filter, limit: 100).entries.map {
      "\($0.place.key.id) \($0.place.cell)"
    }
  }

  @Test func `the longest known comes first, and the total counts what is on no page`() throws {
    let page = try contested().replica.conflictPage(limit: 3)
    #expect(page.entries.map(\.place.key.id.string) == ["14-r5", "14-r5", "14-r4"])
    #expect(page.entries.map(\.place.cell.string) == ["exists", "note", "note"])
    #expect(page.entries.map(\.kind) == [.existence, .values, .values])
    #expect(
      page.entries.map(\.noticed.milliseconds) == page.entries.map(\.noticed.milliseconds).sorted())
    #expect(page.total == 6)
  }

  @Test func `each part of a filter lets through its own`() throws {
    let trial = try contested()
    let all = try places(trial, ConflictFilter())
    #expect(all.count == 6)
    #expect(try places(trial, ConflictFilter(scopes: [.vgr])) == all)
    #expect(try places(trial, ConflictFilter(scopes: [.named("region/08")])) == [])
    #expect(try places(trial, ConflictFilter(scopes: [])) == [])
    #expect(try places(trial, ConflictFilter(types: [.named("implementation")])) == all)
    #expect(try places(trial, ConflictFilter(types: [.named("body")])) == [])
    #expect(try places(trial, ConflictFilter(kinds: [.existence])) == ["14-r5 exists"])
    #expect(try places(trial, ConflictFilter(kinds: [.values])).count == 5)
    #expect(try places(trial, ConflictFilter(kinds: [])) == [])
    #expect(try places(trial, ConflictFilter(kinds: [.values, .existence])) == all)
    let name = RecordName.named("implementation/14-r2")
    #expect(try places(trial, ConflictFilter(names: [name])) == ["14-r2 note"])
    let key = RecordKey(.vgr, name)
    let elsewhere = RecordKey(.named("region/08"), .named("implementation/14-r3"))
    #expect(try places(trial, ConflictFilter(keys: [key, elsewhere])) == ["14-r2 note"])
  }

  @Test func `noticed after is from that instant on, noticed before is up to it`() throws {
    let trial = try contested()
    let time = Timestamp.midsummer.adding(seconds: 98)
    #expect(
      try places(trial, ConflictFilter(noticedAfter: time)) == [
        "14-r3 note", "14-r2 note", "14-r1 note",
      ])
    #expect(try places(trial, ConflictFilter(noticedBefore: time)).count == 3)
  }

  @Test func `a page goes on behind an entry that was settled meanwhile`() throws {
    let trial = try contested()
    let first = try trial.replica.conflictPage(limit: 4)
    let last = try #require(first.entries.last)
    try trial.assign([.init(.note, "settled")], to: last.place.key)
    let next = try trial.replica.conflictPage(after: last, limit: 10)
    #expect(next.entries.map(\.place.key.id.string) == ["14-r2", "14-r1"])
    #expect(next.total == 5)
    let skipped = try trial.replica.conflictPage(after: last, offset: 1, limit: 10)
    #expect(skipped.entries.map(\.place.key.id.string) == ["14-r1"])
  }

  @Test func `one conflict is found by its cell, with its values and their origins`() throws {
    let trial = try contested()
    let key = RecordKey(.vgr, .named("implementation/14-r1"))
    let conflict = try #require(try trial.replica.conflict(key, cell: .note))
    #expect(conflict.conflict.siblings.map(\.value) == ["theirs", "ours"])
    #expect(conflict.noticed == .midsummer.adding(seconds: 100))
    #expect(conflict.origins.count == 2)
    #expect(try trial.replica.conflict(key, cell: .count) == nil)
    #expect(try trial.replica.conflict(key, cell: .exists) == nil)
  }

  @Test func `the conflicts of a page come in its order`() throws {
    let trial = try contested()
    let places = try trial.replica.conflictPage(limit: 100).entries.map(\.place)
    let conflicts = try trial.replica.conflicts(at: places)
    #expect(conflicts.map { ConflictPlace(key: $0.key, cell: $0.conflict.cell.text) } == places)
    let entries = try trial.replica.conflictPage(limit: 100).entries
    #expect(conflicts.map(\.conflict.kind) == entries.map(\.kind))
  }

  @Test func `counts tell kinds apart and follow the filter`() throws {
    let trial = try contested()
    let counts = try trial.replica.conflictCounts()
    #expect(counts.map(\.kind) == [.values, .existence])
    #expect(counts.map(\.count) == [5, 1])
    #expect(counts.map(\.oldest) == Array(repeating: .midsummer.adding(seconds: 96), count: 2))
    let name = RecordName.named("implementation/14-r2")
    #expect(try trial.replica.conflictCounts(ConflictFilter(names: [name])).map(\.count) == [1])
  }

  @Test func `ten thousand conflicts are paged completely and none comes twice`() throws {
    let trial = try TrialReplica()
    try trial.replica.observe { session in
      let insert = try session.statement(
        "INSERT INTO conflicts VALUES ('region/14', 'implementation', ?, ?, ?)")
      for number in 0..<10_000 {
        insert.bind(
          .text("14-r\(number / 2)"), .text(number % 2 == 0 ? "note" : "icd10/J44"),
          .integer(Int64(number % 7)))
        try insert.run()
      }
    }
    var seen: [ConflictEntry] = []
    for _ in 0..<12 {
      let page = try trial.replica.conflictPage(after: seen.last, limit: 997)
      #expect(page.total == 10_000)
      seen += page.entries
    }
    #expect(seen.count == 10_000)
    #expect(Set(seen).count == 10_000)
    let sorted = seen.sorted {
      ($0.noticed, $0.place.key, $0.place.cell) < ($1.noticed, $1.place.key, $1.place.cell)
    }
    #expect(seen == sorted)
  }
}
