import Catalogue
import SyncCore
import SyncHTTP
import SyncStore

/// The open conflicts and whatever else needs a person, filtered, a page at a time.
enum ConflictsPage: Page {
  static let path = "/konflikter"
  /// Cases of one page.
  static let size = 50

  static func answer(_ visit: Visit) throws -> PageAnswer {
    guard visit.request.writes else { return try list(visit, notice: nil) }
    do {
      return try BulkDesk(visit: visit).answer()
    } catch {
      return try list(visit, notice: Failure(error))
    }
  }

  private static func list(_ visit: Visit, notice: Failure?) throws -> PageAnswer {
    let filter = CaseFilter(visit.query)
    let list = try CaseList(visit, filter)
    let counts = try list.counts()
    let total = filter.kind.map { counts[$0, default: 0] } ?? counts.values.reduce(0, +)
    let pager = Pager(visit.query["sida"], total: total, size: size)
    let picked = Set(visit.form.all("pick"))
    let rows = try list.cases(offset: pager.offset, limit: size, counts).map { item in
      var row = try CaseRow(visit, item).context()
      row["is_picked"] = (row["place"] as? String).map(picked.contains) ?? false
      return row
    }
    var context: [String: Any] = [
      "rows": rows, "has_rows": !rows.isEmpty, "total": visit.words.count(total, "case_count"),
      "kinds": kinds(visit, filter, counts), "is_filtered": filter.link(path).description != path,
      "filters": try filters(visit, filter), "clear": path, "action": filter.link(path).description,
      "sheet": filter.link(ConflictsSheet.path).description,
      "bulk": ["rules": BulkRule.context(visit.form["rule"], visit.words)],
      "reason": visit.form["reason"] ?? "", "may_edit": visit.visitor.mayEdit,
      "as_of": asOf(visit), "is_every": visit.form["every"] != nil,
    ]
    if let filtered = filter.kind { context["kind"] = filtered.rawValue }
    context["pager"] = pager.context(filter.link(path), visit.words)
    if let notice {
      context["failure"] = ["what": visit.words.failure(notice), "next": visit.words.hint(notice)]
    }
    return visit.page(
      "conflicts", title: visit.words["nav_conflicts"], status: notice == nil ? 200 : 422, context)
  }

  private static func asOf(_ visit: Visit) -> String {
    guard let findings = visit.lookout.findings else { return visit.words["lookout_begins"] }
    return visit.words("lookout_as_of", LocalTime.text(findings.time))
  }

  private static func kinds(
    _ visit: Visit, _ filter: CaseFilter, _ counts: [CaseKind: Int]
  ) -> [[String: Any]] {
    var every = filter
    every.kind = nil
    let all: [String: Any] = [
      "text": visit.words["all"], "count": counts.values.reduce(0, +),
      "href": every.link(path).description, "is_current": filter.kind == nil,
    ]
    return [all]
      + CaseKind.allCases.map { kind in
        var one = filter
        one.kind = kind
        return [
          "text": visit.words[kind.phrase], "count": counts[kind, default: 0],
          "href": one.link(path).description, "is_current": filter.kind == kind,
        ]
      }
  }

  private static func filters(_ visit: Visit, _ filter: CaseFilter) throws -> [[String: Any]] {
    let (words, labels) = (visit.words, visit.labels)
    let parties = visit.workspace.rights.parties.map { ($0.name, $0.title) }
    let areas = try TypeName("programme_area").map { try visit.replica.records(of: $0) } ?? []
    let types = Catalogue.schema.types.map { ($0.name.string, labels.type($0.name)) }
    let ages = [7, 30, 90].map { ("\($0)", words("case_age", "\($0)")) }
    return [
      options("region", "filter_region", parties, filter.region, words),
      options(
        "omrade", "filter_area",
        areas.map { ($0.key.id.string, labels.title(of: $0, key: $0.key)) }, filter.area, words),
      options("typ", "filter_type", types, filter.type?.string, words),
      options("alder", "filter_age", ages, filter.days.map { "\($0)" }, words),
    ]
  }

  private static func options(
    _ name: String, _ phrase: String, _ options: [(value: String, label: String)],
    _ chosen: String?, _ words: Words
  ) -> [String: Any] {
    [
      "name": name, "id": "filter-\(name)", "label": words[phrase],
      "options": ([("", words["all"])] + options).map { value, label in
        ["value": value, "label": label, "is_chosen": value == chosen ?? ""] as [String: Any]
      },
    ]
  }
}
