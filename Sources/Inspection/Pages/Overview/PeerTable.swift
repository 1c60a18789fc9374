import SyncCore
import SyncExchange
import SyncStore

/// How the peers stand: last contact, how far they lie apart from here, and what is wrong.
struct PeerTable {
  let visit: Visit

  init(_ visit: Visit) {
    self.visit = visit
  }

  func context() throws -> [String: Any] {
    let standings = try PeerStandings(of: visit.replica)
    let silent = standings.silent.map { visit.labels.party($0).printable }
    var context: [String: Any] = [
      "peers": standings.peers.map(row), "has_peers": !standings.peers.isEmpty,
    ]
    if !silent.isEmpty { context["silent"] = silent.joined(separator: ", ") }
    context["peer_problem"] = standings.problem.map { visit.words.failure(Failure($0)) }
    return context
  }

  private func row(_ peer: PeerStanding) -> [String: Any] {
    let words = visit.words
    var row: [String: Any] = [
      "name": visit.labels.party(peer.name).printable,
      "ahead": peer.distance.map { told($0.ahead, "overview_ahead") } ?? words["overview_unknown"],
      "behind": peer.distance.map { told($0.behind, "overview_behind") }
        ?? words["overview_unknown"],
      "is_behind": (peer.distance?.behind ?? 0) > 0,
    ]
    row["contact"] = peer.lastContact.map { LocalTime.context($0) }
    row["exchange"] = peer.record?.succeeded.map { LocalTime.context($0) }
    row["seen"] = peer.seen.map { LocalTime.context($0) }
    if let failure = peer.record?.failure {
      row["failure"] = failure.printable.shortened(to: 300)
      row["failed"] = peer.record?.failed.map { LocalTime.context($0) }
    }
    return row
  }

  private func told(_ count: Int64, _ phrase: String) -> String {
    count == 0 ? visit.words["overview_even"] : visit.words.count(Int(count), phrase)
  }
}
