import StoreFixtures
import SyncCore
import SyncWire
import TestSupport
import Testing

@testable import SyncStore

struct PortionTests {
  private let occasion = Occasion(person: nil, message: nil, time: .midsummer)

  private func write(_ changes: [Change], to trial: TrialReplica) throws -> [Written] {
    try trial.replica.edit(occasion) { _ in changes.map { (.vgr, $0) } }
  }

  private func changes(_ count: Int, note: Value = "x") -> [Change] {
    (0..<count).map { .put(.note, note, of: .named("implementation/14-\($0)")) }
  }

  @Test func `one change more than a changeset may hold is a second changeset`() throws {
    #expect(try write(changes(10_001), to: TrialReplica()).map(\.changes) == [10_000, 1])
  }

  @Test func `changes of many bytes are spread over changesets within the limit`() throws {
    let trial = try TrialReplica()
    let large = Value.string(String(repeating: "\n", count: 900_000))
    _ = try write(changes(5, note: large), to: trial)
    let lines = try trial.replica.changesets(of: LogName(.vgr, .vgr), after: 0, limitBytes: .max)
    #expect(lines.count > 1 && lines.allSatisfy { $0.line.count <= Limits.changesetBytes })
  }

  @Test func `a text over the limit is refused and nothing is written`() throws {
    let trial = try TrialReplica()
    let text = Value.string(String(repeating: "x", count: Limits.textBytes + 1))
    #expect(throws: Refusal.self) { try write(changes(1, note: text), to: trial) }
    #expect(try trial.replica.heads().isEmpty)
  }
}
