import SyncHTTP

/// What was refused, and what to do.
enum QuarantinePage: Page {
  static let path = "/karantan"

  static func answer(_ visit: Visit) throws -> PageAnswer {
    visit.page("quarantine", title: visit.words["nav_quarantine"], [:])
  }
}
