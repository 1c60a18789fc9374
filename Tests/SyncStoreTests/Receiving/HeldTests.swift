import StoreFixtures
import SyncCore
import SyncWire
import TestSupport
import Testing

@testable import SyncStore

struct HeldTests {
  private func log() throws -> SignedLog {
    var log = SignedLog(.kalmar)
    for value in ["one", "two", "three"] { try log.append(.put(.note, .string(value))) }
    return log
  }

  private func newerFormat(_ changeset: Changeset) throws -> RawLine {
    var raw = try RawLine(changeset, key: .trial(.kalmar))
    raw.setHeader("format", .integer(2))
    raw.setBody("changes", "in a form of the future")
    return raw
  }

  @Test func `a changeset without its body is held`() throws {
    #expect(try TrialReplica().receive(log().changesets[0].withoutBody.line) == .held)
  }

  @Test func `a held changeset is part of its log and relayed`() throws {
    let trial = try TrialReplica()
    let log = try log()
    _ = try trial.receive(log.changesets[0].withoutBody.line)
    #expect(try trial.replica.heads()[log.name] == log.head(at: 1))
  }

  @Test func `what follows a held changeset is kept and not merged`() throws {
    let trial = try TrialReplica()
    let log = try log()
    let outcomes = try trial.receive([log.changesets[0].withoutBody.line, log.line(2)])
    #expect(try outcomes == [.held, .held] && trial.live().isEmpty)
  }

  @Test func `with its body a held changeset is merged, and all behind it`() throws {
    let trial = try TrialReplica()
    let log = try log()
    try trial.receive([log.changesets[0].withoutBody.line, log.line(2), log.line(3)])
    _ = try trial.receive(log.line(1))
    #expect(try trial.shown(.note) == "three")
  }

  @Test func `a body that comes while another is missing is held`() throws {
    let trial = try TrialReplica()
    let log = try log()
    try trial.receive(log.changesets.map(\.withoutBody.line))
    #expect(try trial.receive(log.line(2)) == .held)
  }

  @Test func `bodies in any order give the state of whole changesets`() throws {
    let failure = firstFailingSeed(outOf: 20) { random in
      let changesets = try History.arbitrary(using: &random).changesets.signed()
      let whole = try TrialReplica()
      try whole.receive(changesets.map(\.line))
      let late = try TrialReplica()
      let lines = changesets.flatMap { [$0.line, $0.withoutBody.line] }
      for line in lines.shuffled(using: &random) { try late.receive([line]) }
      return try Standing(of: whole.replica) == Standing(of: late.replica)
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }

  @Test func `a line without its body is known where the body is here`() throws {
    let trial = try TrialReplica()
    let log = try log()
    try trial.receive(log.line(1))
    #expect(try trial.receive(log.changesets[0].withoutBody.line) == .known)
  }

  @Test func `a changeset of a newer format is held`() throws {
    #expect(try TrialReplica().receive(newerFormat(log().changesets[0]).line()) == .held)
  }

  @Test func `a changeset of a newer format is relayed byte for byte`() throws {
    let trial = try TrialReplica()
    let line = try newerFormat(log().changesets[0]).line()
    _ = try trial.receive(line)
    let kept = try trial.replica.changesets(of: log().name, after: 0, limitBytes: .max)
    #expect(kept.map(\.line) == [line])
  }

  @Test func `a body of a newer format is kept where it was missing`() throws {
    let trial = try TrialReplica()
    let line = try newerFormat(log().changesets[0]).line()
    _ = try trial.receive(Changeset.decode(line).withoutBody.line)
    _ = try trial.receive(line)
    let kept = try trial.replica.changesets(of: log().name, after: 0, limitBytes: .max)
    #expect(kept.map(\.line) == [line])
  }

  @Test func `an unknown key of the header is kept byte for byte`() throws {
    var raw = try RawLine(log().changesets[0], key: .trial(.kalmar))
    raw.setHeader("zone", "europe")
    let trial = try TrialReplica()
    _ = try trial.receive(raw.line())
    let kept = try trial.replica.changesets(of: log().name, after: 0, limitBytes: .max)
    #expect(try kept.map(\.line) == [raw.line()])
  }

  @Test func `a changeset with an unknown key of the header is merged`() throws {
    var raw = try RawLine(log().changesets[0], key: .trial(.kalmar))
    raw.setHeader("zone", "europe")
    #expect(try TrialReplica().receive(raw.line()) == .merged)
  }

  @Test func `a held changeset that a newer program wrote here stops edits`() throws {
    var own = SignedLog(.vgr)
    try own.append(.put(.note, "x"))
    let trial = try TrialReplica()
    _ = try trial.receive(own.changesets[0].withoutBody.line)
    try trial.replica.observe { try OwnLogs($0).note(1, of: own.name) }
    expect(.logWaits) { try trial.write(.put(.note, "y")) }
  }

  @Test func `a held changeset that was written elsewhere stops nothing`() throws {
    var own = SignedLog(.vgr)
    try own.append(.put(.note, "x"))
    let trial = try TrialReplica()
    _ = try trial.receive(own.changesets[0].withoutBody.line)
    let dot = try #require(try trial.write(.put(.note, "y")))
    #expect(dot.author != .vgr && dot.author.registered == .vgr)
  }
}
