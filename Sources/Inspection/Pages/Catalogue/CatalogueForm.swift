import Catalogue
import SyncCore

/// The form above the list: the words to look for, and what can be chosen among.
struct CatalogueForm {
  let visit: Visit
  let filter: CatalogueFilter
  let tally: CatalogueTally

  private var words: Words { visit.words }
  private var labels: Labels { visit.labels }

  var context: [String: Any] {
    var context: [String: Any] = [
      "action": CataloguePage.path, "clear": CataloguePage.path, "text": filter.text ?? "",
      "selects": [typeSelect] + columnSelects + [scopeSelect],
    ]
    context["is_filtered"] = !visit.query.pairs.allSatisfy { $0.value.isEmpty || $0.name == "lang" }
    return context
  }

  private var typeSelect: [String: Any] {
    let types = Catalogue.schema.types.map {
      ($0.name.string, "\(labels.type($0.name)) (\(tally.count(of: $0.name)))")
    }
    return select("typ", words["catalogue_type"], types, chosen: filter.type?.string)
  }

  private var columnSelects: [[String: Any]] {
    CatalogueFilter.columnNames.map { name, column in
      let counts = tally.pathways[column] ?? [:]
      let options = choices(of: column).map { choice in
        (choice.id, "\(choice.name) (\(counts[choice.id] ?? 0))")
      }
      return select(
        name, labels.column(column, of: .pathway), options, chosen: filter.columns[column])
    }
  }

  private var scopeSelect: [String: Any] {
    let scopes = tally.scopes.map { ($0.string, labels.scope($0)) }.sorted {
      SwedishOrder.precedes($0.1, $1.1)
    }
    return select("scope", words["catalogue_scope"], scopes, chosen: filter.scope?.string)
  }

  /// What stands in a column of pathways, in the order in which people expect it.
  func choices(of column: FieldName) -> [CatalogueTally.Choice] {
    let known: [CatalogueTally.Choice]
    switch column.string {
    case "programme_area": known = tally.areas
    case "condition": known = tally.conditions
    default:
      let declared = Catalogue.schema[.pathway]?.columns.first { $0.name == column }
      guard case .code(let codes) = declared?.kind else { return [] }
      known = codes.map { CatalogueTally.Choice(id: $0.code.string, name: $0.label) }
    }
    let ids = Set(known.map(\.id))
    let others = (tally.pathways[column] ?? [:]).keys.filter { !$0.isEmpty && !ids.contains($0) }
    return known + others.sorted().map { CatalogueTally.Choice(id: $0, name: $0) }
  }

  private func select(
    _ name: String, _ label: String, _ options: [(value: String, label: String)], chosen: String?
  ) -> [String: Any] {
    let isKnown = chosen.map { chosen in options.contains { $0.value == chosen } } ?? true
    let all = [("", words["all"])] + options + (isKnown ? [] : [(chosen ?? "", chosen ?? "")])
    return [
      "name": name, "id": "filter-\(name)", "label": label,
      "options": all.map { value, label -> [String: Any] in
        ["value": value, "label": label, "is_chosen": value == chosen ?? ""]
      },
    ]
  }
}
