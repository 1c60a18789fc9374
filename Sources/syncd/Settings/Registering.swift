import Catalogue
import Foundation
import Inspection
import SyncCore
import SyncStore
import SyncWire

/// Puts an author's key into the parties of Peers.
struct Registering {
  let author: Author
  let publicKey: [UInt8]

  /// The author's party with this key, as it is to stand in Peers.
  ///
  /// The entry of an author that is there keeps its rights and gets this key; an author that is
  /// missing is added with the scopes that its name speaks of.
  ///
  /// - Throws: `key_in_use` where a pin shows that the entry's key has signed.
  func party(in rights: Rights) throws -> Party {
    let name = rights.party(of: author) ?? PartyName.of(author)
    let known = rights.party(named: name)
    let registration = try registration(replacing: rights, party: name)
    var authors = known?.authors ?? []
    if let index = authors.firstIndex(where: { $0.author == author }) {
      authors[index] = registration
    } else {
      authors.append(registration)
    }
    if let known {
      return Party(
        name: known.name, title: known.title, healthcareRegion: known.healthcareRegion,
        authors: authors, receives: known.receives, endpoints: known.endpoints)
    }
    return Party(
      name: name, title: Self.title(of: name), healthcareRegion: nil, authors: authors,
      receives: Party.defaultReceives, endpoints: [:])
  }

  private func registration(replacing rights: Rights, party: String) throws -> Registration {
    let known = rights.registration(of: author).flatMap { $0.author == author ? $0 : nil }
    if let known, known.key != publicKey, !known.pins.isEmpty {
      throw Failure(
        "key_in_use", "The key of \(author) in Peers has signed: its entry holds a pin.",
        hint: "It was left as it was. Add an author with another name, such as \(author)-2.")
    }
    return Registration(
      author: author, key: publicKey, writes: known?.writes ?? Self.scopes(of: party),
      pins: known?.pins ?? [:])
  }

  /// The line to put into Peers by hand.
  var line: String {
    let scopes = Self.scopes(of: PartyName.of(author)).map { "\"\($0)\"" }.joined(separator: ", ")
    return "{ \"author\": \"\(author)\", \"key\": \"\(KeyText.encode(publicKey))\", "
      + "\"writes\": [\(scopes)] }"
  }

  /// What an author of a party may write at first: the party's own scopes.
  private static func scopes(of party: String) -> [Scope] {
    [Scope(party == "national" ? "national" : "region/" + party)].compactMap { $0 }
  }

  /// The region's name where the bundled register knows its code.
  private static func title(of party: String) -> String {
    if party == "national" { return "Nationell källa" }
    let regions = (try? BundledCatalogue.records()) ?? []
    let region = regions.first { $0.type.name.string == "region" && $0.id.string == party }
    let name = region?.assignments.first { $0.cell.field == "name" }?.value?.asText
    return name?.string ?? party
  }
}
