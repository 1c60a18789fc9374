import SyncCore
import SyncWire
import TestSupport
import Testing

@testable import SyncExchange

struct HeadsHashTests {
  private func standing(
    _ author: Author, _ scope: Scope = .vgr, at sequence: Int64 = 3, seed: UInt8 = 1,
    fork: Int64? = nil, end: Int64? = nil
  ) -> LogStanding {
    LogStanding(
      log: LogName(scope, author), head: Head(sequence: sequence, hash: .sha256([seed])),
      fork: fork, end: end)
  }

  private func hash(_ standings: LogStanding...) -> HeadsHash {
    HeadsHash(Dictionary(standings.map { ($0.log, $0) }, uniquingKeysWith: { $1 }))
  }

  @Test func `the order of logs makes no difference`() {
    #expect(hash(standing(.vgr), standing(.kalmar)) == hash(standing(.kalmar), standing(.vgr)))
  }

  @Test func `where a side's Peers ends a log makes no difference`() {
    #expect(hash(standing(.vgr, end: 9)) == hash(standing(.vgr)))
  }

  @Test func `a fork that a pin outranks makes no difference`() {
    for end: Int64 in [2, 3, 9] {
      #expect(hash(standing(.vgr, fork: 4, end: end)) == hash(standing(.vgr, end: end)))
    }
    let known = hash(standing(.kalmar), standing(.vgr, at: 0, fork: 1, end: 5))
    #expect(known == hash(standing(.kalmar)))
    #expect(hash(standing(.vgr, at: 0, fork: 1)) != hash())
  }

  @Test func `whatever else differs, the hash of its scope and the total differ`() {
    let before = hash(standing(.vgr), standing(.vgr, .named("national/a")))
    let others = [
      hash(standing(.vgr, at: 4), standing(.vgr, .named("national/a"))),
      hash(standing(.vgr, seed: 2), standing(.vgr, .named("national/a"))),
      hash(standing(.vgr, fork: 4), standing(.vgr, .named("national/a"))),
      hash(standing(.kalmar), standing(.vgr, .named("national/a"))),
      hash(standing(.vgr, .named("national/a"))),
    ]
    for other in others {
      #expect(other.total != before.total)
      #expect(before.differences(from: other.scopes) == [.vgr])
      #expect(other.differences(from: before.scopes) == [.vgr])
    }
  }

  // Worked out with Python's hashlib from the canonical JSON in the documentation.
  @Test func `the hash is the one that the documentation defines`() {
    let zero = LogStanding(
      log: LogName(.vgr, .vgr), head: Head(sequence: 3, hash: .zero), fork: 4, end: nil)
    #expect(
      hash(zero).total.hex
        == "e1999b885b4b0e209dc99165558058441bf56e0d832e11925ad7bc6c5f9de822")
  }
}
