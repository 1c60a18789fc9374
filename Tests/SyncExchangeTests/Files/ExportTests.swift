import Foundation
import StoreFixtures
import SyncCore
import SyncStore
import SyncWire
import TestSupport
import Testing

@testable import SyncExchange

struct ExportTests {
  private let share: Share
  private let vgr: TrialReplica

  init() throws {
    share = try Share()
    vgr = try TrialReplica(.vgr)
  }

  private func export(_ name: String, for party: Party? = nil) throws -> Int {
    try ChangesetFile.export(vgr.replica, to: share.url.appending(path: name), for: party)
  }

  private func apply(_ name: String, to trial: TrialReplica) throws -> ExchangeReport {
    try ChangesetFile.apply(
      trial.replica, from: share.url.appending(path: name), now: .midsummer
    ).report
  }

  @Test(arguments: ["export.jsonl", "export.jsonl.gz"])
  func `what is exported is applied to an equal state`(name: String) throws {
    try vgr.writeNotes(30)
    try vgr.receive(SignedLog(.kalmar, count: 4).lines)
    #expect(try export(name) == 34)
    let kalmar = try TrialReplica(.kalmar)
    #expect(try apply(name, to: kalmar).merged == 34)
    #expect(try Standing(of: kalmar.replica) == Standing(of: vgr.replica))
  }

  @Test func `a file is packed if its name says so`() throws {
    try vgr.writeNotes(1)
    _ = try export("a.jsonl")
    _ = try export("a.jsonl.gz")
    #expect(try share.bytes(of: "a.jsonl").first == UInt8(ascii: "{"))
    #expect(try Inflater.isGzip(share.bytes(of: "a.jsonl.gz")))
  }

  @Test func `lines are sorted by scope, author and sequence`() throws {
    try vgr.receive(SignedLog(.kalmar, count: 2).lines)
    try vgr.receive(SignedLog(.national, in: .named("national/register"), count: 1).lines)
    try vgr.writeNotes(2)
    _ = try export("a.jsonl")
    let dots = try share.bytes(of: "a.jsonl").split(separator: UInt8(ascii: "\n")).map {
      try "\(Changeset.decode(Array($0)).header.dot)"
    }
    #expect(dots == ["national:1", "08-kalmar:1", "08-kalmar:2", "14-vgr:1", "14-vgr:2"])
  }

  @Test func `the same replica gives the same bytes`() throws {
    try vgr.writeNotes(30)
    _ = try export("a.jsonl.gz")
    _ = try export("b.jsonl.gz")
    #expect(try share.bytes(of: "a.jsonl.gz") == share.bytes(of: "b.jsonl.gz"))
  }

  @Test func `without a changeset nothing is made and nothing replaced`() throws {
    try share.put([1], at: "a.jsonl")
    let error = #expect(throws: ExchangeError.self) { try export("a.jsonl") }
    #expect(error?.code == .noChangesets)
    #expect(try share.bytes(of: "a.jsonl") == [1])
    #expect(try share.names() == ["a.jsonl"])
  }

  @Test func `who has begun with a snapshot and holds no changeset yet makes no file`() throws {
    try vgr.writeNotes(3)
    var bytes: [UInt8] = []
    _ = try vgr.replica.writeSnapshot(at: .midsummer, of: { _ in true }) { bytes += $0 }
    let file = vgr.parent.file("a.snapshot")
    try Data(bytes).write(to: file)
    let begun = try TrialReplica(.vgr)
    try begun.replica.load(SnapshotFile(file), at: .midsummer)
    let error = #expect(throws: ExchangeError.self) {
      try ChangesetFile.export(begun.replica, to: share.url.appending(path: "b.jsonl"), for: nil)
    }
    #expect(error?.code == .noChangesets)
    #expect(try share.names().isEmpty)
  }

  @Test func `a party that may have nothing of it makes no file`() throws {
    try vgr.writeNotes(1)
    let party = Party(
      name: "08", title: "", healthcareRegion: nil, authors: [], receives: [], endpoints: [:])
    let error = #expect(throws: ExchangeError.self) { try export("a.jsonl", for: party) }
    #expect(error?.code == .noChangesets && error?.message.contains("08") == true)
    #expect(try share.names().isEmpty)
  }

  @Test func `a place that cannot be written is an error`() throws {
    try vgr.writeNotes(1)
    let error = #expect(throws: ExchangeError.self) { try export("no/a.jsonl") }
    #expect(error?.code == .fileNotWritten)
  }

  @Test func `a changeset of a newer format is exported byte for byte`() throws {
    var raw = try RawLine(SignedLog(.kalmar, count: 1).changesets[0], key: .trial(.kalmar))
    raw.setHeader("format", 2)
    raw.setBody("novelty", "something that format 1 does not know")
    let line = try raw.line()
    #expect(try vgr.receive(line) == .held)
    _ = try export("a.jsonl")
    #expect(try share.bytes(of: "a.jsonl") == joined([line]))
  }

  @Test func `a changeset without its body is relayed byte for byte`() async throws {
    let line = try SignedLog(.kalmar, count: 1).changesets[0].withoutBody.line
    try vgr.receive(line)
    await vgr.push(share)
    #expect(try share.bytes(of: share.names()[0]) == joined([line]))
  }
}
