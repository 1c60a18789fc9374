import StoreFixtures
import SyncCore
import SyncWire
import TestSupport

/// Peers as they are edited in the course of a run; replicas may still have an older edition.
struct PeersBook {
  /// Every edition; what stood in one is never taken away in a later one.
  private(set) var editions: [Rights] = []
  private var writes: [Author: [Scope]] = [:]
  private var pins: [LogName: Head] = [:]
  /// Those whom the first edition forgot.
  private(set) var missing: [Author]

  init(_ authors: [Author], missing: [Author]) throws {
    self.missing = missing
    for author in authors where !missing.contains(author) { writes[author] = Self.rights(author) }
    try publish()
  }

  var last: Int { editions.count - 1 }
  var authors: [Author] { writes.keys.sorted() }
  var pinned: Set<LogName> { Set(pins.keys) }

  /// Whether a pin ends the log of an author somewhere, under whatever name of it.
  func ends(_ author: Author, in scope: Scope) -> Bool {
    pins.keys.contains { $0.scope == scope && $0.author.registered == author.registered }
  }

  /// Adds an author.
  mutating func register(_ author: Author) throws {
    missing.removeAll { $0 == author }
    writes[author] = Self.rights(author)
    try publish()
  }

  /// Ends logs at heads; a pin that stands is left alone.
  mutating func pin(_ heads: [LogName: Head]) throws {
    pins.merge(heads) { old, _ in old }
    try publish()
  }

  private static func rights(_ author: Author) -> [Scope] {
    let own = Scope.named("region/\(author.string.prefix(2))")
    switch String(author.string.prefix(2)) {
    case "na": return [.named("national"), .named("region")]
    case "14": return [.vgr, .named("national/psykisk-halsa")]
    default: return [own, .vgr]
    }
  }

  private mutating func publish() throws {
    let registrations = authors.map { author in
      Registration(
        author: author, key: SigningKey.trial(author).publicKey, writes: writes[author] ?? [],
        pins: Dictionary(
          pins.filter { $0.key.author == author }.map { ($0.key.scope, $0.value) },
          uniquingKeysWith: { $1 }))
    }
    let byParty = Dictionary(grouping: registrations) { registration in
      registration.author == .national ? "national" : String(registration.author.string.prefix(2))
    }
    editions.append(
      try Rights(
        byParty.sorted { $0.key < $1.key }.map { name, authors in
          Party(
            name: name, title: name, healthcareRegion: nil, authors: authors,
            receives: [.named("national"), .named("region")], endpoints: [:])
        }))
  }
}
