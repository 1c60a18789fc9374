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
}
