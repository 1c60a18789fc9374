import SyncHTTP

/// What needs somebody, and how far everyone is.
enum OverviewPage: Page {
  static let path = "/"

  static func answer(_ visit: Visit) throws -> PageAnswer {
    visit.page("overview", title: visit.words["nav_overview"], [:])
  }
}
