import StoreFixtures
import SyncCore
import SyncWire
import Testing

@testable import SyncExchange

struct ChangesetGateTests {
  private func line(_ text: String) -> LineSplitter.Line {
    .line(Array(text.utf8), offset: 0)
  }

  private func changeset() throws -> LineSplitter.Line {
    .line(try SignedLog(count: 1).line(1), offset: 0)
  }

  @Test func `a changeset opens the gate`() throws {
    var gate = ChangesetGate()
    #expect(try gate.pass(changeset()).count == 1 && gate.isOpen)
  }

  @Test func `lines before the first changeset pass with it, in order`() throws {
    var gate = ChangesetGate()
    #expect(try gate.pass(line("one")).isEmpty)
    #expect(try gate.pass(changeset()) == [line("one"), changeset()])
  }

  @Test func `once open everything passes`() throws {
    var gate = ChangesetGate()
    _ = try gate.pass(changeset())
    for _ in 0..<50 { #expect(try gate.pass(line("junk")).count == 1) }
  }

  @Test func `ten lines that are no changesets close the gate for good`() throws {
    var gate = ChangesetGate()
    for _ in 0..<9 { #expect(try gate.pass(line("junk")).isEmpty) }
    #expect(throws: ChangesetGate.NotChangesets.self) { try gate.pass(line("junk")) }
  }

  @Test func `a few lines of anything are no file of changesets`() throws {
    var gate = ChangesetGate()
    _ = try gate.pass(line("junk"))
    #expect(throws: ChangesetGate.NotChangesets.self) { try gate.finish() }
  }

  @Test func `no line at all is no file of changesets`() {
    var gate = ChangesetGate()
    #expect(throws: ChangesetGate.NotChangesets.self) { try gate.finish() }
  }

  @Test(arguments: ["{\"body\":{\"changes\":1", "{\"header\":{}}"])
  func `a broken changeset alone passes, to be refused`(text: String) throws {
    var gate = ChangesetGate()
    _ = try gate.pass(line(text))
    #expect(try gate.finish() == [line(text)])
  }

  @Test func `a changeset whose body was changed opens the gate`() throws {
    guard case .line(let bytes, _) = try changeset() else { return }
    let tampered = String(decoding: bytes, as: UTF8.self).replacing("kalmar 1", with: "kalmar 2")
    var gate = ChangesetGate()
    #expect(try gate.pass(line(tampered)).count == 1)
  }
}
