import Foundation
package import SyncCore
package import SyncStore

/// How this replica stands with one peer: what was seen of it, and how far they lie apart.
package struct PeerStanding: Sendable {
  /// The party's name, the folder's path or the address, as exchanges call it.
  package let name: String
  /// Where it is reached; nil for a party that Peers gives no place, which may come by itself.
  package let place: Destination.Place?
  /// Nil where nothing was ever exchanged with it.
  package let record: ExchangeRecord?
  /// When its holdings were last seen.
  package let seen: Timestamp?
  /// Nil where its holdings were never seen.
  package let distance: Distance?

  /// When either side last reached the other.
  package var lastContact: Timestamp? {
    [record?.succeeded, record?.contacted].compactMap { $0 }.max()
  }
}

/// What is known of every peer, as of one moment.
package struct PeerStandings: Sendable {
  /// Every place in Peers and everyone with whom something was exchanged, by name.
  package let peers: [PeerStanding]
  /// The parties in Peers that have neither a place nor a record, by name.
  package let silent: [String]
  /// Why Peers' places could not all be read; nil where they could.
  package let problem: ExchangeError?

  /// Cost: the logs times the peers.
  package init(of replica: Replica) throws {
    let rights = replica.rights
    let reader = Reader(
      rights: rights, own: rights.party(of: replica.author),
      standings: try replica.standings { _ in true }, holdings: try replica.holdings())
    var records: [String: ExchangeRecord] = [:]
    for record in try replica.exchanges() { records[record.peer] = record }
    var destinations: [String: Destination] = [:]
    var problem: ExchangeError?
    do {
      for destination in try Destination.all(rights: rights, except: reader.own) {
        destinations[destination.name] = destination
      }
    } catch {
      problem = ExchangeError(wrapping: error)
    }
    let names = Set(destinations.keys).union(records.keys)
    peers = names.sorted().map { name in
      reader.standing(name, destination: destinations[name], record: records[name])
    }
    let reached = Set(destinations.values.flatMap(\.parties).map(\.name))
    silent = rights.parties.map(\.name).filter { name in
      name != reader.own && !reached.contains(name) && !names.contains(name)
    }
    self.problem = problem
  }
}

/// What all standings are worked out from.
private struct Reader {
  let rights: Rights
  /// This replica's party.
  let own: String?
  let standings: Standings
  let holdings: [String: PeerHoldings]

  func standing(
    _ name: String, destination: Destination?, record: ExchangeRecord?
  ) -> PeerStanding {
    let known = holdings[name]
    let party = rights.party(named: name)
    let distance = known.map { known in
      Distance(own: standings, theirs: known.sequences, rights: rights) { scope in
        mayShare(scope, destination: destination, party: party)
      }
    }
    return PeerStanding(
      name: name, place: destination?.place ?? place(named: name, isParty: party != nil),
      record: record, seen: known?.seen, distance: distance)
  }

  /// A place that was named by hand is known by its address or path.
  private func place(named name: String, isParty: Bool) -> Destination.Place? {
    guard !isParty else { return nil }
    return Server(name).map { .server($0) } ?? .folder(URL(filePath: name))
  }

  private func mayShare(_ scope: Scope, destination: Destination?, party: Party?) -> Bool {
    if case .folder = destination?.place {
      return !scope.isInternal && destination?.mayReceive(scope) == true
    }
    guard let party, let own = own.flatMap({ rights.party(named: $0) }) else {
      return !scope.isInternal
    }
    return rights.mayShare(scope, own, party)
  }
}
