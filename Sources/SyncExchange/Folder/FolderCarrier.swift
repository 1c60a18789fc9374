import Foundation
import SyncCore
import SyncStore
import SyncWire

/// Carries changesets by files in a shared folder.
struct FolderCarrier: Carrier {
  private let exchange: Exchange
  private let destination: Destination
  private let folder: URL
  private(set) var holdings: Holdings?

  init(_ exchange: Exchange, to destination: Destination, folder: URL) {
    self.exchange = exchange
    self.destination = destination
    self.folder = folder
  }

  mutating func receive(into report: inout ExchangeReport) {
    var pull = FolderPull(exchange, from: destination, folder: folder, report: report)
    pull.run()
    report = pull.report
    if report.error == nil { holdings = pull.holdings }
  }

  mutating func send(into report: inout ExchangeReport) {
    var push = FolderPush(exchange, to: destination, folder: folder, report: report)
    push.run()
    report = push.report
    if report.error == nil { holdings = push.holdings }
  }

  /// A folder works nothing out.
  func proof() -> StateProof? { nil }
}

extension Exchange {
  /// How far each log was seen to reach in a folder.
  func holdings(by plan: FolderPlan) throws -> Holdings {
    let waiting = try replica.waitingLogs().map { ($0.name, $0.last) }
    return plan.holdings(waiting: Dictionary(waiting) { first, _ in first })
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

  /// Internal scopes are exchanged between replicas of their own party alone, and in folders only
  /// where that is asked for.
  func mayRead(_ scope: Scope) -> Bool {
    guard scope.isInternal else { return true }
    return includeInternal && scope.owner == replica.rights.party(of: replica.author)
  }

  func mayWrite(_ scope: Scope, to destination: Destination) -> Bool {
    destination.mayReceive(scope) && mayRead(scope)
  }
}
