import SyncCore
import SyncExchange

/// What was seen of a peer's logs, of those that both sides may have.
struct PeerView: Sendable {
  /// How its logs stand.
  var standings: Standings
  /// Logs of ours whose author or scope its Peers gives no right.
  var refuses: Set<LogName> = []
  /// The hash of the rights in its Peers.
  let rights: ContentHash
}
