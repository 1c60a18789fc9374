import SyncCore
import SyncExchange
import SyncStore
import SyncWire

/// Answers the signed requests, each from the replica as the asking party may see it.
struct ExchangeDesk: Sendable {
  /// A signed request and what it needs.
  struct Visit: Sendable {
    let view: SharedView
    let body: IncomingBody.Whole
    /// Whether the client takes packed answers.
    let packs: Bool
    let time: Timestamp
  }

  let host: ReplicaHost
  let proofs: ProofDesk
  let snapshots: SnapshotDesk
  let notes: ContactNotes
  let limits: ServerLimits
  let meters: Meters

  /// - Throws: a `Problem`, or what the replica throws.
  func answer(_ route: ServerRoute, _ visit: Visit) async throws -> Answer {
    switch route {
    case .compare: try await compare(visit)
    case .heads: try await heads(visit)
    case .changesets: try await changesets(visit)
    case .push: try await push(visit)
    case .proof: try await proof(visit)
    case .snapshot: try await snapshot(visit)
    case .health, .ready, .openAPI: .problem(.notFound)
    }
  }

  private func compare(_ visit: Visit) async throws -> Answer {
    try await host.read {
      let question = try visit.body.message(
        CompareRequest.self, limitBytes: limits.questionBytes)
      let (reply, standings) = try visit.view.compare(question)
      notes.take(
        ContactNotes.Note(
          party: visit.view.peer.name,
          holdings: reply.isEqual ? standings.mapValues(\.head.sequence) : nil,
          scopes: Set(standings.keys.map(\.scope)), time: visit.time))
      return try .json(reply.encoded, packs: visit.packs)
    }
  }

  private func heads(_ visit: Visit) async throws -> Answer {
    try await host.read {
      let question = try visit.body.message(HeadsRequest.self, limitBytes: limits.questionBytes)
      let scopes = Set(question.scopes).filter(visit.view.mayShare)
      let seen = question.logs.filter { scopes.contains($0.log.scope) }
      notes.take(
        ContactNotes.Note(
          party: visit.view.peer.name,
          holdings: Dictionary(
            seen.map { ($0.log, $0.head.sequence) }, uniquingKeysWith: { $1 }),
          scopes: scopes, time: visit.time))
      return try .json(visit.view.heads(question).encoded, packs: visit.packs)
    }
  }

  private func changesets(_ visit: Visit) async throws -> Answer {
    let host = host
    let (first, stream) = try await host.read {
      let question = try visit.body.message(
        ChangesetsRequest.self, limitBytes: limits.questionBytes)
      try visit.view.require(question)
      let stream = try ChangesetStream(
        ChangesetSource(question, of: visit.view.replica, pieceBytes: limits.pieceBytes),
        packs: visit.packs)
      // The first piece is read before anything is answered, so that what stands in the way can
      // still be told as a problem.
      return (try stream.next(), stream)
    }
    let opening = OnceGiven(first)
    return Answer(
      type: MediaTypes.jsonLines,
      content: .pieces {
        if let first = opening.take() { return first }
        return try await host.read { try stream.next() }
      }, isPacked: visit.packs)
  }

  private func push(_ visit: Visit) async throws -> Answer {
    let intake = try await host.read { try PushIntake(visit.body, limits: limits) }
    let reply = try await host.write { _ in
      try intake.merge(into: visit.view, at: visit.time)
    }
    for (fate, results) in Dictionary(grouping: reply.results, by: \.fate) {
      meters.took(changesets: results.count, outcome: fate.rawValue)
    }
    notes.take(
      ContactNotes.Note(
        party: visit.view.peer.name, holdings: nil, scopes: [], time: visit.time))
    return try .json(reply.encoded, packs: visit.packs)
  }

  private func snapshot(_ visit: Visit) async throws -> Answer {
    let host = host
    let written = try await snapshots.snapshot(
      of: visit.view, packs: visit.packs, at: visit.time)
    written.rewind()
    return Answer(
      type: MediaTypes.jsonLines, content: .pieces { try await host.read { try written.next() } },
      isPacked: visit.packs)
  }

  private func proof(_ visit: Visit) async throws -> Answer {
    let proof = try await proofs.proof(of: visit.view)
    return try .json(ProofReply(proof).encoded, packs: visit.packs)
  }
}
