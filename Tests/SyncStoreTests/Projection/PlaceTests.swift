import StoreFixtures
import SyncCore
import TestSupport
import Testing

@testable import SyncStore

/// Where a record lies: in its type's table, or beside it.
struct PlaceTests {
  private let outside = RecordKey(.named("region/08"), .kol)

  private func counts(_ trial: TrialReplica) throws -> [String] {
    try trial.rows(
      "SELECT (SELECT count(*) FROM implementation), (SELECT count(*) FROM unprojected)")
  }

  private func holdingOutside() throws -> TrialReplica {
    let trial = try TrialReplica()
    var log = SignedLog(.kalmar, in: outside.scope)
    try log.append(.put(.note, "i fel län"))
    try trial.receive(log.lines)
    return trial
  }

  @Test func `a record outside its type's scope has no row`() throws {
    #expect(try counts(holdingOutside()) == ["0|1"])
  }

  @Test func `a record outside its type's scope is shown all the same`() throws {
    #expect(try holdingOutside().shown(.note, of: outside) == "i fel län")
  }

  @Test func `a record of an unknown type lies beside the tables`() throws {
    let trial = try TrialReplica()
    try trial.write(.put(.note, "x", of: .named("addition/14-kol-2")))
    #expect(try counts(trial) == ["0|1"])
  }

  @Test func `an unknown field is kept and counts in the digest`() throws {
    let trial = try TrialReplica()
    try trial.write(.put(.note, "x"))
    let before = try trial.replica.digests()
    try trial.write(.put(.laterField, .array([.null])))
    #expect(
      try trial.shown(.laterField) == .array([.null]) && trial.replica.digests() != before)
  }

  @Test func `a deleted record leaves its table`() throws {
    let trial = try TrialReplica()
    try trial.write(.put(.note, "x"))
    try trial.delete()
    #expect(try counts(trial) == ["0|1"])
  }

  @Test func `a deleted record keeps its values`() throws {
    let trial = try TrialReplica()
    try trial.write(.put(.note, "x"))
    try trial.delete()
    #expect(try trial.shown(.note) == "x")
  }

  @Test func `a deleted record does not exist`() throws {
    let trial = try TrialReplica()
    try trial.write(.put(.note, "x"))
    try trial.delete()
    #expect(try trial.replica.record(.kol)?.exists == false)
  }

  @Test func `a restored record comes back to its table with its values`() throws {
    let trial = try TrialReplica()
    try trial.write(.put(.note, "x"))
    try trial.delete()
    try trial.restore()
    #expect(
      try counts(trial) == ["1|0"] && trial.rows("SELECT note FROM implementation") == ["x"])
  }

  @Test func `a delete that had not seen a write leaves the record in its table`() throws {
    let trial = try TrialReplica()
    try trial.write(.put(.note, "x"))
    var other = SignedLog(.kalmar)
    try other.append(
      Change(record: .kol, existence: .delete(seen: [Dot(.skane, 1)]), reason: "Dubblett"))
    try trial.receive(other.lines)
    #expect(try counts(trial) == ["1|0"])
  }

  @Test func `a record whose every cell was removed is gone`() throws {
    let trial = try TrialReplica()
    try trial.write(.put(.codeJ44, .boolean(true)))
    try trial.assign([Edit.Assignment(.codeJ44, nil)])
    #expect(try counts(trial) == ["0|0"] && trial.replica.record(.kol) == nil)
  }

  @Test func `the scopes that a record lies in are found wherever it lies`() throws {
    let trial = try holdingOutside()
    try trial.write(.put(.note, "x"))
    #expect(try trial.replica.scopes(of: .kol) == [outside.scope, .vgr])
  }

  @Test func `a list holds the visible records of a type by id`() throws {
    let trial = try TrialReplica()
    for id in ["14-c", "14-a", "14-b"] {
      try trial.write(.put(.note, "x", of: .named("implementation/" + id)))
    }
    try trial.delete(.named("implementation/14-b"))
    let listed = try trial.replica.records(of: .named("implementation"))
    #expect(listed.map(\.key.id.string) == ["14-a", "14-c"])
  }

  @Test func `a visit meets deleted records too`() throws {
    let trial = try holdingOutside()
    try trial.write(.put(.note, "x"))
    try trial.delete()
    var met: [RecordKey] = []
    try trial.replica.forEachRecord { met.append($0.key) }
    #expect(Set(met) == [.kol, outside])
  }
}

extension TrialReplica {
  func delete(_ record: RecordName = .kol) throws {
    let state = try replica.record(RecordKey(.vgr, record))?.state ?? RecordState()
    try write(state.deletion(of: record, reason: "Dubblett"))
  }

  func restore(_ record: RecordName = .kol) throws {
    let state = try replica.record(RecordKey(.vgr, record))?.state ?? RecordState()
    try write(state.restoration(of: record, reason: nil))
  }
}
