import StoreFixtures
import SyncCore
import TestSupport
import Testing

@testable import SyncStore

/// What came since somebody last looked.
@Suite struct ArrivalTests {
  private func filled() throws -> TrialReplica {
    let trial = try TrialReplica()
    var ours = SignedLog(.vgr)
    var theirs = SignedLog(.kalmar)
    for number in 1...3 {
      try ours.append(.put(.note, .integer(Int64(number))))
      try theirs.append(.put(.count, .integer(Int64(number))))
      try trial.receive([ours.line(number), theirs.line(number)])
    }
    return trial
  }

  private func arrivals(
    _ trial: TrialReplica, after arrival: Int64, limit: Int = 10, limitBytes: Int = .max,
    countLimit: Int = 100
  ) throws -> Arrivals {
    try trial.replica.arrivals(
      after: arrival, limit: limit, limitBytes: limitBytes, countLimit: countLimit)
  }

  @Test func `the latest comes first, whatever log it is of`() throws {
    let all = try arrivals(try filled(), after: 0)
    #expect(
      all.newest.map(\.dot.description) == [
        "08-kalmar:3", "14-vgr:3", "08-kalmar:2", "14-vgr:2", "08-kalmar:1", "14-vgr:1",
      ])
    #expect(all.count == 6)
    #expect(all.last == all.newest.first?.arrival)
  }

  @Test func `only what came after the mark counts`() throws {
    let trial = try filled()
    let mark = try arrivals(trial, after: 0).newest[2].arrival
    let new = try arrivals(trial, after: mark)
    #expect(new.newest.map(\.dot.description) == ["08-kalmar:3", "14-vgr:3"])
    #expect(new.count == 2)
    let none = try arrivals(trial, after: new.last)
    #expect(none.newest.isEmpty)
    #expect(none.count == 0)
    #expect(none.last == new.last)
  }

  @Test func `reading and counting stop at their limits`() throws {
    let trial = try filled()
    #expect(try arrivals(trial, after: 0, limit: 2).newest.count == 2)
    #expect(try arrivals(trial, after: 0, limitBytes: 1).newest.count == 1)
    #expect(try arrivals(trial, after: 0, countLimit: 4).count == 4)
  }

  @Test func `what does not count is left out`() throws {
    let trial = try TrialReplica(.kalmar)
    var log = SignedLog(.vgr)
    try log.append(.put(.note, "1"))
    var other = log.branch(after: 1, salt: 7)
    try log.append(.put(.note, "2"))
    try other.append(.put(.note, "3"))
    try trial.receive(log.lines + other.lines)
    let all = try arrivals(trial, after: 0)
    #expect(all.newest.map(\.dot.sequence) == [1])
    #expect(all.count == 1)
  }
}
