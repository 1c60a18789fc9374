import StoreFixtures
import SyncCore
import TestSupport
import Testing

@testable import SyncExchange

struct StateProofTests {
  private func proof(of replica: TrialReplica) throws -> StateProof {
    try replica.replica.stateProof { _ in true }
  }

  private func pair() throws -> (TrialReplica, TrialReplica) {
    let (vgr, kalmar) = (try TrialReplica(.vgr), try TrialReplica(.kalmar))
    try vgr.writeNotes(3)
    try kalmar.writeNotes(2, in: .named("region/08"))
    try carry(from: vgr.replica, to: kalmar.replica)
    try carry(from: kalmar.replica, to: vgr.replica)
    return (vgr, kalmar)
  }

  @Test func `the same changesets under the same rights prove the same state`() throws {
    let (vgr, kalmar) = try pair()
    #expect(try proof(of: vgr).verdict(against: proof(of: kalmar)) == .equal)
    #expect(try proof(of: vgr).scopes.count == 2)
  }

  @Test func `a changeset that one side lacks is named by its scope`() throws {
    let (vgr, kalmar) = try pair()
    try vgr.writeNotes(1, prefix: "new ")
    #expect(try proof(of: vgr).verdict(against: proof(of: kalmar)) == .headsDiffer([.vgr]))
  }

  @Test func `a table that lies is found, although the heads are equal`() throws {
    let (vgr, kalmar) = try pair()
    try DatabaseFile(kalmar).execute("UPDATE implementation SET note = 'forged'")
    let verdict = try proof(of: vgr).verdict(against: proof(of: kalmar))
    guard case .digestsDiffer(let scopes) = verdict else {
      Issue.record("the verdict is \(verdict)")
      return
    }
    #expect(scopes.contains(.vgr))
  }

  @Test func `where Peers differ, that is named instead of digests`() throws {
    let (vgr, kalmar) = try pair()
    var other = kalmar
    try other.reopen(rights: TrialParties().without(.skane).rights)
    #expect(try proof(of: vgr).verdict(against: proof(of: other)) == .rightsDiffer)
  }

  @Test func `where an author writes for another party, that is named instead of digests`() throws {
    let (vgr, kalmar) = try pair()
    var (other, parties) = (kalmar, TrialParties())
    parties.partyNames[.skane] = "14"
    try other.reopen(rights: parties.rights)
    #expect(try proof(of: vgr).verdict(against: proof(of: other)) == .rightsDiffer)
  }

  @Test func `another format is named before anything else`() throws {
    let (vgr, kalmar) = try pair()
    let ours = try proof(of: vgr)
    let theirs = try proof(of: kalmar)
    let newer = StateProof(format: 2, rights: .zero, scopes: theirs.scopes)
    #expect(ours.verdict(against: newer) == .formatsDiffer)
  }

  @Test func `only the scopes asked for are proven`() throws {
    let (vgr, _) = try pair()
    let proof = try vgr.replica.stateProof { $0 == .vgr }
    #expect(Array(proof.scopes.keys) == [.vgr])
  }
}
