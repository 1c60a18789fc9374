package import Foundation
package import SyncHTTP
package import SyncStore

/// What the site is told by whoever starts it.
package struct SiteSettings: Sendable {
  /// Where it is served, and how it is known who looks.
  let pages: PageSettings
  /// The folder of parties that the replica is opened with.
  let peersFolder: PeersFolder
  /// Who edits, unless a proxy says it.
  let person: String?
  /// A folder for what is derived from the replica and can be thrown away.
  let derived: URL

  package init(pages: PageSettings, peersFolder: PeersFolder, person: String?, derived: URL) {
    self.pages = pages
    self.peersFolder = peersFolder
    self.person = person
    self.derived = derived
  }
}
