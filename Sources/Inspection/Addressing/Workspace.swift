import Catalogue
import Foundation
package import SyncCore
package import SyncStore

/// An opened replica with the person who works at it.
package struct Workspace {
  package let replica: Replica
  /// The folder of parties that the replica was opened with.
  package let peersFolder: PeersFolder
  /// Who works here, as changesets will say.
  package let person: String?

  package init(replica: Replica, peersFolder: PeersFolder, person: String?) {
    self.replica = replica
    self.peersFolder = peersFolder
    self.person = person
  }

  package var rights: Rights { replica.rights }
  package var author: Author { replica.author }

  /// The party that this replica's author writes for: as Peers says, else by the author's name.
  package var party: String {
    rights.party(of: author) ?? PartyName.of(author)
  }

  /// Whether this replica's author may write in a scope.
  package func mayWrite(_ scope: Scope) -> Bool {
    rights.registration(of: author)?.mayWrite(scope) ?? false
  }

  /// What every changeset of one edit says.
  ///
  /// - Throws: what may not stand in a message or a name, such as a personal number.
  package func occasion(message: String?) throws -> Occasion {
    try Judgement.require(message, named: "message")
    try Judgement.require(person, named: "name of the person")
    return Occasion(person: person, message: message, time: .now)
  }
}

/// The party that an author's name speaks of: `national`, or the county code before the hyphen.
package enum PartyName {
  /// The part of the author's registered name before its first hyphen or underscore.
  package static func of(_ author: Author) -> String {
    String(author.registered.string.prefix { $0 != "-" && $0 != "_" })
  }
}

extension Timestamp {
  /// This computer's clock.
  package static var now: Timestamp {
    Timestamp(milliseconds: Int64((Date().timeIntervalSince1970 * 1_000).rounded(.down)))
  }
}
