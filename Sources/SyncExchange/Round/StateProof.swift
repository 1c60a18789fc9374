package import SyncCore
package import SyncStore
import SyncWire

/// What one replica can show of itself: which changesets it holds, and what state they gave.
///
/// Each side works its own out from its own tables; nobody adopts the other's.
package struct StateProof: Hashable, Sendable {
  /// The format that the replica merges.
  package let format: Int64
  /// The hash of authors, their parties, keys, writes and pins in its Peers.
  package let rights: ContentHash
  /// By scope, the hash of its heads there and the digest of its state; one moment of the replica.
  package let scopes: [Scope: ScopeProof]

  /// One scope's share of the proof.
  package struct ScopeProof: Hashable, Sendable {
    package let heads: ContentHash
    package let digest: ContentHash

    package init(heads: ContentHash, digest: ContentHash) {
      self.heads = heads
      self.digest = digest
    }
  }

  package init(format: Int64, rights: ContentHash, scopes: [Scope: ScopeProof]) {
    self.format = format
    self.rights = rights
    self.scopes = scopes
  }

  /// What a comparison of two proofs says.
  package enum Verdict: Hashable, Sendable {
    /// The same changesets and the same state, in every scope.
    case equal
    /// Different formats are merged: digests say nothing until both run the same version.
    case formatsDiffer
    /// Different Peers: the same changesets may rightly give different states.
    case rightsDiffer
    /// These scopes do not hold the same changesets yet.
    case headsDiffer([Scope])
    /// The same changesets gave different states: one of the two is damaged or wrong.
    case digestsDiffer([Scope])
  }

  /// Compares two proofs of the same scopes; where one thing differs, that is named instead of
  /// what follows from it.
  package func verdict(against other: StateProof) -> Verdict {
    if format != other.format { return .formatsDiffer }
    if rights != other.rights { return .rightsDiffer }
    let all = Set(scopes.keys).union(other.scopes.keys).sorted()
    let heads = all.filter { scopes[$0]?.heads != other.scopes[$0]?.heads }
    let digests = all.filter { scope in
      !heads.contains(scope) && scopes[scope]?.digest != other.scopes[scope]?.digest
    }
    if !digests.isEmpty { return .digestsDiffer(digests) }
    return heads.isEmpty ? .equal : .headsDiffer(heads)
  }
}

extension Replica {
  /// Works out the proof of the scopes that pass the test. Cost: every record of them.
  package func stateProof(where mayHave: (Scope) -> Bool) throws -> StateProof {
    let (logs, digests) = try logsWithDigests(where: mayHave)
    var standings: Standings = [:]
    for log in logs {
      standings[log.name] = LogStanding(
        log: log.name, head: log.head, fork: log.fork, end: rights.pin(of: log.name)?.sequence)
    }
    let heads = HeadsHash(standings).scopes
    return StateProof(
      format: Limits.format, rights: rights.fingerprint,
      scopes: heads.reduce(into: [:]) { scopes, entry in
        scopes[entry.key] = StateProof.ScopeProof(
          heads: entry.value, digest: digests[entry.key] ?? .zero)
      })
  }
}
