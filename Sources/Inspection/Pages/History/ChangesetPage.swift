import SyncHTTP

/// One changeset with its proof.
enum ChangesetPage: Page {
  static let path = "/andring"

  static func answer(_ visit: Visit) throws -> PageAnswer {
    visit.page("changeset", title: visit.words["nav_history"], [:])
  }
}
