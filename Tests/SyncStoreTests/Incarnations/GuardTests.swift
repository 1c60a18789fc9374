import StoreFixtures
import SyncCore
import TestSupport
import Testing

@testable import SyncStore

/// The guard says what is durable, and never more.
struct GuardTests {
  @Test func `an edit that fails half-way leaves the guard as it was, and is no sign`() throws {
    let trial = try TrialReplica()
    try trial.write(.put(.note, "one"))
    let before = try #require(GuardFile(in: trial.folder).read())
    let occasion = Occasion(person: nil, message: nil, time: .midsummer)
    // The first scope is written when the second is refused.
    #expect(throws: (any Error).self) {
      try trial.replica.edit(occasion) { _ in
        [
          (.vgr, .put(.note, "two")),
          (.named("region/99"), .put(.note, "not theirs")),
        ]
      }
    }
    #expect(try trial.shown(.note) == "one")
    #expect(GuardFile(in: trial.folder).read() == before)
    #expect(try trial.replica.signs() == [])
    #expect(try trial.write(.put(.note, "three")) == Dot(.vgr, 2))
  }
}
