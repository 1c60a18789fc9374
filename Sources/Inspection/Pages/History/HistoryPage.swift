import SyncHTTP

/// The changesets of a record or a log.
enum HistoryPage: Page {
  static let path = "/historik"

  static func answer(_ visit: Visit) throws -> PageAnswer {
    visit.page("history", title: visit.words["nav_history"], [:])
  }
}
