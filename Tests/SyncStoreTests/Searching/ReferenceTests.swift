import StoreFixtures
import SyncCore
import TestSupport
import Testing

@testable import SyncStore

/// Which records name a record.
@Suite struct ReferenceTests {
  private static let pathway = CellName.named("pathway")

  @Test func `records that name one are found by their columns, page by page`() throws {
    let trial = try TrialReplica()
    for number in 1...5 {
      try trial.write(
        .put(
          Self.pathway, number == 5 ? "kol-2" : "kol-1",
          of: .named("implementation/14-r\(number)")))
    }
    let index = SearchIndex(of: trial.replica)
    try index.refresh()
    let target = RecordName.named("pathway/kol-1")
    let first = try index.references(to: target, limit: 3)
    #expect(first.map(\.source.id.string) == ["14-r1", "14-r2", "14-r3"])
    #expect(Set(first.map(\.field.string)) == ["pathway"])
    let rest = try index.references(to: target, after: first.last, limit: 3)
    #expect(rest.map(\.source.id.string) == ["14-r4"])
    #expect(try index.referenceCounts(to: target) == [.named("implementation"): 4])
    #expect(try index.references(to: .named("body/kol-1"), limit: 3) == [])
  }

  @Test func `a set names each of its members`() throws {
    let schema = Schema(
      version: 1,
      types: [
        RecordType(
          .named("addition"), "Tillägg", summary: "A regional addition.", home: .region,
          identity: .regional(.named("note")),
          fields: [
            Field(
              .named("replaces"), "Ersätter", .set(.reference(.named("pathway"))), help: "Which.")
          ])
      ])
    let trial = try TrialReplica(schema: schema)
    let addition = RecordName.named("addition/14-a")
    for id in ["kol-1", "kol-2", "not an id"] {
      try trial.write(.put(.named("replaces/\(id)"), true, of: addition))
    }
    let index = SearchIndex(of: trial.replica)
    try index.refresh()
    for id in ["kol-1", "kol-2"] {
      let references = try index.references(to: .named("pathway/\(id)"), limit: 9)
      #expect(references.map(\.source.name) == [addition])
    }
  }

  @Test func `a reference goes with its record and with its value`() throws {
    let trial = try TrialReplica()
    try trial.assign([.init(Self.pathway, "kol-1")])
    let index = SearchIndex(of: trial.replica)
    try index.refresh()
    #expect(try index.references(to: .named("pathway/kol-1"), limit: 9).count == 1)
    try trial.assign([.init(Self.pathway, "kol-2")])
    try index.refresh()
    #expect(try index.references(to: .named("pathway/kol-1"), limit: 9).isEmpty)
    #expect(try index.references(to: .named("pathway/kol-2"), limit: 9).count == 1)
    let state = try #require(try trial.replica.record(.kol)?.state)
    try trial.write(state.deletion(of: .kol, reason: nil))
    try index.refresh()
    #expect(try index.references(to: .named("pathway/kol-2"), limit: 9).isEmpty)
  }
}
