import StoreFixtures
import SyncCore
import SyncStore
import SyncWire
import TestSupport
import Testing

@testable import SyncExchange

struct IntakeTests {
  /// The batches into which lines of these sizes are cut.
  private func batches(_ sizes: [Int]) throws -> [[Int]] {
    var batches: [[Int]] = []
    let receiver = Intake.Receiver(
      receive: { lines in
        batches.append(lines.map(\.count))
        return Receipt()
      }, refuse: { _, _ in })
    var intake = Intake(report: ExchangeReport(peer: "test"))
    for size in sizes {
      try intake.add(
        .line(Array(repeating: 0, count: size), offset: 0), file: 0, place: "", to: receiver)
    }
    try intake.flush(to: receiver)
    return batches
  }

  @Test func `a batch has at most a thousand lines`() throws {
    let sizes = Array(repeating: 1, count: 2_500)
    #expect(try batches(sizes).map(\.count) == [1_000, 1_000, 500])
  }

  @Test func `a batch has at most eight mebibytes`() throws {
    let mebibyte = 1_048_576
    let cut = try batches(Array(repeating: 3 * mebibyte, count: 5))
    #expect(cut.map(\.count) == [2, 2, 1])
  }

  @Test func `a line that fills a batch goes alone`() throws {
    let limit = Intake.batchBytes
    #expect(try batches([1, limit, 1]) == [[1], [limit], [1]])
  }

  @Test func `no lines make no batch`() throws {
    #expect(try batches([]).isEmpty)
  }

  @Test func `a line that was too long is counted and kept as evidence`() throws {
    let vgr = try TrialReplica(.vgr)
    var intake = Intake(report: ExchangeReport(peer: "test"))
    let receiver = Intake.Receiver(
      receive: { _ in Receipt() },
      refuse: { try vgr.replica.refuse($0, evidence: $1, from: "test", at: .midsummer) })
    for offset in [10, 20] {
      try intake.add(.tooLong(offset: offset), file: 0, place: "file", to: receiver)
    }
    #expect(intake.report.quarantined == 2 && intake.report.received == 2)
    #expect(try vgr.replica.quarantine().map(\.reason) == ["too_large", "too_large"])
  }
}
