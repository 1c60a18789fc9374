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
      now: { .midsummer })
  }

  @discardableResult
  func pull(_ share: Share) -> ExchangeReport { exchange().pull(share.destination) }

  @discardableResult
  func push(_ share: Share) -> ExchangeReport { exchange().push(share.destination) }

  @discardableResult
  func sync(_ share: Share) -> ExchangeReport { exchange().sync(share.destination) }

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
