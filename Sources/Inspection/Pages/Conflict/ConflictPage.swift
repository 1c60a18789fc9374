import SyncHTTP

/// One conflict, with all it takes to settle it.
enum ConflictPage: Page {
  static let path = "/konflikt"

  static func answer(_ visit: Visit) throws -> PageAnswer {
    visit.page("conflict", title: visit.words["nav_conflicts"], [:])
  }
}
