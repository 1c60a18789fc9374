import Foundation
import StoreFixtures
import SyncCore
import SyncStore
import SyncWire
import TestSupport
import Testing

@testable import SyncExchange

struct ApplyTests {
  private let share: Share
  private let vgr: TrialReplica
  private let log: SignedLog

  init() throws {
    share = try Share()
    vgr = try TrialReplica(.vgr)
    log = try SignedLog(count: 5)
  }

  private func apply(_ bytes: [UInt8], isTrial: Bool = false) throws -> ChangesetFile.Application {
    try share.put(bytes, at: "file")
    return try ChangesetFile.apply(
      vgr.replica, from: share.url.appending(path: "file"), isTrial: isTrial, now: .midsummer)
  }

  private func code(_ bytes: [UInt8]) -> ExchangeError.Code? {
    #expect(throws: ExchangeError.self) { try apply(bytes) }?.code
  }

  @Test func `a file merges and the report says so`() throws {
    let application = try apply(joined(log.lines))
    #expect(application.report.merged == 5 && application.entries.count == 5)
  }

  @Test func `applying a file again changes nothing`() throws {
    _ = try apply(joined(log.lines))
    #expect(try apply(joined(log.lines)).report.known == 5)
  }

  @Test func `carriage returns before line ends are accepted`() throws {
    let bytes = Array(log.lines.map { $0 + [13, 10] }.joined())
    #expect(try apply(bytes).report.merged == 5)
  }

  @Test func `whether a file is packed its content says, not its name`() throws {
    #expect(try apply(packed(log.lines)).report.merged == 5)
  }

  @Test(arguments: ["", "\n", "\r\n \n\t\n"])
  func `a blank file is an error`(text: String) {
    #expect(code(Array(text.utf8)) == .noChangesets)
  }

  @Test(arguments: [
    "%PDF-1.7\n", "hello\n", "[1,2]\n", "{\"type\":\"pathway\"}\n", "id;note\n14-kol-1;x\n",
  ])
  func `a file of something else is an error and fills no quarantine`(text: String) throws {
    #expect(code(Array(String(repeating: text, count: 40).utf8)) == .notChangesets)
    #expect(code(Array(text.utf8)) == .notChangesets)
    #expect(try vgr.replica.quarantine().isEmpty)
  }

  @Test(arguments: 0..<20)
  func `random bytes are an error and fill no quarantine`(seed: Int) throws {
    var random = SeededRandom(seed: UInt64(seed))
    let bytes = (0..<5_000).map { _ in UInt8.random(in: .min ... .max, using: &random) }
    #expect(code(bytes) == .notChangesets || code(bytes) == .noChangesets)
    #expect(try vgr.replica.quarantine().isEmpty)
  }

  @Test func `a file that is not there is an error`() {
    let url = share.url.appending(path: "nothing.jsonl")
    let error = #expect(throws: ExchangeError.self) {
      try ChangesetFile.apply(vgr.replica, from: url, now: .midsummer)
    }
    #expect(error?.code == .fileMissing)
  }

  @Test func `a folder is an error`() {
    let error = #expect(throws: ExchangeError.self) {
      try ChangesetFile.apply(vgr.replica, from: share.url, now: .midsummer)
    }
    #expect(error?.code == .fileUnreadable)
  }

  @Test(arguments: [false, true])
  func `a torn end is a problem and all before it merges`(isPacked: Bool) throws {
    let bytes = isPacked ? try packed(log.lines) : joined(log.lines)
    let report = try apply(bytes.dropLast(isPacked ? 6 : 40)).report
    #expect(report.problems.count == 1 && report.quarantined == 0)
    #expect(report.merged == (isPacked ? 5 : 4))
  }

  @Test func `a bad line goes to quarantine and the rest goes on`() throws {
    let other = try SignedLog(.skane, count: 2)
    let broken = Array(
      String(decoding: log.line(2), as: UTF8.self).replacing("kalmar 2", with: "x").utf8)
    let report = try apply(joined([log.line(1), broken, log.line(3)] + other.lines)).report
    #expect(report.quarantined == 1 && report.merged == 3 && report.waiting == 1)
    #expect(report.needsPerson)
    #expect(try vgr.replica.quarantine().map(\.reason) == ["body_mismatch"])
    #expect(try vgr.replica.quarantine().first?.receivedFrom?.hasSuffix("/file") == true)
  }

  @Test func `a changeset that breaks the format goes to quarantine`() throws {
    let report = try apply(Array("{\"body\":{},\"header\":{}}\n".utf8)).report
    #expect(report.quarantined == 1)
  }

  @Test func `a line over the limit goes to quarantine and the rest goes on`() throws {
    let long = Array(repeating: UInt8(ascii: "x"), count: Limits.changesetBytes + 3)
    let report = try apply(joined([log.line(1), long, log.line(2)])).report
    #expect(report.quarantined == 1 && report.merged == 2)
    #expect(try vgr.replica.quarantine().map(\.reason) == ["too_large"])
  }

  @Test func `only so many fates are kept to be explained`() throws {
    let line = log.line(1)
    let lines = Array(repeating: line, count: ChangesetFile.entriesLimit + 5)
    let application = try apply(joined(lines))
    #expect(application.entries.count == ChangesetFile.entriesLimit)
    #expect(application.report.received == ChangesetFile.entriesLimit + 5)
  }

  @Test func `what was refused behind them is kept as well`() throws {
    let lines = Array(repeating: log.line(1), count: ChangesetFile.entriesLimit)
    let application = try apply(joined(lines + [Array("{\"body\":{}}".utf8), log.line(1)]))
    #expect(application.entries.count == ChangesetFile.entriesLimit + 1)
    #expect(application.entries.last?.header == nil)
  }

  // MARK: Dry runs

  /// Two batches, with a bad line, a fork, and a log that waits.
  private func awkward() throws -> [UInt8] {
    let long = try SignedLog(.kalmar, count: 1_100)
    var fork = log.branch(after: 3, salt: 1)
    try fork.append(.put(.note, "fork"))
    let waiting = try SignedLog(.skane, count: 3)
    let tail = [Array("{\"body\":{}}".utf8), fork.line(4), waiting.line(3)]
    return joined(log.lines + long.lines + tail)
  }

  @Test func `a dry run writes nothing at all`() throws {
    try vgr.writeNotes(2)
    let database = try DatabaseFile(vgr)
    let before = try database.contents()
    _ = try apply(awkward(), isTrial: true)
    #expect(try database.contents() == before)
  }

  @Test func `a dry run says what the real one then does`() throws {
    let trial = try apply(awkward(), isTrial: true)
    let real = try apply(awkward())
    #expect(trial.entries.map(\.outcome) == real.entries.map(\.outcome))
    #expect(trial.report.conflictsAdded == real.report.conflictsAdded)
    #expect(trial.report.quarantined == real.report.quarantined)
  }

  @Test func `a dry run of several batches sees the earlier ones`() throws {
    let long = try SignedLog(.kalmar, count: 1_100)
    #expect(try apply(joined(long.lines), isTrial: true).report.merged == 1_100)
  }
}
