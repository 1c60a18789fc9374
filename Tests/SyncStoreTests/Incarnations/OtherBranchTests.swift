import StoreFixtures
import SyncCore
import SyncWire
import TestSupport
import Testing

@testable import SyncStore

/// A branch whose holder is gone is issued again because a person says so.
struct OtherBranchTests {
  private static let log = LogName(.vgr, .vgr)
  private let trial: TrialReplica
  /// What the former self of the replica wrote after the backup.
  private let gone: [[UInt8]]

  init() throws {
    var trial = try TrialReplica()
    try trial.write(.put(.note, "before"))
    let aside = try trial.putAside()
    try trial.write(.put(.contact, "gone"))
    try trial.write(.put(.isPilot, .boolean(true)))
    gone = try trial.replica.changesets(of: Self.log, after: 1, limitBytes: .max).map(\.line)
    try trial.putBack(aside, withGuard: true)
    try trial.write(.put(.note, "after"))
    self.trial = trial
  }

  @Test func `before the fork is known nothing can be issued`() throws {
    expect(.noFork) { try trial.replica.reissueOtherBranches(of: Self.log, at: .midsummer) }
  }

  @Test func `another author's log is not ours to issue`() throws {
    expect(.notOwnLog) {
      try trial.replica.reissueOtherBranches(of: LogName(.vgr, .kalmar), at: .midsummer)
    }
  }

  @Test func `a branch of which only the header is known is missing`() throws {
    try trial.receive(Changeset.decode(gone[0]).withoutBody.line)
    expect(.branchMissing) {
      try trial.replica.reissueOtherBranches(of: Self.log, at: .midsummer)
    }
  }

  @Test func `what was refused of the branch is found in the quarantine`() throws {
    try trial.receive(gone)
    #expect(try trial.shown(.contact) == nil && trial.shown(.note) == "after")
    #expect(try trial.replica.reissueOtherBranches(of: Self.log, at: .midsummer) == 2)
    #expect(try trial.shown(.contact) == "gone" && trial.shown(.isPilot) == .boolean(true))
    #expect(try trial.shown(.note) == "after")
    #expect(try trial.replica.verify() == [])
  }

  @Test func `lines that are given are used, and strangers' are not`() throws {
    try trial.receive(gone[0])
    var forged = SignedLog(.vgr, key: .trial(seed: "a stranger"), salt: 3)
    try forged.append(.put(.contact, "forged"))
    let lines = forged.lines + [Array("no changeset".utf8), gone[1]]
    #expect(try trial.replica.reissueOtherBranches(of: Self.log, from: lines, at: .midsummer) == 2)
    #expect(try trial.shown(.isPilot) == .boolean(true) && trial.shown(.contact) == "gone")
  }

  @Test func `twice is as good as once`() throws {
    try trial.receive(gone)
    try trial.replica.reissueOtherBranches(of: Self.log, at: .midsummer)
    let (before, name) = (try Standing(of: trial.replica), try trial.name)
    #expect(try trial.replica.reissueOtherBranches(of: Self.log, at: .midsummer) == 0)
    #expect(try Standing(of: trial.replica) == before && trial.name == name)
  }

  @Test func `what a branch erased is erased once, however often it is issued again`() throws {
    let trial = try TrialReplica()
    try trial.write(.put(.isPilot, .boolean(true)))
    let gone = try TrialReplica(cloneOf: trial)
    for replica in [trial, gone] { try replica.receive(SecretNote.log().lines) }
    _ = try gone.replica.erase(.note, of: .kol, SecretNote.occasion)
    let lines = try gone.replica.changesets(of: Self.log, after: 1, limitBytes: .max).map(\.line)
    try trial.write(.put(.contact, "here"))
    try trial.receive(lines)
    #expect(try SecretNote.isHeld(in: trial))
    #expect(try trial.replica.reissueOtherBranches(of: Self.log, at: .midsummer) == 1)
    #expect(try trial.shown(.note) == Value.erased && !SecretNote.isHeld(in: trial))
    #expect(try trial.replica.reissueOtherBranches(of: Self.log, at: .midsummer) == 0)
    #expect(try trial.replica.verify() == [])
  }

  @Test func `the mark of what a branch erased is not issued as a value`() throws {
    let trial = try TrialReplica()
    try trial.write(.put(.isPilot, .boolean(true)))
    let gone = try TrialReplica(cloneOf: trial)
    try gone.write(.put(.contact, "gone"))
    _ = try gone.replica.erase(.contact, of: .kol, SecretNote.occasion)
    let lines = try gone.replica.changesets(of: Self.log, after: 1, limitBytes: .max).map(\.line)
    try trial.write(.put(.note, "here"))
    try trial.receive(lines)
    try trial.replica.reissueOtherBranches(of: Self.log, at: .midsummer)
    #expect(try trial.shown(.contact) == nil && trial.shown(.note) == "here")
    #expect(try trial.replica.verify() == [])
  }

  @Test func `a forked log says what became of it`() throws {
    try trial.receive(gone)
    let fork = try #require(try trial.replica.forkedLogs().first)
    #expect(fork.name == Self.log && fork.fork == 2)
    #expect(fork.written == 2 && fork.reissued == 2 && !fork.isPending)
    let witness = try TrialReplica(.kalmar)
    try witness.receive(gone + trial.replica.forkProof(of: Self.log))
    #expect(try witness.replica.forkedLogs().first?.written == nil)
  }
}
