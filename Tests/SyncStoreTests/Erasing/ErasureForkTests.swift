import StoreFixtures
import SyncCore
import SyncWire
import TestSupport
import Testing

@testable import SyncStore

/// An erasure that stands behind a fork: who heard of it has lost the value, and nothing that counts
/// says so to the others until it is issued again.
struct ErasureForkTests {
  private let left: TrialReplica
  private let right: TrialReplica
  private let own = LogName(.vgr, .vgr)

  /// Two replicas that nothing gives away continue one log; on the left one the note is erased.
  init() throws {
    left = try TrialReplica()
    try left.receive(SecretNote.log().lines)
    try left.write(.put(.status, .status("pagar", on: "2026-05-01")))
    right = try TrialReplica(cloneOf: left)
    _ = try left.replica.erase(.note, of: .kol, SecretNote.occasion)
    try right.write(.put(.contact, "right"))
  }

  @Test func `an erasure behind a fork is issued again for those who had not heard of it`() throws {
    let heard = try TrialReplica(.skane)
    try carry(from: left.replica, to: heard.replica)
    #expect(try settle([left.replica, right.replica, heard.replica]))
    let new = try TrialReplica(.national)
    try carry(from: right.replica, to: new.replica)
    for trial in [left, right, heard, new] {
      #expect(try !SecretNote.isHeld(in: trial) && trial.replica.verify() == [])
      #expect(try Standing(of: trial.replica) == Standing(of: left.replica))
    }
  }

  @Test func `an erasure of a branch whose holder is gone is issued again once`() throws {
    let branch = try left.replica.changesets(of: own, after: 1, limitBytes: .max).map(\.line)
    try right.receive(branch)
    #expect(try SecretNote.isHeld(in: right))
    let count = try right.replica.reissueOtherBranches(of: own, from: branch, at: .midsummer)
    #expect(try count == 1 && !SecretNote.isHeld(in: right))
    #expect(
      try right.replica.reissueOtherBranches(of: own, from: branch, at: .midsummer) == 0)
    #expect(try right.replica.verify() == [])
  }

  @Test(arguments: [false, true])
  func `a value on a branch that gave way to the pinned one leaves no bytes once erased`(
    _ isOfSnapshot: Bool
  ) throws {
    let wrong = try SecretNote.log()
    var pinned = wrong.branch(after: 0, salt: 1)
    try pinned.append(.put(.contact, "right"))
    let rights = TrialParties().pinning(pinned.name, at: pinned.head(at: 1)).rights
    let owner = try TrialReplica()
    try owner.receive(wrong.lines)
    var other = try TrialReplica(.skane)
    if isOfSnapshot {
      let source = try TrialReplica(.national)
      try source.receive(wrong.lines)
      other = try Begun.replica(from: Begun.lines(of: source.replica))
    } else {
      try other.receive(wrong.lines)
    }
    try other.reopen(rights: rights)
    try other.receive(pinned.lines)
    #expect(try other.replica.heads()[pinned.name] == pinned.head)
    #expect(try SecretNote.isHeld(in: other))
    _ = try owner.replica.erase(.note, of: .kol, SecretNote.occasion)
    try other.receive(SecretNote.lines(of: owner).filter { !wrong.lines.contains($0) })
    #expect(try !SecretNote.isHeld(in: other))
  }
}
