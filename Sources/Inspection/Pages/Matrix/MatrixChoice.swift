import SyncCore

/// Finds the pathways in whose rows something passes a filter of entries, by as few columns as
/// tell: a page of them is read whole afterwards.
struct MatrixChoice {
  let reader: MatrixReader

  private var filter: MatrixFilter { reader.filter }

  /// Those of some pathways that the filter lets through, in their order, and whether there were
  /// more entries than are read at once.
  func pathways(
    among all: [Matrix.Pathway]
  ) throws -> (pathways: [Matrix.Pathway], isCut: Bool) {
    guard filter.choosesEntries else { return (all, false) }
    let pathways = filter.isOnlyChanged ? try reader.dated(all) : all
    let (rows, isCut) = try reader.rows(of: pathways, columns)
    guard filter.admits([]) else {
      let chosen = chosen(by: rows, pathways)
      return (pathways.filter { chosen.contains($0.key.id.string) }, isCut)
    }
    let marks = marks(of: rows, pathways)
    let regions = try reader.regions(among: Set(rows.map(\.region))).map(\.code)
    let chosen = pathways.filter { pathway in
      guard let places = marks[pathway.key.id.string] else { return true }
      return places.values.contains { filter.admits($0) }
        || regions.contains { places[$0] == nil }
    }
    return (chosen, isCut)
  }

  /// The ids of pathways of which one entry is enough: the first one that passes.
  private func chosen(by rows: [MatrixRow], _ pathways: [Matrix.Pathway]) -> Set<String> {
    let byID = Dictionary(pathways.map { ($0.key.id.string, $0) }) { first, _ in first }
    var chosen: Set<String> = []
    for row in rows where !chosen.contains(row.pathway) && filter.admits([mark(row, byID)]) {
      chosen.insert(row.pathway)
    }
    return chosen
  }

  private var columns: [StaticString] {
    filter.isOnlyChanged ? ["status", "status_date", "adopted_version"] : ["status"]
  }

  /// By pathway and region.
  private func marks(
    of rows: [MatrixRow], _ pathways: [Matrix.Pathway]
  ) -> [String: [String: [Matrix.Mark]]] {
    let byID = Dictionary(pathways.map { ($0.key.id.string, $0) }) { first, _ in first }
    var marks: [String: [String: [Matrix.Mark]]] = [:]
    for row in rows {
      marks[row.pathway, default: [:]][row.region, default: []].append(mark(row, byID))
    }
    return marks
  }

  private func mark(_ row: MatrixRow, _ pathways: [String: Matrix.Pathway]) -> Matrix.Mark {
    guard filter.isOnlyChanged, let pathway = pathways[row.pathway] else {
      return Matrix.Mark(status: row.texts[0], isOvertaken: false)
    }
    let change = Matrix.NationalChange(since: row.texts[1], adopting: row.texts[2], of: pathway)
    return Matrix.Mark(status: row.texts[0], isOvertaken: change != nil)
  }
}
