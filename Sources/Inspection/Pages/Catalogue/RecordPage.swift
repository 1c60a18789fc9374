import SyncHTTP

/// One record with all its fields.
enum RecordPage: Page {
  static let path = "/post"

  static func answer(_ visit: Visit) throws -> PageAnswer {
    visit.page("record", title: visit.words["nav_catalogue"], [:])
  }
}
