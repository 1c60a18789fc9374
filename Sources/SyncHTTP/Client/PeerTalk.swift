import Logging
import SyncCore
import SyncExchange
import SyncStore
import SyncWire

/// A conversation with a server whose party is known: the questions of an exchange.
struct PeerTalk: Sendable {
  let exchange: Exchange
  let link: PeerLink
  /// The destination's name, under which everything from there is kept.
  let name: String
  /// The party of this replica.
  let own: Party
  /// The party at the other end.
  let peer: Party

  var replica: Replica { exchange.replica }

  /// How the logs stand here that both sides may have.
  func standings() throws -> Standings { try replica.standings(where: mayShare) }

  func mayShare(_ scope: Scope) -> Bool { replica.rights.mayShare(scope, own, peer) }

  /// Asks whether the two hold the same and, if not, what the other side holds.
  ///
  /// One request where nothing differs; two else.
  func look(beside ours: Standings) async throws -> PeerView {
    let hash = HeadsHash(ours)
    let reply: CompareReply = try await link.ask(
      "/v1/compare", .message(CompareRequest(heads: hash.total)))
    guard reply.author != replica.author else { throw sameReplica }
    let mirrored = ours.mapValues(\.mirrored)
    if reply.isEqual { return PeerView(standings: mirrored, rights: reply.rights) }
    let scopes = hash.differences(from: reply.scopes).filter(mayShare)
    let differing = Set(scopes)
    let heads: HeadsReply = try await link.ask(
      "/v1/heads",
      .message(
        HeadsRequest(
          scopes: scopes,
          logs: ours.values.filter { differing.contains($0.log.scope) }.sorted {
            $0.log < $1.log
          })))
    var standings = mirrored.filter { !differing.contains($0.key.scope) }
    for standing in heads.logs where differing.contains(standing.log.scope) {
      standings[standing.log] = standing
    }
    return PeerView(
      standings: standings, refuses: Set(heads.refuses), rights: reply.rights)
  }

  private var sameReplica: ExchangeError {
    ExchangeError(
      .sameReplica,
      "\(link.address) leads to a replica that writes as \(replica.author), as this one does."
        + " Nothing was exchanged.",
      hint: "Name another peer. If it is a copy of this replica, make the copy anew with"
        + " `syncd init` under a name of its own.")
  }
}
