import SyncCore
import SyncExchange
import SyncStore
import SyncWire

/// The replica as one party may see it: the scopes that both parties may have.
struct SharedView: Sendable {
  let replica: Replica
  let own: Party
  let peer: Party

  /// Whether both parties may have a scope.
  func mayShare(_ scope: Scope) -> Bool {
    replica.rights.mayShare(scope, own, peer)
  }

  /// Whether both hold the same; and else, in which scopes they may differ. Cost: the logs.
  func compare(_ request: CompareRequest) throws -> (reply: CompareReply, standings: Standings) {
    let standings = try replica.standings(where: mayShare)
    let heads = HeadsHash(standings)
    let isEqual = heads.total == request.heads
    let reply = CompareReply(
      isEqual: isEqual, author: replica.author, format: Limits.format,
      rights: replica.rights.fingerprint, scopes: isEqual ? [:] : heads.scopes)
    return (reply, standings)
  }

  /// How the logs of the scopes asked for stand here, and which of the asker's would be refused.
  ///
  /// Scopes that are not shared are passed over: the two sides' Peers may differ, and the rest is
  /// to go on. Cost: the logs.
  func heads(_ request: HeadsRequest) throws -> HeadsReply {
    let asked = Set(request.scopes).filter(mayShare)
    var standings = try replica.standings { asked.contains($0) }
    var refuses: [LogName] = []
    for log in request.logs.map(\.log) {
      if !mayShare(log.scope) || !replica.rights.mayWrite(log) { refuses.append(log) }
      // A log that ends before anything of it came has to be told of as well.
      guard asked.contains(log.scope), standings[log] == nil,
        let pin = replica.rights.pin(of: log)
      else { continue }
      standings[log] = LogStanding(
        log: log, head: Head(sequence: 0, hash: .zero), fork: nil, end: pin.sequence)
    }
    return HeadsReply(logs: standings.values.sorted { $0.log < $1.log }, refuses: refuses)
  }

  /// - Throws: `scope_not_shared`, naming the first such scope.
  func require(_ request: ChangesetsRequest) throws(Problem) {
    let scopes = request.stretches.map(\.log.scope) + request.forkProofs.map(\.scope)
    guard let stranger = scopes.first(where: { !mayShare($0) }) else { return }
    throw .scopeNotShared(stranger.string)
  }
}
