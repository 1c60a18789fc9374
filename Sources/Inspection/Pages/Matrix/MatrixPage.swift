import SyncHTTP

/// Pathways by regions.
enum MatrixPage: Page {
  static let path = "/inforande"

  static func answer(_ visit: Visit) throws -> PageAnswer {
    visit.page("matrix", title: visit.words["nav_matrix"], [:])
  }
}
