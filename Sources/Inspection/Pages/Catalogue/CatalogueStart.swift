import Catalogue
import SyncCore

/// What is shown while nothing is asked for: the catalogue in groups, each with its number.
struct CatalogueStart {
  let visit: Visit
  let filter: CatalogueFilter
  let tally: CatalogueTally

  private var words: Words { visit.words }
  private var labels: Labels { visit.labels }

  var context: [String: Any] {
    guard let scope = filter.scope else { return ["groups": [phases, areas, conditions, types]] }
    return ["groups": [types(in: scope)]]
  }

  private var phases: [String: Any] {
    group("phases", words["catalogue_by_phase"], columnEntries(0))
  }

  private var areas: [String: Any] {
    group("areas", words["catalogue_by_area"], columnEntries(1))
  }

  private var conditions: [String: Any] {
    group("conditions", words["catalogue_by_condition"], columnEntries(2))
  }

  private var types: [String: Any] {
    group(
      "types", words["catalogue_by_type"],
      Catalogue.schema.types.map { type in
        entry(labels.type(type.name), tally.count(of: type.name), [("typ", type.name.string)])
      })
  }

  private func types(in scope: Scope) -> [String: Any] {
    group(
      "types", words("catalogue_in_scope", labels.scope(scope)),
      Catalogue.schema.types.compactMap { type in
        guard let count = tally.counts[type.name]?[scope] else { return nil }
        return entry(
          labels.type(type.name), count, [("typ", type.name.string), ("scope", scope.string)])
      })
  }

  private func columnEntries(_ index: Int) -> [[String: Any]] {
    let (name, column) = CatalogueFilter.columnNames[index]
    let counts = tally.pathways[column] ?? [:]
    let choices = CatalogueForm(visit: visit, filter: filter, tally: tally).choices(of: column)
    return choices.compactMap { choice in
      counts[choice.id].map { entry(choice.name, $0, [(name, choice.id)]) }
    }
  }

  private func entry(
    _ text: String, _ count: Int, _ values: [(name: String, value: String?)]
  ) -> [String: Any] {
    ["text": text, "count": count, "href": PageLink(CataloguePage.path, values).description]
  }

  private func group(_ id: String, _ title: String, _ entries: [[String: Any]]) -> [String: Any] {
    ["id": "group-\(id)", "title": title, "entries": entries, "is_empty": entries.isEmpty]
  }
}
