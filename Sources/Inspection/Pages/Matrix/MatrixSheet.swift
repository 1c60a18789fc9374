import Catalogue
import SyncCore
import SyncHTTP

/// The matrix for Excel: a line for each pathway and region.
enum MatrixSheet: Page {
  static let path = "/inforande.csv"

  static func answer(_ visit: Visit) throws -> PageAnswer {
    let reader = MatrixReader(visit)
    let matrix = try reader.matrix(page: nil, paged: false).matrix
    let areas = Dictionary(try reader.areas().map { ($0.id, $0.name) }) { first, _ in first }
    let cells = matrix.pathways.flatMap { pathway in
      matrix.regions.flatMap { region in
        lines(of: pathway, in: region, matrix, areas[pathway.area] ?? pathway.area, reader)
      }
    }
    let document = CSVDocument(
      header: columns.map { visit.words["matrix_column_\($0)"] }, cells: cells)
    return .file(
      document.encoded(as: .swedishExcel), type: "text/csv; charset=utf-8", name: "inforande.csv")
  }

  private static let columns = [
    "pathway", "id", "area", "national", "region", "code", "status", "date", "local", "adopted",
    "change", "conflict",
  ]

  private static func lines(
    of pathway: Matrix.Pathway, in region: Matrix.Region, _ matrix: Matrix, _ area: String,
    _ reader: MatrixReader
  ) -> [[String]] {
    let labels = reader.labels
    let place = Matrix.Place(pathway: pathway.key.id.string, region: region.code)
    let known = [
      pathway.title, pathway.key.id.string, area, pathway.version, labels.party(region.code),
      region.code,
    ]
    guard let entries = matrix.entries[place] else {
      return reader.filter.admits([]) ? [known + ["", "", "", "", "", ""]] : []
    }
    return entries.map { entry in
      known + [
        MatrixStatus(entry.status).label ?? "", entry.date, entry.localText, entry.version,
        entry.change.map { labels.told($0) } ?? "",
        labels.words[entry.conflict == nil ? "no" : "yes"],
      ]
    }
  }
}
