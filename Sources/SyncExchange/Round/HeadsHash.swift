package import SyncCore
import SyncWire

/// One hash that is equal on two sides exactly when all their logs stand equally: the first
/// question of an exchange (DESIGN section 9).
package struct HeadsHash: Hashable, Sendable {
  /// The hash of the logs of each scope.
  package let scopes: [Scope: ContentHash]
  /// The hash over all scopes.
  package let total: ContentHash

  /// SHA-256 of the canonical `{author:{"fork":N,"hash":…,"sequence":N}}` of each scope, `fork`
  /// only where one is proven that no pin outranks; in total, of the canonical `{scope:"sha256:…"}`.
  ///
  /// Where Peers ends a log the pin alone says how far it counts: the proof of a fork is not asked
  /// for there, so not everybody knows it, and a log of which no more is known has no entry.
  package init(_ standings: Standings) {
    var authors: [Scope: [(Text, Value)]] = [:]
    for standing in standings.values where standing.head.sequence > 0 || standing.openFork != nil {
      var members: [(Text, Value)] = [
        ("hash", .string(standing.head.hash.description)),
        ("sequence", .integer(standing.head.sequence)),
      ]
      if let fork = standing.openFork { members.append(("fork", .integer(fork))) }
      authors[standing.log.scope, default: []].append((standing.log.author.text, .object(members)))
    }
    scopes = authors.mapValues { .sha256(CanonicalJSON.write(.object($0))) }
    total = .sha256(
      CanonicalJSON.write(.object(scopes.map { ($0.text, .string($1.description)) })))
  }

  /// The scopes in which two sides differ, sorted; one that only one side has is among them.
  package func differences(from other: [Scope: ContentHash]) -> [Scope] {
    Set(scopes.keys).union(other.keys).filter { scopes[$0] != other[$0] }.sorted()
  }
}
