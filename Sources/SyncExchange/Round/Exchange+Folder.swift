import SyncCore
import SyncStore
import SyncWire

extension Exchange {
  /// Runs the steps against a folder and notes how it went, for `status`.
  func exchange(
    with destination: Destination, steps: [(Destination, inout ExchangeReport) -> Void]
  ) -> ExchangeReport {
    var report = ExchangeReport(peer: destination.name)
    for step in steps where report.error?.code != .folderMissing { step(destination, &report) }
    do {
      try replica.note(
        exchangeWith: destination.name, at: now(), received: report.received, sent: report.sent,
        failure: report.error?.message)
    } catch {
      report.fail(error)
    }
    return report
  }

  func pull(_ destination: Destination, into report: inout ExchangeReport) {
    var pull = FolderPull(self, from: destination, report: report)
    pull.run()
    report = pull.report
  }

  func push(_ destination: Destination, into report: inout ExchangeReport) {
    var push = FolderPush(self, to: destination, report: report)
    push.run()
    report = push.report
  }

  /// How the logs stand now, beside some files of a folder.
  func plan(for entries: [FolderEntry]) throws -> FolderPlan {
    let logs = Dictionary(
      try replica.logs().map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    let hashes = try replica.headerHashes(at: FolderPlan.places(of: entries, logs: logs))
    return FolderPlan(
      entries: entries, logs: logs, marks: hashes.mapValues { $0.mapValues(\.mark) },
      rights: replica.rights.fingerprint)
  }

  /// Internal scopes are exchanged between replicas of their own party alone.
  func mayRead(_ scope: Scope) -> Bool {
    !scope.isInternal || scope.owner == replica.rights.party(of: replica.author)
  }

  func mayWrite(_ scope: Scope, to destination: Destination) -> Bool {
    guard destination.mayReceive(scope) else { return false }
    return !scope.isInternal || includeInternal && mayRead(scope)
  }

  func tell(
    _ step: ExchangeProgress.Step, _ filesDone: Int, of files: Int, in report: ExchangeReport
  ) {
    progress(
      ExchangeProgress(
        peer: report.peer, step: step, filesDone: filesDone, files: files,
        changesets: step == .reading ? report.received : report.sent))
  }
}
