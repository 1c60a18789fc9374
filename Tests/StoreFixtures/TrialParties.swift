package import SyncCore
package import SyncWire
import TestSupport

/// Peers as the tests have them: four authors with keys that follow from their names.
///
/// All of them may write in `region/14`, so that writes meet there.
package struct TrialParties: Sendable {
  /// What each author may write.
  package var writes: [Author: [Scope]] = [
    .national: [.named("national"), .named("region")],
    .vgr: [.vgr, .named("national/psykisk-halsa")],
    .kalmar: [.named("region/08"), .vgr],
    .skane: [.named("region/12"), .vgr],
  ]
  /// The party that an author writes for, where it is not the one that its name begins with.
  package var partyNames: [Author: String] = [:]
  /// Where logs end.
  package var pins: [LogName: Head] = [:]

  package init() {}

  /// The rights of these parties.
  package var rights: Rights {
    let byParty = Dictionary(grouping: writes.keys.sorted()) { author in
      partyNames[author] ?? Self.party(of: author)
    }
    let parties = byParty.sorted { $0.key < $1.key }.map { name, authors in
      Party(
        name: name, title: authors[0].string, healthcareRegion: nil,
        authors: authors.map(registration),
        receives: [.named("national"), .named("region")],
        endpoints: [:])
    }
    do {
      return try Rights(parties)
    } catch {
      preconditionFailure("the trial parties contradict each other: \(error)")
    }
  }

  /// The same parties without one of them.
  package func without(_ author: Author) -> TrialParties {
    var copy = self
    copy.writes[author] = nil
    return copy
  }

  /// The same parties with a log that ends at a head.
  package func pinning(_ log: LogName, at head: Head) -> TrialParties {
    var copy = self
    copy.pins[log] = head
    return copy
  }

  private func registration(of author: Author) -> Registration {
    let own = pins.filter { $0.key.author == author }
    return Registration(
      author: author, key: SigningKey.trial(author).publicKey, writes: writes[author] ?? [],
      pins: Dictionary(own.map { ($0.key.scope, $0.value) }, uniquingKeysWith: { $1 }))
  }

  private static func party(of author: Author) -> String {
    author == .national ? "national" : String(author.string.prefix(2))
  }
}

extension SigningKey {
  /// An author's key; every incarnation has the same.
  package static func trial(_ author: Author) -> SigningKey {
    .trial(seed: author.registered.string)
  }

  /// The key that follows from a word.
  package static func trial(seed: String) -> SigningKey {
    do {
      return try SigningKey(seed: ContentHash.sha256(Array(seed.utf8)).bytes)
    } catch {
      preconditionFailure("no key can be made from \(seed): \(error)")
    }
  }
}
