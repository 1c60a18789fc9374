import Logging
import SyncCore
import SyncStore

/// One night: an exchange with every peer, again with those whose trouble may pass, and then the
/// proof that both sides hold the same.
///
/// Nothing throws; trouble with one peer stands in its own outcome and stops nobody else. When the
/// task is cancelled the run ends between two batches, with what was done until then.
package struct NightlyRun: Sendable {
  private let exchange: Exchange
  private let destinations: [Destination]
  private let budget: Duration
  private let time: NightlyTime

  /// - Parameter budget: for the exchanges of all peers together. Everyone has at least a minute.
  package init(
    _ exchange: Exchange, with destinations: [Destination], budget: Duration, time: NightlyTime
  ) {
    self.exchange = exchange
    self.destinations = destinations
    self.budget = budget
    self.time = time
  }

  /// What came of each peer, in the order in which they were given.
  package func run() async -> [NightlyPeer] {
    var peers = destinations.map { NightlyPeer($0) }
    await exchangeWithAll(&peers)
    await prove(&peers)
    return peers
  }

  private func exchangeWithAll(_ peers: inout [NightlyPeer]) async {
    var schedule = NightlySchedule(count: peers.count, budget: budget)
    while !Task.isCancelled {
      switch schedule.next(elapsed: time.elapsed(), random: time.random()) {
      case .turn(let index, let limit):
        peers[index].add(await attempt(peers[index].destination, limit: limit))
        log(peers[index])
        if peers[index].mayRecover { schedule.tryAgain(index) }
      case .pause(let length): try? await time.pause(length)
      case .end: return
      }
    }
    for index in peers.indices where peers[index].attempts == 0 {
      peers[index].add(failed(peers[index].destination, Self.stopped))
    }
  }

  private func attempt(_ destination: Destination, limit: Duration) async -> ExchangeReport {
    let exchange = exchange
    let report = await BoundedTurn(time: time).run(limit: limit) {
      await exchange.run(.sync, with: destination)
    }
    return report ?? failed(destination, Self.stuck(destination))
  }

  private func failed(_ destination: Destination, _ error: ExchangeError) -> ExchangeReport {
    var report = ExchangeReport(peer: destination.name)
    report.fail(error)
    return report
  }

  private func log(_ peer: NightlyPeer) {
    var facts: Logger.Metadata = [
      "exchange.peer": "\(peer.name)", "exchange.attempt": "\(peer.attempts)",
      "exchange.received": "\(peer.report.received)", "exchange.sent": "\(peer.report.sent)",
      "exchange.merged": "\(peer.report.merged)",
    ]
    guard let error = peer.report.error else {
      return exchange.logger.info("exchange done", metadata: facts)
    }
    facts["error.code"] = "\(error.codeText)"
    facts["error.message"] = "\(error.message)"
    exchange.logger.warning("exchange failed", metadata: facts)
  }

  private static let stopped = ExchangeError(
    .timeLimit, "The run was stopped before the peer's turn. Nothing was exchanged with it.",
    hint: "Run `syncd nightly` again.")

  private static func stuck(_ destination: Destination) -> ExchangeError {
    ExchangeError(
      .timeLimit,
      "\(destination.name) did not answer, and the exchange with it could not be ended. What was"
        + " merged before stays.",
      hint: "Look whether its share is still mounted; then run `syncd nightly` again.")
  }
}

extension NightlyRun {
  /// Compares states with everyone with whom the exchange succeeded.
  ///
  /// All exchanges come first: what a later peer brought is then carried on to the earlier ones,
  /// they learn what this replica holds by now, and the own state is worked out once for all.
  private func prove(_ peers: inout [NightlyPeer]) async {
    let prover = StateProver(exchange)
    let isQuiet = peers.allSatisfy { $0.report.received == 0 && $0.report.sent == 0 }
    let open = peers.indices.filter { peers[$0].report.error == nil }
    for (place, index) in open.enumerated() where !Task.isCancelled {
      let destination = peers[index].destination
      let share = (budget - time.elapsed()) / (open.count - place)
      let found = await BoundedTurn(time: time).run(
        limit: max(share, NightlySchedule.shortestTurn)
      ) { await prover.prove(destination, exchangingBefore: !isQuiet) }
      guard let found else {
        peers[index].proof = .failed(Self.stuck(destination))
        continue
      }
      for report in found.reports { peers[index].addClosing(report) }
      peers[index].proof = found.outcome
      exchange.logger.info(
        "states compared",
        metadata: [
          "exchange.peer": "\(destination.name)", "proof.verdict": "\(found.outcome.code)",
        ])
    }
  }
}

extension ProofOutcome {
  /// The stable name of the outcome in JSON, logs and metrics.
  package var code: String {
    switch self {
    case .notAsked: "not_asked"
    case .unsupported: "unsupported"
    case .failed: "failed"
    case .compared(.equal): "equal"
    case .compared(.formatsDiffer): "formats_differ"
    case .compared(.rightsDiffer): "peers_differ"
    case .compared(.headsDiffer): "heads_differ"
    case .compared(.digestsDiffer): "digests_differ"
    }
  }
}
