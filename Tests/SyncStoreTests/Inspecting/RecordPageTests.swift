import StoreFixtures
import SyncCore
import TestSupport
import Testing

@testable import SyncStore

/// The visible records of a type, page by page.
@Suite struct RecordPageTests {
  private let type = TypeName.named("implementation")

  private func replica() throws -> TrialReplica {
    let trial = try TrialReplica()
    for number in 1...5 {
      try trial.write(
        .put(.note, .integer(Int64(number)), of: .named("implementation/14-r\(number)")))
    }
    var theirs = SignedLog(.kalmar, in: .named("region/08"))
    try theirs.append(.put(.note, "theirs", of: .named("implementation/08-r1")))
    try trial.receive(theirs.lines)
    return trial
  }

  private func ids(_ records: [ShownRecord]) -> [String] { records.map(\.key.id.string) }

  @Test func `pages follow upon each other by id`() throws {
    let replica = try replica().replica
    let first = try replica.recordPage(of: type, limit: 4)
    #expect(ids(first) == ["08-r1", "14-r1", "14-r2", "14-r3"])
    #expect(first.map { $0.shown[.note] } == ["theirs", 1, 2, 3])
    let rest = try replica.recordPage(of: type, after: first.last?.key, limit: 4)
    #expect(ids(rest) == ["14-r4", "14-r5"])
    #expect(try replica.recordPage(of: type, after: rest.last?.key, limit: 4).isEmpty)
  }

  @Test func `only records of the scopes are listed, and none of an unknown type`() throws {
    let replica = try replica().replica
    #expect(ids(try replica.recordPage(of: type, in: [.named("region/08")], limit: 9)) == ["08-r1"])
    #expect(try replica.recordPage(of: type, in: [], limit: 9).isEmpty)
    #expect(try replica.recordPage(of: .named("unknown"), limit: 9).isEmpty)
  }

  @Test func `a page goes on behind a record that was deleted meanwhile`() throws {
    let trial = try replica()
    let key = RecordKey(.vgr, .named("implementation/14-r2"))
    let state = try #require(try trial.replica.record(key)?.state)
    try trial.write(state.deletion(of: key.name, reason: nil))
    #expect(ids(try trial.replica.recordPage(of: type, after: key, limit: 1)) == ["14-r3"])
    #expect(try trial.replica.recordCounts(of: type) == [.vgr: 4, .named("region/08"): 1])
    #expect(try trial.replica.recordCounts(of: .named("unknown")) == [:])
  }
}
