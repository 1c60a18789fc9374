import StoreFixtures
import SyncCore
import SyncWire
import TestSupport
import Testing

@testable import SyncStore

/// Values that were erased below the floor of a snapshot.
struct SnapshotErasureTests {
  /// A source that holds the lines, and a replica that begins with its snapshot.
  private func begun(with lines: [[UInt8]]) throws -> (source: TrialReplica, new: TrialReplica) {
    let source = try TrialReplica(.national)
    try source.receive(lines)
    return (source, try Begun.replica(from: Begun.lines(of: source.replica)))
  }

  @Test func `a snapshot shows what was erased, and the older log proves it`() throws {
    let after = try SecretNote.erased().lines
    let (source, new) = try begun(with: after)
    #expect(try new.shown(.note) == Value.erased)
    try new.receive(after.reversed())
    #expect(try new.replica.prove(at: .midsummer).problems == [])
    #expect(try new.replica.verify() == [])
    #expect(try Standing(of: new.replica) == Standing(of: source.replica))
  }

  @Test func `an older line that still has its value loses it when the erasure comes`() throws {
    let after = try SecretNote.erased().lines
    var new = try begun(with: after).new
    try new.receive(SecretNote.log().lines)
    #expect(try SecretNote.isHeld(in: new))
    #expect(try new.shown(.note) == Value.erased)
    try new.receive(after)
    try new.reopen()
    #expect(try !SecretNote.isHeld(in: new))
    #expect(try new.replica.prove(at: .midsummer).problems == [])
    #expect(try new.replica.unprovenLogs().isEmpty)
    #expect(try new.replica.verify() == [])
  }

  @Test func `verify complains of nothing while the erasure has not come`() throws {
    let after = try SecretNote.erased().lines
    let (_, new) = try begun(with: after)
    let isKalmar = { (line: [UInt8]) in
      (try? Changeset.decode(line))?.header.author == Author.kalmar
    }
    try new.receive(after.filter(isKalmar))
    #expect(try new.replica.verify() == [])
    #expect(try new.shown(.note) == Value.erased)
  }

  @Test(arguments: [false, true])
  func `what is erased after the snapshot goes whether or not the older log has come`(
    isOlderFirst: Bool
  ) throws {
    let (source, new) = try begun(with: SecretNote.log().lines)
    let owner = try SecretNote.erased().trial
    try carry(from: owner.replica, to: source.replica)
    let older = try owner.replica.changesets(
      of: SecretNote.log().name, after: 0, limitBytes: .max
    ).map(\.line)
    let erasing = try owner.replica.changesets(
      of: LogName(.vgr, .vgr), after: 0, limitBytes: .max
    ).map(\.line)
    try new.receive(isOlderFirst ? older + erasing : erasing)
    #expect(try new.shown(.note) == Value.erased && !SecretNote.isHeld(in: new))
    #expect(try new.replica.digests() == source.replica.digests())
    try new.receive(older)
    #expect(try new.replica.prove(at: .midsummer).problems == [])
    #expect(try new.replica.unprovenLogs().isEmpty)
    #expect(try Standing(of: new.replica) == Standing(of: source.replica))
  }

  @Test func `a value of the snapshot that was replaced since leaves no bytes either`() throws {
    let (_, new) = try begun(with: SecretNote.log().lines)
    try new.assign([Edit.Assignment(.note, "ny")])
    #expect(try SecretNote.isHeld(in: new))
    let owner = try SecretNote.erased().trial
    try new.receive(SecretNote.lines(of: owner))
    #expect(try new.shown(.note) == "ny" && !SecretNote.isHeld(in: new))
  }

  @Test func `an erasure of another branch than the snapshot's floor takes nothing`() throws {
    let new = try begun(with: SecretNote.log().lines).new
    var other = SignedLog(.kalmar)
    try other.append(.put(.note, "Ada"))
    try other.append(.put(.isPilot, .boolean(false)))
    var owner = SignedLog(.vgr)
    try owner.erase([CellPlace(.kol, .isPilot)], of: other.changesets[1])
    try new.receive(owner.lines)
    #expect(try new.shown(.isPilot) == .boolean(true))
  }

  @Test func `nobody erases while older changesets are still to come`() throws {
    let source = try TrialReplica(.national)
    try source.receive(SecretNote.log().lines)
    let new = try Begun.replica(.vgr, from: Begun.lines(of: source.replica))
    expect(.unproven) {
      _ = try new.replica.erase(.note, of: .kol, SecretNote.occasion)
    }
    #expect(try new.replica.heads() == source.replica.heads())
    try new.receive(SecretNote.log().lines)
    #expect(try new.replica.erase(.note, of: .kol, SecretNote.occasion).erased == 1)
    #expect(try !SecretNote.isHeld(in: new) && new.replica.prove(at: .midsummer).problems == [])
  }
}
