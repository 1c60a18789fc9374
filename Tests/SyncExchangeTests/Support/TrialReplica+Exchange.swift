import Foundation
import Logging
import StoreFixtures
import SyncCore
import SyncStore
import TestSupport

@testable import SyncExchange

extension TrialReplica {
  func exchange(includeInternal: Bool = false) -> Exchange {
    Exchange(
      replica: replica, logger: Logger(label: "test"), includeInternal: includeInternal,
      now: { .midsummer }, connect: { _, destination, _ in NoServer(name: destination.name) })
  }

  @discardableResult
  func pull(_ share: Share) async -> ExchangeReport {
    await exchange().pull(share.destination)
  }

  @discardableResult
  func push(_ share: Share) async -> ExchangeReport {
    await exchange().push(share.destination)
  }

  @discardableResult
  func sync(_ share: Share) async -> ExchangeReport {
    await exchange().sync(share.destination)
  }

  /// Writes so many changesets, each with a value of its own.
  func writeNotes(_ count: Int, in scope: Scope = .vgr, prefix: String = "") throws {
    for number in 0..<count {
      try write(.put(.note, .string("\(prefix)\(replica.author) \(number)")), in: scope)
    }
  }

  func head(of log: LogName) throws -> Head? { try replica.heads()[log] }

  /// Everything that a dry run must not change.
  func contents() throws -> [String] {
    try [
      "\(replica.heads())".sortedCharacters, "\(replica.digests())".sortedCharacters,
      "\(replica.quarantine())", "\(replica.conflicts().count)", "\(replica.waitingLogs())",
    ]
  }
}

extension String {
  /// The same text for the same dictionary, whatever its order.
  fileprivate var sortedCharacters: String { String(sorted()) }
}

extension Exchange {
  func pull(_ destination: Destination) async -> ExchangeReport {
    await run(.pull, with: destination)
  }

  func push(_ destination: Destination) async -> ExchangeReport {
    await run(.push, with: destination)
  }

  func sync(_ destination: Destination) async -> ExchangeReport {
    await run(.sync, with: destination)
  }
}

/// Stands where a server would be, in tests that have none.
struct NoServer: Carrier {
  let name: String
  let holdings: Holdings? = nil

  func receive(into report: inout ExchangeReport) { report.fail(unreachable) }
  func send(into report: inout ExchangeReport) { report.fail(unreachable) }
  func proof() throws -> StateProof? { throw unreachable }

  private var unreachable: ExchangeError {
    ExchangeError(.peerUnreachable, "There is no server \(name) here.", hint: "Test folders.")
  }
}

extension Destination {
  /// The folder, where the place is one.
  var folder: URL? {
    if case .folder(let url) = place { url } else { nil }
  }

  /// The server's address, where the place is one.
  var address: String? {
    if case .server(let server) = place { server.address } else { nil }
  }
}
