import SyncCore
import SyncStore
import SyncWire

/// Compares this replica's state with that of its peers, and works its own out only once as long
/// as no changeset comes.
actor StateProver {
  private let exchange: Exchange
  private var known: (heads: ContentHash, proof: StateProof)?

  init(_ exchange: Exchange) {
    self.exchange = exchange
  }

  /// What a comparison came to, and the exchanges that it took.
  struct Finding: Sendable {
    var outcome = ProofOutcome.notAsked
    var reports: [ExchangeReport] = []
  }

  /// Compares the states; where the heads differ, because someone wrote meanwhile, exchanges once
  /// more and compares again.
  ///
  /// - Parameter exchangingBefore: whether changesets came or went since the peer's turn began.
  func prove(_ destination: Destination, exchangingBefore: Bool) async -> Finding {
    var finding = Finding()
    do {
      if exchangingBefore { try await exchange(with: destination, into: &finding) }
      finding.outcome = try await compare(destination)
      guard case .compared(.headsDiffer) = finding.outcome else { return finding }
      try await exchange(with: destination, into: &finding)
      finding.outcome = try await compare(destination)
    } catch {
      finding.outcome = .failed(ExchangeError(wrapping: error))
    }
    return finding
  }

  private func exchange(with destination: Destination, into finding: inout Finding) async throws {
    let report = await exchange.run(.sync, with: destination)
    finding.reports.append(report)
    if let error = report.error { throw error }
  }

  private func compare(_ destination: Destination) async throws -> ProofOutcome {
    var carrier = exchange.carrier(for: destination)
    guard let theirs = try await carrier.proof() else { return .unsupported }
    let rights = exchange.replica.rights
    let own = rights.party(of: exchange.replica.author).flatMap { rights.party(named: $0) }
    let ours = try proof().limited { scope in
      guard let party = destination.party, let own else { return theirs.scopes[scope] != nil }
      return rights.mayShare(scope, own, party)
    }
    return .compared(ours.verdict(against: theirs))
  }

  private func proof() throws -> StateProof {
    let heads = HeadsHash(try exchange.replica.standings { _ in true }).total
    if let known, known.heads == heads { return known.proof }
    let proof = try exchange.replica.stateProof { _ in true }
    known = (heads, proof)
    return proof
  }
}

extension StateProof {
  /// The proof of those scopes that pass the test.
  fileprivate func limited(to isMeant: (Scope) -> Bool) -> StateProof {
    StateProof(format: format, rights: rights, scopes: scopes.filter { isMeant($0.key) })
  }
}
