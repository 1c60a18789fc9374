import Catalogue
import SyncCore
import SyncHTTP

/// Pathways by regions.
enum MatrixPage: Page {
  static let path = "/inforande"

  static func answer(_ visit: Visit) throws -> PageAnswer {
    let reader = MatrixReader(visit)
    let (matrix, pager) = try reader.matrix(page: visit.query["sida"], paged: true)
    let words = visit.words
    let sheet = PageLink(MatrixSheet.path, visit.link.with("sida", nil).values.map { ($0, $1) })
    var context: [String: Any] = [
      "filter": try filter(reader, visit),
      "sheet": sheet.description,
      "caption": words(
        "matrix_caption", words.count(matrix.total, "matrix_pathways"),
        words.count(matrix.regions.count, "matrix_regions")),
      "regions": matrix.regions.map { ["code": $0.code, "name": $0.name] },
      "rows": matrix.pathways.map { row($0, of: matrix, visit.labels) },
      "sums": sums(of: matrix, visit.labels),
      "is_empty": matrix.pathways.isEmpty, "is_cut": matrix.isCut,
      "cut": words("matrix_cut", "\(MatrixReader.limit)"),
      "is_filtered": !visit.query.pairs.isEmpty,
    ]
    context["pager"] = pager.context(visit.link, words)
    return visit.page("matrix", title: words["matrix_title"], context)
  }

  private static func filter(
    _ reader: MatrixReader, _ visit: Visit
  ) throws -> [String: Any] {
    let filter = reader.filter
    let statuses =
      MatrixStatus.all.map { ($0.code.string, $0.label) }
      + [(MatrixFilter.noStatus, visit.words["matrix_no_status"])]
    return [
      "areas": try reader.areas().map { id, name in
        ["value": id, "text": name.printable, "is_chosen": id == filter.area] as [String: Any]
      },
      "statuses": statuses.map { code, label in
        ["value": code, "text": label, "is_chosen": code == filter.status] as [String: Any]
      },
      "regions": try reader.knownRegions().map { region in
        [
          "value": region.code, "text": region.name,
          "is_chosen": filter.regions.contains(region.code),
        ] as [String: Any]
      },
      "chosen_regions": filter.regions.isEmpty
        ? visit.words["all"] : "\(filter.regions.count)",
      "is_only_changed": filter.isOnlyChanged,
    ]
  }

  private static func row(
    _ pathway: Matrix.Pathway, of matrix: Matrix, _ labels: Labels
  ) -> [String: Any] {
    let cells = matrix.regions.map { region -> [String: Any] in
      let place = Matrix.Place(pathway: pathway.key.id.string, region: region.code)
      return ["entries": (matrix.entries[place] ?? []).map { entry($0, labels) }]
    }
    var row: [String: Any] = [
      "title": pathway.title.printable, "href": PageLink.record(pathway.key).description,
      "cells": cells,
    ]
    if !pathway.version.isEmpty { row["version"] = pathway.version.printable }
    return row
  }

  private static func entry(_ entry: Matrix.Entry, _ labels: Labels) -> [String: Any] {
    let status = MatrixStatus(entry.status)
    // What is not there is false: a name that is missing would be looked for in all of the page.
    var context: [String: Any] = [
      "href": PageLink.record(entry.key).description, "tone": status.tone,
      "status": status.label ?? labels.words["matrix_no_status"],
      "date": false, "version": false, "local": false, "conflict": false, "change": false,
    ]
    if !entry.date.isEmpty { context["date"] = entry.date.printable }
    if !entry.version.isEmpty {
      context["version"] = "\(labels.words["matrix_version_word"]) \(entry.version.printable)"
    }
    if !entry.localText.isEmpty { context["local"] = entry.localText.printable.shortened(to: 60) }
    if let cell = entry.conflict {
      context["conflict"] = PageLink.conflict(entry.key, cell).description
    }
    if let change = entry.change { context["change"] = labels.told(change) }
    return context
  }

  /// How many entries of each status each region has, in the order of the codes.
  private static func sums(of matrix: Matrix, _ labels: Labels) -> [[String: Any]] {
    var counts: [String: [String: Int]] = [:]
    for pathway in matrix.pathways {
      for region in matrix.regions {
        let place = Matrix.Place(pathway: pathway.key.id.string, region: region.code)
        for entry in matrix.entries[place] ?? [] {
          counts[entry.status, default: [:]][region.code, default: 0] += 1
        }
      }
    }
    return counts.sorted { MatrixStatus.precedes($0.key, $1.key) }.map { code, byRegion in
      [
        "status": MatrixStatus(code).label ?? labels.words["matrix_no_status"],
        "counts": matrix.regions.map { "\(byRegion[$0.code] ?? 0)" },
      ]
    }
  }
}

extension Labels {
  /// What the national side did since a region decided, in words.
  func told(_ change: Matrix.NationalChange) -> String {
    switch change {
    case .version(let now): words("matrix_newer_version", now.printable)
    case .content(let day): words("matrix_changed_on", day)
    }
  }
}
