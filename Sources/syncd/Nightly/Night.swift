import Foundation
import Inspection
import Logging
import SyncCore
import SyncExchange
import SyncHTTP
import SyncStore

/// One run of `syncd nightly`, from taking the lock to the report.
struct Night {
  let workspace: Workspace
  let servers: ClientSettings
  /// Whether internal scopes of the own party go into folders, too.
  let includeInternal: Bool
  let budget: Duration
  let logger: Logger

  /// Runs until all is done, the budget is over, or the process is asked to end.
  ///
  /// - Throws: `nightly_running`, an unknown peer, or what reading the replica says; trouble with
  ///   peers stands in the report.
  func run(_ names: [String]) async throws -> NightlyReport {
    let replica = workspace.replica
    let began = Timestamp.now
    let lock = try NightlyLock(
      folder: replica.folder.url, process: ProcessInfo.processInfo.processIdentifier, at: began)
    let destinations =
      names.isEmpty
      ? try Destination.all(rights: workspace.rights, except: workspace.party)
      : try names.map { try Destination.parse($0, rights: workspace.rights) }
    let since = try replica.lastReport() ?? began
    logger.info("nightly run began", metadata: ["nightly.peers": "\(destinations.count)"])
    let (peers, isStopped) = try await exchange(with: destinations)
    let findings = CheckAnswer(findings: try Check(workspace).run()).findings
    let report = try NightlyReport(
      of: peers, at: replica, since: since, findings: findings.map(NightlyFinding.init),
      isStopped: isStopped, began: began, ended: .now)
    try replica.note(reportAt: report.ended)
    logger.info(
      "nightly run ended", metadata: ["nightly.todo": "\(report.needs.count)"])
    _ = consume lock
    return report
  }

  /// What came of the peers, and whether a signal stopped the run.
  private func exchange(with destinations: [Destination]) async throws -> ([NightlyPeer], Bool) {
    try await HTTPCarrier.withServers(servers) { connect in
      let exchange = Exchange(
        replica: workspace.replica, logger: logger, includeInternal: includeInternal, now: { .now },
        connect: connect)
      let run = NightlyRun(exchange, with: destinations, budget: budget, time: .real())
      let running = Task { await run.run() }
      let signals = SignalWatch([SIGTERM, SIGINT]) { running.cancel() }
      let peers = await running.value
      signals.end()
      return (peers, running.isCancelled)
    }
  }
}

extension NightlyFinding {
  fileprivate init(_ finding: CheckFinding) {
    self.init(
      isError: finding.weight == .error, code: finding.code, message: finding.message)
  }
}
