import SyncHTTP

/// The pathways, by phase, area and condition, and the search.
enum CataloguePage: Page {
  static let path = "/katalog"

  static func answer(_ visit: Visit) throws -> PageAnswer {
    visit.page("catalogue", title: visit.words["nav_catalogue"], [:])
  }
}
