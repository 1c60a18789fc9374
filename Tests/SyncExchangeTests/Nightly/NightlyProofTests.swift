import StoreFixtures
import SyncCore
import SyncStore
import TestSupport
import Testing

@testable import SyncExchange

/// The comparison of states at the end of a night.
struct NightlyProofTests {
  private func proof(of trial: TrialReplica) throws -> StateProof {
    try trial.replica.stateProof { _ in true }
  }

  private func written(_ count: Int) throws -> TrialReplica {
    let trial = try TrialReplica()
    try trial.writeNotes(count)
    return trial
  }

  private func verdict(_ proofs: [StateProof], at trial: TrialReplica) async throws -> String {
    let night = FakeNight(["a": [.bring(0)]], proofs: ["a": proofs])
    return try await night.run(at: trial)[0].proof.code
  }

  @Test func `equal states are told as equal`() async throws {
    let trial = try written(2)
    #expect(try await verdict([proof(of: trial)], at: trial) == "equal")
  }

  @Test func `other heads lead to one more exchange, and then are told`() async throws {
    let trial = try written(2)
    let older = try proof(of: written(1))
    let night = FakeNight(["a": [.bring(0)]], proofs: ["a": [older]])
    let peers = try await night.run(at: trial)
    #expect(peers[0].proof.code == "heads_differ")
    #expect(night.course.turns == ["a", "proof a", "a", "proof a"])
    #expect(peers[0].attempts == 1)
  }

  @Test func `heads that are equal after one more exchange are equal`() async throws {
    let trial = try written(2)
    let proofs = try [proof(of: written(1)), proof(of: trial)]
    #expect(try await verdict(proofs, at: trial) == "equal")
  }

  @Test func `the same changesets with another state are told as such, without another exchange`()
    async throws
  {
    let trial = try written(2)
    let own = try proof(of: trial)
    let other = StateProof(
      format: own.format, rights: own.rights,
      scopes: own.scopes.mapValues { .init(heads: $0.heads, digest: .zero) })
    let night = FakeNight(["a": [.bring(0)]], proofs: ["a": [other]])
    let peers = try await night.run(at: trial)
    guard case .compared(.digestsDiffer(let scopes)) = peers[0].proof else {
      Issue.record("the proof is \(peers[0].proof)")
      return
    }
    #expect(scopes == [.vgr])
    #expect(night.course.turns == ["a", "proof a"])
  }

  @Test func `other Peers and other formats are told instead of what follows from them`()
    async throws
  {
    let trial = try written(1)
    let own = try proof(of: trial)
    let peers = StateProof(format: own.format, rights: .zero, scopes: [:])
    let format = StateProof(format: 2, rights: .zero, scopes: [:])
    #expect(try await verdict([peers], at: trial) == "peers_differ")
    #expect(try await verdict([format], at: trial) == "formats_differ")
  }

  @Test func `whoever shows nothing, or failed before, is not compared`() async throws {
    let trial = try written(1)
    let night = FakeNight(["a": [.bring(0)], "b": [.fail(.requestRefused)]])
    let peers = try await night.run(at: trial)
    #expect(peers.map(\.proof.code) == ["unsupported", "not_asked"])
    #expect(!night.course.turns.contains("proof b"))
  }

  @Test func `all exchanges come before the first comparison`() async throws {
    let trial = try written(1)
    let own = try proof(of: trial)
    let night = FakeNight(
      ["a": [.bring(0)], "b": [.bring(0)]], proofs: ["a": [own], "b": [own]])
    _ = try await night.run(at: trial)
    #expect(night.course.turns == ["a", "b", "proof a", "proof b"])
  }

  @Test func `what a later peer brought is carried on to the earlier ones in the same night`()
    async throws
  {
    let (early, late) = (try Share(), try Share())
    try late.put(SignedLog(.kalmar, count: 3), 1...3)
    let trial = try TrialReplica()
    let night = FakeNight(["a": [.bring(0)]])
    let peers = await NightlyRun(
      night.exchange(at: trial),
      with: [early.destination] + night.destinations + [late.destination],
      budget: .seconds(60), time: night.time
    ).run()
    #expect(peers.map(\.report.sent) == [3, 0, 0])
    #expect(peers.map(\.attempts) == [1, 1, 1])
    #expect(night.course.turns == ["a", "a", "proof a"])
  }
}
