import SyncHTTP

/// The open conflicts, filtered.
enum ConflictsPage: Page {
  static let path = "/konflikter"

  static func answer(_ visit: Visit) throws -> PageAnswer {
    visit.page("conflicts", title: visit.words["nav_conflicts"], [:])
  }
}
