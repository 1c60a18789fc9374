import SyncCore
import SyncWire
import TestSupport
import Testing

@testable import SyncExchange

struct RoundPlanTests {
  private static let log = LogName(.vgr, .vgr)

  private func head(_ sequence: Int64, _ branch: UInt8 = 0) -> Head {
    Head(sequence: sequence, hash: .sha256(Array("\(sequence) \(branch)".utf8)))
  }

  private func standing(
    _ sequence: Int64, branch: UInt8 = 0, fork: Int64? = nil, end: Int64? = nil,
    log: LogName = log
  ) -> Standings {
    [log: LogStanding(log: log, head: head(sequence, branch), fork: fork, end: end)]
  }

  private func plan(
    _ taker: Standings, _ giver: Standings, hashes: [LogName: ContentHash] = [:],
    strangers: Set<LogName> = []
  ) -> RoundPlan {
    RoundPlan(taker: taker, giver: giver, hashes: hashes) { strangers.contains($0) }
  }

  private func ranges(_ plan: RoundPlan) -> [ClosedRange<Int64>] {
    plan.stretches.map { ($0.after + 1)...$0.through }
  }

  @Test func `a log that the taker lacks is carried from its start`() {
    let plan = plan([:], standing(7))
    #expect(ranges(plan) == [1...7] && plan.stretches[0].mark == nil && plan.changesets == 7)
  }

  @Test func `what lies above the taker's head is carried, with the taker's hash there`() {
    let plan = plan(standing(4), standing(7))
    #expect(ranges(plan) == [5...7] && plan.stretches[0].mark == head(4).hash)
  }

  @Test func `equal logs and longer ones of the taker ask for nothing`() {
    #expect(plan(standing(7), standing(7)).stretches.isEmpty)
    let shorter = plan(standing(7), standing(4), hashes: [Self.log: head(4).hash])
    #expect(shorter.stretches.isEmpty && shorter.forkProofs.isEmpty)
  }

  @Test func `nothing is carried beyond where the taker's Peers end the log`() {
    #expect(ranges(plan(standing(4, end: 6), standing(9))) == [5...6])
    #expect(plan(standing(6, end: 6), standing(9)).stretches.isEmpty)
  }

  @Test func `of a log that the taker would refuse one changeset is carried as evidence`() {
    #expect(ranges(plan([:], standing(900), strangers: [Self.log])) == [1...1])
  }

  @Test func `another branch of the same length is carried by its last changeset`() {
    #expect(ranges(plan(standing(5), standing(5, branch: 1))) == [5...5])
  }

  @Test func `another, shorter branch is carried by its last changeset`() {
    let plan = plan(standing(9), standing(5, branch: 1), hashes: [Self.log: head(5).hash])
    #expect(ranges(plan) == [5...5])
  }

  @Test func `a fork that only the giver can prove is asked for`() {
    #expect(plan(standing(9), standing(4, fork: 5)).forkProofs == [Self.log])
    #expect(plan(standing(4, fork: 5), standing(4, fork: 5)).forkProofs.isEmpty)
    #expect(plan(standing(7, fork: 8), standing(4, fork: 5)).forkProofs == [Self.log])
  }

  @Test func `a pin at the fork or above it outranks the proof`() {
    #expect(plan(standing(9, end: 9), standing(4, fork: 5)).forkProofs.isEmpty)
    #expect(plan(standing(4, end: 4), standing(4, fork: 5)).forkProofs.isEmpty)
  }

  @Test func `nothing is carried from a fork on that the taker knows`() {
    #expect(plan(standing(4, fork: 5), standing(9)).stretches.isEmpty)
    #expect(ranges(plan(standing(2, fork: 5), standing(9))) == [3...4])
  }

  @Test func `behind a fork up to a pin of the taker's Peers the true branch is carried`() {
    #expect(ranges(plan(standing(4, fork: 5, end: 7), standing(9))) == [5...7])
    #expect(plan(standing(4, fork: 5, end: 4), standing(9)).stretches.isEmpty)
  }

  @Test func `stretches come in the order of scope and author`() {
    let names = [Author.vgr, .kalmar].flatMap { author in
      [Scope.vgr, .named("national/a")].map { LogName($0, author) }
    }
    let giver = names.reduce(into: Standings()) { $0.merge(standing(1, log: $1)) { $1 } }
    #expect(plan([:], giver).stretches.map(\.log) == names.sorted())
  }
}
