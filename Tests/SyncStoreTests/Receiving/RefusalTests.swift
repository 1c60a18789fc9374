import StoreFixtures
import SyncCore
import SyncWire
import TestSupport
import Testing

@testable import SyncStore

struct RefusalTests {
  private func first(by author: Author = .kalmar, in scope: Scope = .vgr) throws -> Changeset {
    var log = SignedLog(author, in: scope)
    try log.append(.put(.note, "x"))
    return log.changesets[0]
  }

  private func code(of line: [UInt8]) throws -> String? {
    refusalCode(try TrialReplica().receive(line))
  }

  @Test func `a signature by another key is refused`() throws {
    let line = try RawLine(first(), key: .trial(.skane)).line()
    #expect(try code(of: line) == "signature_mismatch")
  }

  @Test func `an author whom Peers does not name is refused`() throws {
    let line = try first(by: .named("99-okand")).line
    #expect(try code(of: line) == "unknown_author")
  }

  @Test func `an author without a right to the scope is refused`() throws {
    let line = try first(in: .named("region/12")).line
    #expect(try code(of: line) == "no_right")
  }

  @Test func `a right to a longer path gives none to the shorter`() throws {
    let line = try first(by: .vgr, in: .named("national")).line
    #expect(try code(of: line) == "no_right")
  }

  @Test func `a body that is not the header's is refused`() throws {
    var raw = try RawLine(first(), key: .trial(.kalmar))
    raw.body = .object([("changes", .array([])), ("salt", .string("AAAAAAAAAAAAAAAAAAAAAA=="))])
    #expect(try code(of: raw.line()) == "body_mismatch")
  }

  @Test func `a line over the limit is refused`() throws {
    let line = [UInt8](repeating: UInt8(ascii: "x"), count: Limits.changesetBytes + 1)
    #expect(try code(of: line) == "too_large")
  }

  @Test func `a line that is no changeset is refused`() throws {
    let outcome = try TrialReplica().receive(Array("{}".utf8))
    #expect(refusalCode(outcome) != nil)
  }

  @Test func `a changeset that does not continue the stored one is refused`() throws {
    var log = SignedLog(.kalmar)
    try log.append(.put(.note, "x"))
    try log.append(.put(.note, "y"))
    var raw = try RawLine(log.changesets[1], key: .trial(.kalmar))
    raw.setHeader("previous", .string(ContentHash.zero.description))
    let trial = try TrialReplica()
    try trial.receive(log.line(1))
    #expect(refusalCode(try trial.receive(raw.line())) == "broken_chain")
  }

  @Test func `a changeset beyond a pin is refused`() throws {
    var log = SignedLog(.kalmar)
    try log.append(.put(.note, "x"))
    try log.append(.put(.note, "y"))
    let parties = TrialParties().pinning(log.name, at: log.head(at: 1))
    let trial = try TrialReplica(rights: parties.rights)
    #expect(try trial.receive(log.lines).map(refusalCode) == [nil, "beyond_pin"])
  }

  @Test func `another changeset than the pinned one is refused in its place`() throws {
    var log = SignedLog(.kalmar)
    try log.append(.put(.note, "x"))
    let other = Head(sequence: 1, hash: .sha256([1]))
    let trial = try TrialReplica(rights: TrialParties().pinning(log.name, at: other).rights)
    #expect(refusalCode(try trial.receive(log.line(1))) == "pin_mismatch")
  }

  @Test func `an incarnation of a pinned name is refused from its start`() throws {
    var log = SignedLog(.vgrAgain)
    try log.append(.put(.note, "x"))
    let pin = Head(sequence: 1, hash: .sha256([1]))
    let parties = TrialParties().pinning(LogName(.vgr, .vgr), at: pin)
    let trial = try TrialReplica(rights: parties.rights)
    #expect(refusalCode(try trial.receive(log.line(1))) == "beyond_pin")
  }

  @Test func `a refused changeset is not part of any log`() throws {
    let trial = try TrialReplica()
    _ = try trial.receive(RawLine(first(), key: .trial(.skane)).line())
    #expect(try trial.replica.heads().isEmpty)
  }

  @Test func `behind a refused changeset its log waits`() throws {
    var log = SignedLog(.kalmar)
    try log.append(.put(.note, "x"))
    try log.append(.put(.note, "y"))
    let forged = try RawLine(log.changesets[0], key: .trial(.skane)).line()
    let trial = try TrialReplica()
    let outcomes = try trial.receive([forged, log.line(2)])
    #expect(outcomes.last == .waiting)
  }

  @Test func `an unknown record type and field merge like known ones`() throws {
    var log = SignedLog(.kalmar)
    let record = RecordName.named("unheard-of/14-1")
    try log.append(.put(.named("unheard_of"), .array([.integer(1)]), of: record))
    let trial = try TrialReplica()
    try trial.receive(log.lines)
    #expect(try trial.live(RecordKey(.vgr, record)).map(\.value) == [.array([.integer(1)])])
  }
}
