import SyncCore
import TestSupport
import Testing

@Suite struct ChangeTests {
  @Test func `a change without writes, replaced dots or existence is empty`() {
    #expect(Change(record: .kol, reason: "Utan verkan").isEmpty)
  }

  @Test(arguments: [
    Change(record: .kol, writes: [Change.Write(.note, "x")]),
    Change(record: .kol, replaces: [Change.Replacement(.note, [.named("14-vgr:1")])]),
    Change(record: .kol, existence: .restore),
  ])
  func `a change that does anything is not empty`(change: Change) {
    #expect(!change.isEmpty)
  }

  @Test func `existence is written to a cell of its own`() {
    let change = Change(
      record: .kol, writes: [Change.Write(.note, "x")], existence: .restore)
    #expect(change.allWrites == [.init(.note, "x"), .init(.exists, .boolean(true))])
  }

  @Test func `a cell that a change does not name has nothing replaced`() {
    let change = Change(
      record: .kol, replaces: [Change.Replacement(.note, [.named("14-vgr:1")])])
    #expect(change.replaced(in: .status).isEmpty)
  }
}
