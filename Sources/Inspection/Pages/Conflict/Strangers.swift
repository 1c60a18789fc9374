import SyncCore
import SyncStore

/// Why those who wrote did not know of each other: when each value was written and came here, and
/// when this replica last exchanged with the others.
struct Strangers {
  let visit: Visit
  let current: ConflictCase

  func sentences(_ siblings: [Sibling]) -> [String] {
    let (words, labels) = (visit.words, visit.labels)
    let origins = siblings.compactMap { current.entry(of: $0.dot)?.origin }
      .sorted { ($0.time, $0.dot) < ($1.time, $1.dot) }
    var sentences = origins.map { origin in
      let who = labels.organisation(of: origin.dot.author)
      let isOwn = origin.dot.author.registered == visit.workspace.author.registered
      return words(
        isOwn ? "strangers_own" : "strangers_other", who, LocalTime.text(origin.time),
        LocalTime.text(origin.received), origin.dot.author.registered.string)
    }
    for party in Set(origins.compactMap(party)).sorted() {
      sentences.append(contact(with: party))
    }
    return sentences + places
  }

  /// The last exchanges through places that are no party's own: shared folders and relays.
  private var places: [String] {
    let records = (try? visit.replica.exchanges()) ?? []
    return records.compactMap { record in
      guard visit.workspace.rights.party(named: record.peer) == nil, let last = record.succeeded
      else { return nil }
      return visit.words("strangers_folder", record.peer.printable, LocalTime.text(last))
    }
  }

  /// The party of an author, unless it is the one that looks.
  private func party(of origin: Origin) -> String? {
    let party =
      visit.workspace.rights.party(of: origin.dot.author) ?? PartyName.of(origin.dot.author)
    return party == visit.workspace.party ? nil : party
  }

  private func contact(with party: String) -> String {
    let name = visit.labels.party(party)
    let record = (try? visit.replica.exchanges())?.first { $0.peer == party }
    let times = [record?.succeeded, record?.contacted].compactMap { $0 }
    guard let last = times.max() else { return visit.words("strangers_never", name) }
    return visit.words("strangers_last", name, LocalTime.text(last))
  }
}
