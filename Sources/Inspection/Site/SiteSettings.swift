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

  package init(pages: PageSettings, peersFolder: PeersFolder, person: String?) {
    self.pages = pages
    self.peersFolder = peersFolder
    self.person = person
  }
}
