import Foundation
import GRDB
import StoreFixtures
import SyncCore
import SyncWire
import TestSupport
import Testing

@testable import SyncStore

/// An index that follows a replica step by step holds what one made anew would.
@Suite struct SearchRefreshTests {
  private func found(_ query: String, in trial: TrialReplica) throws -> [RecordKey] {
    let index = SearchIndex(of: trial.replica)
    while try index.refresh() != .complete {}
    return try index.search(query, limit: 10).hits.map(\.key)
  }

  @Test func `a changed text is found by its new words alone`() throws {
    let trial = try TrialReplica()
    try trial.assign([.init(.note, "höft")])
    #expect(try found("höft", in: trial) == [.kol])
    try trial.assign([.init(.note, "knä")])
    #expect(try found("höft", in: trial) == [])
    #expect(try found("knä", in: trial) == [.kol])
  }

  @Test func `a deleted record is not found until it is restored`() throws {
    let trial = try TrialReplica()
    let dot = try #require(try trial.write(.put(.note, "höft")))
    #expect(try found("höft", in: trial) == [.kol])
    let gone = try #require(
      try trial.write(Change(record: .kol, existence: .delete(seen: [dot]))))
    #expect(try found("höft", in: trial) == [])
    try trial.write(
      Change(
        record: .kol, replaces: [Change.Replacement(.exists, [gone])], existence: .restore))
    #expect(try found("höft", in: trial) == [.kol])
  }

  @Test func `a record whose author lost the right is not found until the right is back`() throws {
    var trial = try TrialReplica()
    var log = SignedLog(.kalmar)
    try log.append(.put(.note, "höft"))
    try trial.receive(log.lines)
    #expect(try found("höft", in: trial) == [.kol])
    try trial.reopen(rights: TrialParties().without(.kalmar).rights)
    #expect(try found("höft", in: trial) == [])
    try trial.reopen(rights: TrialParties().rights)
    #expect(try found("höft", in: trial) == [.kol])
  }

  @Test func `an owner that others outrank now is found by the value that is shown then`() throws {
    var trial = try TrialReplica()
    var ours = SignedLog(.vgr)
    var theirs = SignedLog(.kalmar)
    try ours.append(.put(.contact, "höft"))
    try theirs.append(.put(.contact, "knä"), at: .midsummer.adding(seconds: 9))
    try trial.receive(ours.lines + theirs.lines)
    #expect(try found("höft", in: trial) == [.kol])
    var parties = TrialParties()
    parties.partyNames = [.vgr: "08", .kalmar: "14"]
    try trial.reopen(rights: parties.rights)
    #expect(try found("höft", in: trial) == [])
    #expect(try found("knä", in: trial) == [.kol])
  }

  @Test func `a changeset whose body came late is found once it is merged`() throws {
    let trial = try TrialReplica()
    var log = SignedLog(.kalmar)
    try log.append(.put(.note, "höft"))
    try trial.receive([log.changesets[0].withoutBody.line])
    #expect(try found("höft", in: trial) == [])
    try trial.receive(log.lines)
    #expect(try found("höft", in: trial) == [.kol])
  }

  @Test func `a branch that took the place of another of the same length is found instead`() throws
  {
    var trial = try TrialReplica()
    var log = SignedLog(.kalmar)
    try log.append(.put(.count, 1))
    var other = log.branch(after: 1, salt: 1)
    try log.append(.put(.note, "höft"))
    try other.append(.put(.note, "knä"))
    try trial.receive(log.lines)
    #expect(try found("höft", in: trial) == [.kol])
    try trial.reopen(rights: TrialParties().pinning(log.name, at: other.head(at: 2)).rights)
    try trial.receive(other.lines)
    #expect(try found("höft", in: trial) == [])
    #expect(try found("knä", in: trial) == [.kol])
  }

  @Test func `an index of a replica that was put back to an earlier state follows it back`() throws
  {
    let trial = try TrialReplica()
    try trial.assign([.init(.note, "höft")])
    let earlier = try TrialReplica(copyOf: trial)
    try trial.assign([.init(.note, "knä")])
    try trial.write(.put(.note, "knä", of: .named("implementation/14-new")))
    #expect(try found("knä", in: trial).count == 2)
    let index = SearchIndex(of: earlier.replica).file.url
    try FileManager.default.copyItem(at: SearchIndex(of: trial.replica).file.url, to: index)
    #expect(try found("knä", in: earlier) == [])
    #expect(try found("höft", in: earlier) == [.kol])
  }

  @Test func `an index goes on in steps of any size and tells how far it is`() throws {
    let trial = try TrialReplica()
    var log = SignedLog(.vgr)
    for batch in 0..<4 {
      try log.append(
        all: (0..<25).map { .put(.note, "höft", of: .named("implementation/14-r\(batch)-\($0)")) })
    }
    try trial.receive(log.lines)
    let index = SearchIndex(of: trial.replica)
    #expect(try index.refresh(limit: 30) == .partial(indexed: 30))
    #expect(try index.search("höft", limit: 1).total == 30)
    try trial.write(.put(.note, "höft och knä"))
    var steps = 1
    while try index.refresh(limit: 30) != .complete { steps += 1 }
    #expect((3...6).contains(steps))
    #expect(try index.search("höft", limit: 1).total == 101)
    #expect(try index.search("knä", limit: 1).total == 1)
  }

  @Test func `an index of steps equals one made anew`() {
    let seed = firstFailingSeed(outOf: 25) { random in
      var story = SearchStory(trial: try TrialReplica(schema: .trialGrown))
      for _ in 0..<12 {
        for _ in 0..<random.number(in: 1...6) { try story.goOn(using: &random) }
        let index = SearchIndex(of: story.trial.replica)
        if random.chance(percent: 50) { try index.refresh(limit: random.number(in: 1...5)) }
        if random.chance(percent: 50) { continue }
        while try index.refresh(limit: random.number(in: 1...20)) != .complete {}
        let followed = try index.contents()
        try FileManager.default.removeItem(at: index.file.url)
        while try index.refresh() != .complete {}
        let made = try index.contents()
        guard followed == made, try made.count == story.visibleCount() else { return false }
        guard random.chance(percent: 50) else { continue }
        try story.trial.reopen(rights: story.parties(using: &random).rights)
      }
      return true
    }
    #expect(seed == nil, "replay with SYNCD_SEED")
  }
}

/// What happens to a replica: edits of its own, and changesets of others in any order.
private struct SearchStory {
  var trial: TrialReplica
  private var logs: [Author: SignedLog] = [
    .kalmar: SignedLog(.kalmar), .skane: SignedLog(.skane),
  ]

  init(trial: TrialReplica) {
    self.trial = trial
  }

  private static let records = (1...6).map { number in
    RecordName.named(number > 4 ? "addition/14-r\(number)" : "implementation/14-r\(number)")
  }

  func visibleCount() throws -> Int {
    var count = 0
    try trial.replica.forEachRecord { if $0.exists { count += 1 } }
    return count
  }

  func parties(using random: inout SeededRandom) -> TrialParties {
    let whole = TrialParties()
    return random.chance(percent: 50) ? whole : whole.without(random.one(of: [.kalmar, .skane]))
  }

  mutating func goOn(using random: inout SeededRandom) throws {
    let record = random.one(of: Self.records)
    if random.chance(percent: 40) {
      try trial.write(change(of: record, using: &random))
      return
    }
    let author = random.one(of: [Author.kalmar, .skane])
    guard var log = logs[author] else { return }
    try log.append(change(of: record, using: &random))
    logs[author] = log
    let first = random.number(in: 0...log.lines.count)
    try trial.receive(Array(log.lines.dropFirst(first)))
    if random.chance(percent: 50) { try trial.receive(log.lines) }
  }

  private func change(of record: RecordName, using random: inout SeededRandom) throws -> Change {
    let state = try trial.replica.record(RecordKey(.vgr, record))?.state ?? RecordState()
    if !state.isEmpty, random.chance(percent: 20) { return state.deletion(of: record, reason: nil) }
    if random.chance(percent: 10) { return state.restoration(of: record, reason: nil) }
    let word = random.one(of: ["höft", "knä", "axel", "kol-1"])
    let cell = random.one(of: [CellName.note, .named("icd10/M16"), .named("pathway"), .contact])
    let value: Value = cell.isMember ? .boolean(true) : .string(word)
    let dots = random.chance(percent: 50) ? state[cell]?.dots ?? [] : []
    return .put(cell, value, of: record, replacing: dots)
  }
}

extension SearchIndex {
  /// The rows of the index, and that its words fit them.
  fileprivate func contents() throws -> [String] {
    try DatabaseQueue(path: file.url.path).write { database in
      try database.execute(sql: "INSERT INTO texts (texts) VALUES ('integrity-check')")
      return try String.fetchAll(
        database,
        sql: """
          SELECT concat FROM (SELECT id || type || scope || '|' || name || '|' || title || '|' || body
            || '|' || coalesce((SELECT group_concat(link, ',') FROM (SELECT target_type ||
              target_id || field AS link FROM links WHERE links.id = docs.id
              AND links.type = docs.type AND links.scope = docs.scope ORDER BY 1)), '') AS concat
            FROM docs JOIN texts ON doc = texts.rowid) ORDER BY 1
          """)
    }
  }
}
