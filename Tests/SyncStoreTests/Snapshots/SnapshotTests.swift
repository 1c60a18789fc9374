import Foundation
import GRDB
import StoreFixtures
import SyncCore
import SyncWire
import TestSupport
import Testing

@testable import SyncStore

struct SnapshotTests {
  /// The national source with a little of everything: two logs, siblings, a delete, an early dot.
  private func source() throws -> (trial: TrialReplica, logs: [SignedLog]) {
    let trial = try TrialReplica(.national)
    var vgr = SignedLog(.vgr)
    try vgr.append(.put(.note, "mars"), .put(.count, 3, of: .named("implementation/14-b")))
    try vgr.append(.put(.note, "x", of: .named("addition/14-unknown")))
    var kalmar = SignedLog(.kalmar)
    try kalmar.append(.put(.note, "april"), at: .named("2026-06-30T00:00:00.000Z"))
    try kalmar.append(
      .put(.note, "y", of: .named("implementation/14-early"), replacing: [Dot(.vgr, 9)]))
    try trial.receive(vgr.lines + kalmar.lines)
    return (trial, [vgr, kalmar])
  }

  @Test func `a replica that begins with a snapshot stands as the one that wrote it`() throws {
    let (trial, _) = try source()
    let begun = try Begun.replica(from: Begun.lines(of: trial.replica))
    #expect(try Standing(of: begun.replica) == Standing(of: trial.replica))
    #expect(try begun.rows("SELECT count(*) FROM changesets") == ["0"])
    #expect(
      try begun.rows("SELECT author, sequence FROM early")
        == trial.rows(
          "SELECT author, sequence FROM early"))
  }

  @Test func `a record that has no row in its scope gets none from a snapshot`() throws {
    let (trial, _) = try source()
    var national = SignedLog(.national, in: .named("national/register"))
    try national.append(.put(.note, "astray", of: .named("implementation/14-astray")))
    try trial.receive(national.lines)
    let begun = try Begun.replica(from: Begun.lines(of: trial.replica))
    for replica in [trial, begun] {
      #expect(try replica.rows("SELECT id FROM unprojected").contains("14-astray"))
      #expect(try !replica.rows("SELECT id FROM implementation").contains("14-astray"))
    }
  }

  @Test func `a packed snapshot is read like any other`() throws {
    let (trial, _) = try source()
    let deflater = try Deflater()
    var packed: [UInt8] = []
    let lines = try Begun.lines(of: trial.replica).flatMap { $0 + [UInt8(ascii: "\n")] }
    try deflater.deflate(lines) { packed += $0 }
    try deflater.finish { packed += $0 }
    let begun = try TrialReplica(.skane)
    let file = begun.parent.file("a.gz")
    try Data(packed).write(to: file)
    #expect(try begun.replica.load(SnapshotFile(file), at: .midsummer).records == 4)
    #expect(try Standing(of: begun.replica) == Standing(of: trial.replica))
  }

  @Test func `a write that meets a value of the snapshot is ranked by the time it claimed`() throws
  {
    let trial = try TrialReplica(.national)
    var kalmar = SignedLog(.kalmar)
    try kalmar.append(.put(.note, "sent"), at: .named("2027-01-01T00:00:00.000Z"))
    try trial.receive(kalmar.lines)
    let begun = try Begun.replica(from: Begun.lines(of: trial.replica))
    var vgr = SignedLog(.vgr)
    try vgr.append(.put(.note, "tidigt"))
    for replica in [trial, begun] { try replica.receive(vgr.lines) }
    #expect(try trial.shown(.note) == "sent")
    #expect(try Standing(of: begun.replica) == Standing(of: trial.replica))
  }

  @Test func `work goes on above a snapshot, both ways`() throws {
    let (trial, logs) = try source()
    let begun = try Begun.replica(from: Begun.lines(of: trial.replica))
    var vgr = logs[0]
    try vgr.append(.put(.note, "juni", replacing: [Dot(.vgr, 1), Dot(.kalmar, 1)]))
    #expect(try begun.receive(vgr.line(3)) == .merged)
    try begun.write(.put(.note, "egen", of: .named("implementation/14-own")))
    try carry(from: begun.replica, to: trial.replica)
    try trial.receive(vgr.lines)
    #expect(try Standing(of: begun.replica) == Standing(of: trial.replica))
    #expect(try begun.replica.verify() == [])
  }

  @Test func `once the older changesets have come, verify proves all of it`() throws {
    let (trial, logs) = try source()
    let begun = try Begun.replica(from: Begun.lines(of: trial.replica))
    #expect(try begun.replica.unprovenLogs().map(\.gap) == [1...2, 1...2])
    #expect(try begun.replica.prove(at: .midsummer).unproven.count == 2)
    try begun.receive(logs[0].lines)
    #expect(try begun.replica.prove(at: .midsummer).unproven.map(\.gap) == [1...2, nil])
    // They come in any order.
    try begun.receive(logs[1].lines.reversed())
    #expect(try begun.replica.unprovenLogs().map(\.gap) == [nil, nil])
    let proof = try begun.replica.prove(at: .midsummer)
    #expect(proof.problems == [] && proof.unproven == [])
    #expect(try begun.rows("SELECT * FROM claims") == [])
    #expect(try begun.replica.verify() == [])
    #expect(try Standing(of: begun.replica) == Standing(of: trial.replica))
    #expect(
      try begun.rows("SELECT count(*) FROM touches")
        == trial.rows(
          "SELECT count(*) FROM touches"))
  }

  @Test func `state that the log does not give is found once the log is here`() throws {
    let (trial, logs) = try source()
    let begun = try Begun.replica(from: Begun.lines(of: trial.replica))
    try begun.tamper("UPDATE implementation SET count = 4 WHERE id = '14-b'")
    #expect(try begun.replica.verify() == [])
    try begun.receive(logs.flatMap(\.lines))
    let proof = try begun.replica.prove(at: .midsummer)
    #expect(proof.problems.count == 1 && proof.unproven.count == 2)
    #expect(try begun.replica.repair(at: .midsummer).left == [])
    #expect(try begun.replica.unprovenLogs() == [])
    #expect(try Standing(of: begun.replica) == Standing(of: trial.replica))
  }

  @Test func `nothing is offered of what is not here`() throws {
    let (trial, logs) = try source()
    let begun = try Begun.replica(from: Begun.lines(of: trial.replica))
    var vgr = logs[0]
    try vgr.append(.put(.note, "juni"))
    try begun.receive([vgr.line(3), vgr.line(1)])
    func sequences(after sequence: Int64) throws -> [Int64] {
      try begun.replica.changesets(of: vgr.name, after: sequence, limitBytes: .max)
        .map(\.sequence)
    }
    #expect(try sequences(after: 0) == [1])
    #expect(try sequences(after: 1) == [])
    #expect(try sequences(after: 2) == [3])
    #expect(try begun.replica.headerHash(at: 2, of: vgr.name) == vgr.head(at: 2).hash)
  }

  @Test func `a replica that hangs on a snapshot writes none`() throws {
    let (trial, _) = try source()
    let begun = try Begun.replica(from: Begun.lines(of: trial.replica))
    expect(.unproven) { _ = try Begun.lines(of: begun.replica) }
    let empty = try TrialReplica()
    expect(.nothingToSnapshot) { _ = try Begun.lines(of: empty.replica) }
  }

  @Test func `a replica of an author whose log is in the snapshot is marked as after a restore`()
    throws
  {
    let (trial, _) = try source()
    let lines = try Begun.lines(of: trial.replica)
    func mark(_ author: Author) throws -> String? {
      let begun = try Begun.replica(author, from: lines)
      return try begun.replica.read { try $0.setting(SettingName.madeFromBackup) }
    }
    #expect(try mark(.vgr) == Timestamp.midsummer.description)
    #expect(try mark(.skane) == nil)
  }

  @Test func `only the scopes that are asked for are written`() throws {
    let (trial, _) = try source()
    var national = SignedLog(.national, in: .named("national/register"))
    try national.append(.put(.named("name"), "NPO", of: .named("body/npo")))
    try trial.receive(national.lines)
    let lines = try Begun.lines(of: trial.replica) { $0 == .vgr }
    #expect(!lines.contains { String(decoding: $0, as: UTF8.self).contains("npo") })
    let begun = try Begun.replica(from: lines)
    #expect(try begun.replica.heads().keys.allSatisfy { $0.scope == .vgr })
  }
}
