import StoreFixtures
import SyncCore
import TestSupport
import Testing

@testable import SyncStore

/// The judgement alone: what is seen, and which signs that is.
struct CopySignTests {
  private static let place = Whereabouts(
    replica: "r", machine: "m", path: "/srv/replica", file: 7)

  private static let healthy = CopyEvidence(
    author: .vgr, here: place, guarded: Guard(place: place, author: .vgr, logs: [.vgr: 5]),
    wasGuarded: true, isFromBackup: false,
    logs: [.vgr: CopyEvidence.OwnLog(written: 5, stored: 5, early: 5, seen: 5)])

  /// The healthy evidence with something else about the author's log.
  private func with(_ change: (inout CopyEvidence.OwnLog) -> Void) -> Set<CopySign> {
    var evidence = Self.healthy
    change(&evidence.logs[.vgr, default: CopyEvidence.OwnLog()])
    return evidence.signs
  }

  /// The healthy evidence with another guard, or none.
  private func guarded(
    _ change: (inout Guard?) -> Void, wasGuarded: Bool = true, isFromBackup: Bool = false
  ) -> Set<CopySign> {
    var guarded = Self.healthy.guarded
    change(&guarded)
    return CopyEvidence(
      author: .vgr, here: Self.place, guarded: guarded, wasGuarded: wasGuarded,
      isFromBackup: isFromBackup, logs: Self.healthy.logs
    ).signs
  }

  @Test func `normal life shows no sign`() {
    #expect(Self.healthy.signs.isEmpty)
  }

  @Test func `a guard that is behind is no sign: a process died before it wrote it`() {
    #expect(guarded { $0?.logs = ["region/14": 4] } == [])
    #expect(guarded { $0?.logs = [:] } == [])
  }

  @Test func `a replica that never had a guard is new or upgraded`() {
    #expect(guarded({ $0 = nil }, wasGuarded: false) == [])
  }

  @Test func `another replica's guard is a sign`() {
    #expect(guarded { $0?.place.replica = "s" } == [.otherReplica])
  }

  @Test func `another machine is a sign`() {
    #expect(guarded { $0?.place.machine = "n" } == [.otherMachine])
  }

  @Test func `a folder that moved is a sign, whatever file lies in it`() {
    #expect(guarded { $0?.place.path = "/srv/copy" } == [.folderMoved])
    #expect(
      guarded {
        $0?.place.path = "/srv/copy"
        $0?.place.file = 8
      } == [.folderMoved])
  }

  @Test func `another file in the database's place is a sign`() {
    #expect(guarded { $0?.place.file = 8 } == [.otherFile])
  }

  @Test func `a database behind the guard is a sign`() {
    #expect(guarded { $0?.logs = ["region/14": 6] } == [.databaseBehind])
    #expect(guarded { $0?.logs["region/08"] = 1 } == [.databaseBehind])
  }

  @Test func `a guard of another incarnation is a sign`() {
    #expect(guarded { $0?.author = "14-vgr~aaaaaaaa" } == [.otherName])
  }

  @Test func `a guard of another author is none`() {
    #expect(guarded { $0 = Guard(place: Self.place, author: .kalmar, logs: [.vgr: 99]) } == [])
  }

  @Test func `a guard that is gone is a sign`() {
    #expect(guarded { $0 = nil } == [.guardMissing])
  }

  @Test func `a log that holds more than was written is a sign`() {
    #expect(with { $0.stored = 6 } == [.logLonger])
  }

  @Test func `a log that holds less than was written is a sign`() {
    #expect(with { $0.stored = 4 } == [.logShorter])
  }

  @Test func `own changesets that wait are a sign`() {
    #expect(with { $0.waits = true } == [.ownWaiting])
  }

  @Test func `an answer to what was never written is a sign`() {
    #expect(with { $0.early = 6 } == [.ownEarly])
  }

  @Test func `a fork is a sign`() {
    #expect(with { $0.fork = 3 } == [.fork])
  }

  @Test func `a peer that holds more is a sign`() {
    #expect(with { $0.seen = 6 } == [.peerAhead])
  }

  @Test func `a database made from a backup is a sign`() {
    #expect(guarded({ _ in }, isFromBackup: true) == [.fromBackup])
  }

  @Test(arguments: CopySign.allCases)
  func `every sign says what happened`(_ sign: CopySign) {
    #expect(sign.reason.count > 20 && !sign.rawValue.contains(" "))
  }
}
