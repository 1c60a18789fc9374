import StoreFixtures
import SyncCore
import TestSupport
import Testing

@testable import SyncStore

/// What is found for which words.
@Suite struct SearchTests {
  /// A replica with one record per text, its note, in the order of the texts.
  private func replica(of notes: String...) throws -> TrialReplica {
    let trial = try TrialReplica()
    for (number, note) in notes.enumerated() {
      try trial.write(
        .put(.note, .string(note), of: .named("implementation/14-r\(number + 1)")))
    }
    return trial
  }

  private func found(_ query: String, in trial: TrialReplica) throws -> [String] {
    let index = SearchIndex(of: trial.replica)
    #expect(try index.refresh() == .complete)
    return try index.search(query, limit: 100).hits.map(\.key.id.string).sorted()
  }

  @Test func `å, ä and ö are letters of their own, in any case and form`() throws {
    let trial = try replica(of: "Hål", "hal", "häl", "höft", "HA\u{30A}L")
    #expect(try found("hål", in: trial) == ["14-r1", "14-r5"])
    #expect(try found("HÅL", in: trial) == ["14-r1", "14-r5"])
    #expect(try found("ha\u{30A}l", in: trial) == ["14-r1", "14-r5"])
    #expect(try found("hal", in: trial) == ["14-r2"])
    #expect(try found("häl", in: trial) == ["14-r3"])
  }

  @Test func `a word is found by its beginning`() throws {
    let trial = try replica(of: "Höftledsartros", "artros i höft", "led")
    #expect(try found("höft", in: trial) == ["14-r1", "14-r2"])
    #expect(try found("artros", in: trial) == ["14-r2"])
    #expect(try found("h", in: trial) == ["14-r1", "14-r2"])
  }

  @Test func `only the records that are asked for are found`() throws {
    let trial = try replica(of: "artros", "artros i höft", "knä")
    let index = SearchIndex(of: trial.replica)
    try index.refresh()
    let keys = [2, 3].map { RecordKey(.vgr, .named("implementation/14-r\($0)")) }
    let result = try index.search("artros", among: Set(keys), limit: 100)
    #expect(result.hits.map(\.key) == [keys[0]])
    #expect(result.total == 1)
    #expect(try index.search("artros", among: [], limit: 100).total == 0)
  }

  @Test func `every word has to be there, in any order`() throws {
    let trial = try replica(of: "artros i höft", "artros i knä", "höft och knä")
    #expect(try found("höft artros", in: trial) == ["14-r1"])
    #expect(try found("knä artr", in: trial) == ["14-r2"])
    #expect(try found("höft axel", in: trial) == [])
  }

  @Test func `a code is found by its beginning, and its parts have to follow upon each other`()
    throws
  {
    let trial = try TrialReplica()
    for (number, code) in ["M16.9", "M16.0", "M17.9", "9.M16"].enumerated() {
      try trial.write(
        .put(.named("icd10/\(code)"), true, of: .named("implementation/14-r\(number + 1)")))
    }
    #expect(try found("M16", in: trial) == ["14-r1", "14-r2", "14-r4"])
    #expect(try found("m16.9", in: trial) == ["14-r1"])
    #expect(try found("M1", in: trial) == ["14-r1", "14-r2", "14-r3", "14-r4"])
  }

  @Test func `ids, references and texts of a unit are found, codes and numbers are not`() throws {
    let trial = try TrialReplica()
    try trial.write(.put(.named("pathway"), "hjartsvikt-2"))
    try trial.assign([
      .init(.status, .status("infort", on: "2026-05-01", "Väntar på beslut")), .init(.count, 4711),
    ])
    for query in ["14-kol-1", "kol", "hjartsvikt", "hjartsvikt-2", "väntar"] {
      #expect(try found(query, in: trial) == ["14-kol-1"], "\(query)")
    }
    for query in ["infort", "4711", "2026", "note"] {
      #expect(try found(query, in: trial) == [], "\(query)")
    }
  }

  @Test(arguments: [
    "", " ", "\"", "\"\"", "*", "-", "^", "()", "{}", ":", "'", "🙂", "\u{0}", "\u{301}", "+",
  ])
  func `a query without a letter or digit finds nothing`(query: String) throws {
    #expect(try found(query, in: replica(of: "höft \" * - 🙂")) == [])
  }

  @Test(arguments: [
    "höft\"", "\"höft", "\"\u{301}höft", "höft*", "-höft", "^höft", "(höft", "höft) OR (", "{höft}",
    "höft 🙂", "höft AND", "NOT höft", "höft NEAR", "NEAR(höft", "body:höft", "höft:", "höft\u{0}",
    "höft'; DROP TABLE docs; --", "höft \u{1}\u{2}", "höft + höft", "OR",
  ])
  func `nothing of a query is syntax`(query: String) throws {
    let trial = try replica(of: "höft and not near höft or body höft drop table docs", "knä")
    #expect(try found(query, in: trial) == ["14-r1"])
  }

  @Test func `a query of any length is answered`() throws {
    let trial = try replica(of: "höft")
    #expect(try found(String(repeating: "höft ", count: 10_000), in: trial) == ["14-r1"])
    #expect(try found(String(repeating: "ö", count: 10_000), in: trial) == [])
  }

  @Test func `words in ids and titles come before those in other texts`() throws {
    let trial = try TrialReplica()
    let filler = String(repeating: "annat ", count: 50)
    try trial.write(.put(.note, "kol kol kol", of: .named("implementation/14-a")))
    try trial.write(
      .put(.note, .string(filler), of: .named("implementation/14-kol-2")))
    try trial.write(.put(.named("pathway"), "kol-1", of: .named("implementation/14-z")))
    for number in 1...20 {
      try trial.write(.put(.note, "annat", of: .named("implementation/14-n\(number)")))
    }
    let index = SearchIndex(of: trial.replica)
    try index.refresh()
    let hits = try index.search("kol", limit: 10).hits.map(\.key.id.string)
    #expect(Set(hits.prefix(2)) == ["14-kol-2", "14-z"])
    #expect(hits.last == "14-a")
  }

  @Test func `what was found is shown with its words marked`() throws {
    let trial = try TrialReplica()
    try trial.write(.put(.named("pathway"), "hoft-1"))
    try trial.assign([.init(.note, "Före \u{1}Höftledsartros\u{2} efter")])
    let index = SearchIndex(of: trial.replica)
    try index.refresh()
    let hit = try #require(try index.search("höft", limit: 1).hits.first)
    #expect(hit.key == .kol)
    #expect(hit.title == [SnippetPiece(text: "hoft-1", isMatch: false)])
    #expect(hit.snippet.map(\.text) == ["Före  ", "Höftledsartros", "  efter"])
    #expect(hit.snippet.map(\.isMatch) == [false, true, false])
    let titled = try #require(try index.search("hoft", limit: 1).hits.first)
    #expect(titled.title.map(\.text) == ["hoft", "-1"])
    #expect(titled.title.map(\.isMatch) == [true, false])
  }

  @Test func `types and scopes narrow a search`() throws {
    let trial = try TrialReplica()
    try trial.write(.put(.note, "höft"))
    var register = SignedLog(.national, in: .named("national/register"))
    try register.append(.put(.named("name"), "Höftgruppen", of: .named("body/hoftgruppen")))
    try trial.receive(register.lines)
    let index = SearchIndex(of: trial.replica)
    try index.refresh()
    func found(_ types: Set<TypeName>?, _ scopes: Set<Scope>?) throws -> [String] {
      try index.search("höft", types: types, scopes: scopes, limit: 9).hits
        .map(\.key.id.string).sorted()
    }
    #expect(try found(nil, nil) == ["14-kol-1", "hoftgruppen"])
    #expect(try found([.named("body")], nil) == ["hoftgruppen"])
    #expect(try found(nil, [.vgr]) == ["14-kol-1"])
    #expect(try found([.named("body")], [.vgr]) == [])
    #expect(try found([], nil) == [])
  }

  @Test func `pages of hits are complete, and a flood of hits is cut with titles first`() throws {
    let trial = try TrialReplica()
    var log = SignedLog(.vgr)
    try log.append(
      all: (0...SearchIndex.hitsLimit).map { number in
        .put(
          number == 1_500 ? .named("pathway") : .note, .string("höft-\(number)"),
          of: .named("implementation/14-r\(number)"))
      })
    try trial.receive(log.lines)
    let index = SearchIndex(of: trial.replica)
    while try index.refresh() != .complete {}
    let first = try index.search("höft", limit: 10)
    #expect(first.total == SearchIndex.hitsLimit && first.isCut)
    #expect(first.hits.first?.key.id.string == "14-r1500")
    let all = try index.search("höft", limit: 10_000)
    #expect(Set(all.hits.map(\.key)).count == SearchIndex.hitsLimit)
    let some = try index.search("höft-19", limit: 10_000)
    #expect(some.total == 111 && !some.isCut)
    let pages = try stride(from: 0, to: 120, by: 50).flatMap {
      try index.search("höft-19", limit: 50, offset: $0).hits
    }
    #expect(pages == some.hits && pages.count == 111)
  }
}
