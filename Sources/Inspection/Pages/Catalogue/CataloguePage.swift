import SyncHTTP
import SyncStore

/// The pathways, by phase, area and condition, and the search.
enum CataloguePage: Page {
  static let path = "/katalog"

  static func answer(_ visit: Visit) throws -> PageAnswer {
    let filter = CatalogueFilter(visit.query)
    let tally = try visit.lookout.shelf.tally(of: visit.replica)
    var context: [String: Any] = [
      "form": CatalogueForm(visit: visit, filter: filter, tally: tally).context
    ]
    if filter.isOpen {
      context["start"] = CatalogueStart(visit: visit, filter: filter, tally: tally).context
    } else {
      context["list"] = try CatalogueList(visit: visit, filter: filter).context()
    }
    return visit.page("catalogue", title: visit.words["nav_catalogue"], context)
  }
}
