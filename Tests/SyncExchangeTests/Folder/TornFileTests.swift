import Foundation
import StoreFixtures
import SyncCore
import SyncStore
import TestSupport
import Testing

@testable import SyncExchange

struct TornFileTests {
  /// How many whole lines stand in the first bytes of a plain file.
  private func wholeLines(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.count { $0 == UInt8(ascii: "\n") }
  }

  @Test(arguments: [false, true])
  func `a file cut at any byte is neither an error nor quarantined`(isPacked: Bool) async throws {
    let share = try Share()
    let vgr = try TrialReplica(.vgr)
    let log = try SignedLog(count: 2)
    let name = try share.put(log, 1...2, isPacked: isPacked)
    let bytes = try share.bytes(of: name)
    for length in 0..<bytes.count {
      try share.put(Array(bytes[..<length]), at: name)
      var report = ExchangeReport(peer: "share")
      var carrier = FolderCarrier(vgr.exchange(), to: share.destination, folder: share.url)
      carrier.receive(into: &report)
      #expect(report.error == nil && report.quarantined == 0, "at \(length) bytes")
    }
    #expect(try vgr.replica.quarantine().isEmpty)
    try share.put(bytes, at: name)
    await vgr.pull(share)
    #expect(try vgr.head(of: log.name) == log.head)
  }

  @Test func `a plain file counts up to its last whole line`() async throws {
    let log = try SignedLog(count: 3)
    let bytes = joined(log.lines)
    for length in stride(from: 1, to: bytes.count, by: 97) {
      let share = try Share()
      let vgr = try TrialReplica(.vgr)
      try share.put(Array(bytes[..<length]), at: log.fileName(1...3))
      await vgr.pull(share)
      let head = try vgr.head(of: log.name)?.sequence ?? 0
      #expect(head == wholeLines(bytes[..<length]), "at \(length) bytes")
    }
  }

  @Test func `a last line that only lacks its line end counts`() async throws {
    let share = try Share()
    let vgr = try TrialReplica(.vgr)
    let log = try SignedLog(count: 3)
    try share.put(joined(log.lines).dropLast(), at: log.fileName(1...3))
    let report = await vgr.pull(share)
    #expect(try vgr.head(of: log.name) == log.head)
    #expect(report.problems.isEmpty)
  }

  @Test func `a torn file is a problem that says what to do`() async throws {
    let share = try Share()
    let log = try SignedLog(count: 2)
    try share.put(joined(log.lines).dropLast(5), at: log.fileName(1...2))
    let report = try await TrialReplica(.vgr).pull(share)
    #expect(report.problems.count == 1 && !report.needsPerson)
    #expect(report.problems.first?.contains("remove it") == true)
  }

  @Test(arguments: [false, true])
  func `a file that was torn long ago is opened once, and told of each time`(
    isPacked: Bool
  ) async throws {
    let share = try Share()
    let vgr = try TrialReplica(.vgr)
    let log = try SignedLog(count: 40)
    let (bytes, name) = (isPacked ? try packed(log.lines) : joined(log.lines), log.fileName(1...40))
    try share.put(
      Array(bytes.prefix(bytes.count / 2)), at: name,
      modified: Date(timeIntervalSince1970: 1_000_000))
    let reports = await [vgr.pull(share), vgr.pull(share), vgr.pull(share)]
    #expect(reports.map(\.filesOpened) == [1, 0, 0])
    #expect(reports[0].received > 0 && reports[1].received == 0)
    #expect(reports.allSatisfy { $0.problems == reports[0].problems && $0.problems.count == 1 })
    try share.put(bytes, at: name, modified: Date(timeIntervalSince1970: 1_000_001))
    await vgr.pull(share)
    #expect(try vgr.head(of: log.name) == log.head)
    #expect(await vgr.pull(share).problems.isEmpty)
  }

  @Test func `a torn file that was changed a moment ago is read again`() async throws {
    let share = try Share()
    let vgr = try TrialReplica(.vgr)
    let log = try SignedLog(count: 3)
    let date = Date(timeIntervalSince1970: Double(Timestamp.midsummer.milliseconds) / 1_000 - 1)
    try share.put(joined(log.lines).dropLast(5), at: log.fileName(1...3), modified: date)
    #expect(await [vgr.pull(share), vgr.pull(share)].map(\.filesOpened) == [1, 1])
  }

  @Test func `a packed file of which the end is not filled yet is read again`() async throws {
    let share = try Share()
    let vgr = try TrialReplica(.vgr)
    let log = try SignedLog(count: 40)
    let (bytes, date) = (try packed(log.lines), Date(timeIntervalSince1970: 1_000_000))
    let name = log.fileName(1...40, isPacked: true)
    let half = bytes.count / 2
    try share.put(
      bytes.prefix(half) + Array(repeating: 0, count: bytes.count - half), at: name, modified: date)
    await vgr.pull(share)
    try share.put(bytes, at: name, modified: date)
    await vgr.pull(share)
    #expect(try vgr.head(of: log.name) == log.head)
  }

  @Test func `a torn file is read again although neither its size nor its date changed`()
    async throws
  {
    let share = try Share()
    let vgr = try TrialReplica(.vgr)
    let log = try SignedLog(count: 3)
    let bytes = joined(log.lines)
    let date = Date(timeIntervalSince1970: 1_000_000)
    let half = bytes.prefix(bytes.count / 2) + Array(repeating: 0, count: bytes.count / 2)
    try share.put(
      half + Array(repeating: 0, count: bytes.count - half.count),
      at: log.fileName(1...3), modified: date)
    await vgr.pull(share)
    try share.put(bytes, at: log.fileName(1...3), modified: date)
    await vgr.pull(share)
    #expect(try vgr.head(of: log.name) == log.head)
  }

  @Test func `the part that a copy has not filled yet is not quarantined`() async throws {
    let share = try Share()
    let vgr = try TrialReplica(.vgr)
    let log = try SignedLog(count: 5)
    var bytes = joined(log.lines)
    for index in 700..<1_400 { bytes[index] = 0 }
    try share.put(bytes, at: log.fileName(1...5))
    let report = await vgr.pull(share)
    #expect(report.quarantined == 0 && report.error == nil)
    #expect(try vgr.replica.quarantine().isEmpty)
  }

  @Test(arguments: [30, 200, 900])
  func `a packed file with a wrong byte gives what stands before it`(index: Int) async throws {
    let share = try Share()
    let vgr = try TrialReplica(.vgr)
    let log = try SignedLog(count: 40)
    var bytes = try packed(log.lines)
    bytes[index] ^= 0x55
    try share.put(bytes, at: log.fileName(1...40, isPacked: true))
    let report = await vgr.pull(share)
    #expect(report.error == nil)
    #expect(try vgr.replica.verify().isEmpty)
    try share.put(log, 1...40, isPacked: true)
    await vgr.pull(share)
    #expect(try vgr.head(of: log.name) == log.head)
  }

  @Test func `a file that was cut at a line end is read again when the rest has come`() async throws
  {
    let share = try Share()
    let vgr = try TrialReplica(.vgr)
    let log = try SignedLog(count: 3)
    try share.put(joined([log.line(1), log.line(2)]), at: log.fileName(1...3))
    await vgr.pull(share)
    try share.put(log, 1...3)
    await vgr.pull(share)
    #expect(try vgr.head(of: log.name) == log.head)
  }

  @Test func `an empty file is filled by the next push`() async throws {
    let share = try Share()
    let (vgr, kalmar) = (try TrialReplica(.vgr), try TrialReplica(.kalmar))
    try vgr.writeNotes(2)
    await vgr.push(share)
    let name = try share.names()[0]
    try share.put([], at: name)
    #expect(await kalmar.pull(share).filesOpened == 0)
    await vgr.push(share)
    await kalmar.pull(share)
    #expect(try kalmar.replica.heads() == vgr.replica.heads())
  }
}
