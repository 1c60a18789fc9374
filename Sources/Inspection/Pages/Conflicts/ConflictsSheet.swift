import Catalogue
import SyncCore
import SyncHTTP

/// The list of conflicts for Excel: the filter's cases, all of them.
enum ConflictsSheet: Page {
  static let path = "/konflikter.csv"

  static func answer(_ visit: Visit) throws -> PageAnswer {
    let words = visit.words
    let list = try CaseList(visit, CaseFilter(visit.query))
    let counts = try list.counts()
    let cells = try list.cases(offset: 0, limit: .max, counts).map { item in
      let row = try CaseRow(visit, item)
      let values = row.values
      return [
        row.kind, row.type, item.key?.id.string ?? "", row.title, row.field, row.scope,
        item.since.map(LocalTime.text) ?? "", values.first ?? item.text ?? "",
        values.dropFirst().joined(separator: " | "), words[row.isMine ? "yes" : "no"],
        try row.sent() ?? "", visit.address + row.link.description,
      ]
    }
    let names = [
      "column_kind", "column_type", "column_id", "column_title", "column_field", "column_scope",
      "column_since", "column_shown", "column_others", "column_mine", "column_sent", "column_link",
    ]
    let sheet = CSVDocument(header: names.map { words[$0] }, cells: cells)
    return .file(
      sheet.encoded(as: .swedishExcel), type: "text/csv; charset=utf-8", name: "konflikter.csv")
  }
}
