package import SyncCore
package import SyncStore

/// How one log stands on one side of an exchange.
package struct LogStanding: Hashable, Sendable {
  package let log: LogName
  /// The last changeset that is part of the log there; sequence 0 where only a fork is known.
  package let head: Head
  /// The lowest sequence at which a fork is proven there.
  package let fork: Int64?
  /// Where that side's Peers ends the log, if they do; it takes nothing behind it.
  package let end: Int64?
  /// What that side lacks below its head: a snapshot began the log there.
  package let gap: ClosedRange<Int64>?

  package init(
    log: LogName, head: Head, fork: Int64?, end: Int64?, gap: ClosedRange<Int64>? = nil
  ) {
    self.log = log
    self.head = head
    self.fork = fork
    self.end = end
    self.gap = gap
  }
}

extension LogStanding {
  /// The fork that is proven there, unless that side's Peers ends the log: then the pin alone says
  /// how far it counts.
  package var openFork: Int64? { end == nil ? fork : nil }

  /// How a log stands on the other side where the heads are equal: whether anything is lacking
  /// below them there has not been asked.
  package var mirrored: LogStanding { LogStanding(log: log, head: head, fork: fork, end: end) }
}

/// How the logs stand on one side, by name.
package typealias Standings = [LogName: LogStanding]

extension Replica {
  /// How the logs stand here in the scopes that pass the test. Cost: the logs.
  package func standings(where mayHave: (Scope) -> Bool) throws -> Standings {
    var standings: Standings = [:]
    for log in try logs() where mayHave(log.name.scope) {
      standings[log.name] = LogStanding(
        log: log.name, head: log.head, fork: log.fork, end: rights.pin(of: log.name)?.sequence,
        gap: log.gap)
    }
    return standings
  }
}

extension Rights {
  /// Whether two parties may both hold what stands in a scope: what an exchange between their
  /// replicas is about. Internal scopes are, where both are the same party.
  package func mayShare(_ scope: Scope, _ one: Party, _ other: Party) -> Bool {
    one.mayReceive(scope) && other.mayReceive(scope)
  }

  /// Whether anything of a log counts: Peers names its author and lets it write that scope.
  package func mayWrite(_ log: LogName) -> Bool {
    registration(of: log.author)?.mayWrite(log.scope) == true
  }
}
