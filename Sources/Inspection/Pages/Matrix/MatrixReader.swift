import Catalogue
import Foundation
import SyncCore
import SyncStore

/// What a region says of a pathway, as it stands in some columns.
struct MatrixRow {
  let key: RecordKey
  let pathway: String
  let region: String
  /// In the order in which they were asked for.
  let texts: [String]
}

/// Reads the matrix: only the columns that it shows, and of a page only what stands there.
struct MatrixReader {
  let replica: Replica
  let labels: Labels
  let filter: MatrixFilter

  /// How many pathways and how many entries are read at once.
  static let limit = 20_000
  /// How many pathways stand on a page.
  static let pageSize = 36
  /// As many pathways stand on one page together: the national catalogue at a glance.
  static let undividedSize = 60

  init(_ visit: Visit) {
    replica = visit.replica
    labels = visit.labels
    filter = MatrixFilter(visit.query)
  }

  /// - Parameter page: the number of the page that is asked for; nil reads everything.
  func matrix(page: String?, paged: Bool) throws -> (matrix: Matrix, pager: Pager) {
    let choice = try MatrixChoice(reader: self).pathways(among: try pathways())
    let count = choice.pathways.count
    let size = !paged ? Self.limit : count <= Self.undividedSize ? max(count, 1) : Self.pageSize
    let pager = Pager(page, total: choice.pathways.count, size: size)
    let pathways = try dated(Self.part(of: choice.pathways, pager))
    let (all, isCut) = try entries(of: pathways)
    let matrix = Matrix(
      regions: try regions(among: all.keys.map(\.region)), pathways: pathways,
      entries: all.filter { filter.admits($0.value.map(\.mark)) }, total: pager.total,
      isCut: isCut || choice.isCut)
    return (matrix, pager)
  }

  private static func part(of pathways: [Matrix.Pathway], _ pager: Pager) -> [Matrix.Pathway] {
    Array(pathways.dropFirst(pager.offset).prefix(pager.size))
  }

  /// The pathways of the area asked for, by their titles.
  private func pathways() throws -> [Matrix.Pathway] {
    guard let type = TypeName("pathway") else { return [] }
    let filters = filter.area.flatMap { area in
      FieldName("programme_area").map { [ColumnFilter($0, in: [area])] }
    }
    return try replica.columnRows(
      of: type, ["title", "programme_area", "version"].compactMap { FieldName($0) },
      where: filters ?? [], limit: Self.limit
    ).map { row in
      Matrix.Pathway(
        key: row.key, title: row.texts[0].isEmpty ? row.key.id.string : row.texts[0],
        area: row.texts[1], version: row.texts[2])
    }.inSwedishOrder(of: \.title)
  }

  /// The same pathways with the day on which each was last changed.
  func dated(_ pathways: [Matrix.Pathway]) throws -> [Matrix.Pathway] {
    let changes = try replica.lastChanges(of: pathways.map(\.key))
    return pathways.map { pathway in
      var dated = pathway
      dated.changedDay = changes[pathway.key].map { String(LocalTime.text($0).prefix(10)) }
      return dated
    }
  }

  /// What regions say of some pathways.
  private func entries(
    of pathways: [Matrix.Pathway]
  ) throws -> (entries: [Matrix.Place: [Matrix.Entry]], isCut: Bool) {
    let (rows, isCut) = try rows(
      of: pathways, ["status", "status_date", "adopted_version", "local_status_text"])
    let byID = Dictionary(pathways.map { ($0.key.id.string, $0) }) { first, _ in first }
    let conflicts = try conflicts()
    var entries: [Matrix.Place: [Matrix.Entry]] = [:]
    for row in rows {
      guard let pathway = byID[row.pathway] else { continue }
      let place = Matrix.Place(pathway: row.pathway, region: row.region)
      let change = Matrix.NationalChange(
        since: row.texts[1], adopting: row.texts[2], of: pathway)
      entries[place, default: []].append(
        Matrix.Entry(
          key: row.key, status: row.texts[0], date: row.texts[1], localText: row.texts[3],
          version: row.texts[2], change: change, conflict: conflicts[row.key]))
    }
    return (entries, isCut)
  }

  /// What asked regions say of some pathways, and whether there is more than is read at once.
  func rows(
    of pathways: [Matrix.Pathway], _ columns: [StaticString]
  ) throws -> (rows: [MatrixRow], isCut: Bool) {
    var filters = [ColumnFilter(.known("pathway"), in: Set(pathways.map(\.key.id.string)))]
    if let status = filter.status, status != MatrixFilter.noStatus {
      filters.append(ColumnFilter(.known("status"), in: [status]))
    }
    let rows = try replica.columnRows(
      of: .implementation, columns.map { .known($0) } + [.known("pathway")], where: filters,
      limit: Self.limit + 1)
    let asked = rows.prefix(Self.limit).compactMap { row -> MatrixRow? in
      guard let region = row.key.scope.owner,
        filter.regions.isEmpty || filter.regions.contains(region)
      else { return nil }
      return MatrixRow(
        key: row.key, pathway: row.texts[columns.count], region: region, texts: row.texts)
    }
    return (asked, rows.count > Self.limit)
  }

  /// The open conflicts about status and adopted version, one of each record.
  private func conflicts() throws -> [RecordKey: CellName] {
    let open = try replica.conflictPage(
      ConflictFilter(types: [.implementation]), limit: Self.limit
    ).entries
    let cells = open.compactMap { entry -> (RecordKey, CellName)? in
      let cell = entry.place.cell.string
      guard cell == "status" || cell == "adopted_version" else { return nil }
      return CellName(entry.place.cell).map { (entry.place.key, $0) }
    }
    return Dictionary(cells) { first, _ in first }
  }

  /// The regions asked for; of all, those that are known and those that say something.
  func regions(among named: some Sequence<String>) throws -> [Matrix.Region] {
    let known = try knownRegions()
    let codes = Set(known.map(\.code))
    let others = Set(named).subtracting(codes)
    return (known + others.map { Matrix.Region(code: $0, name: labels.shortParty($0)) })
      .filter { filter.regions.isEmpty || filter.regions.contains($0.code) }
      .sorted { $0.code < $1.code }
  }

  /// The regions of the register and of Peers, by county code.
  func knownRegions() throws -> [Matrix.Region] {
    var names: [String: String] = [:]
    if let type = TypeName("region"), let name = FieldName("name") {
      for row in try replica.columnRows(of: type, [name], limit: Self.limit) {
        names[row.key.id.string] = Labels.short(row.texts[0].printable)
      }
    }
    for party in labels.rights.parties where party.name != "national" {
      names[party.name] = labels.shortParty(party.name)
    }
    return names.sorted { $0.key < $1.key }.map { code, name in
      Matrix.Region(code: code, name: name.isEmpty ? code : name)
    }
  }

  /// The programme areas that the register knows, by their names.
  func areas() throws -> [(id: String, name: String)] {
    guard let type = TypeName("programme_area"), let name = FieldName("name") else { return [] }
    return try replica.columnRows(of: type, [name], limit: Self.limit).map { row in
      (row.key.id.string, row.texts[0].isEmpty ? row.key.id.string : row.texts[0])
    }.inSwedishOrder(of: \.name)
  }
}

extension Labels {
  /// A region's name as short as a column needs it: `Kalmar` for `Region Kalmar län`.
  func shortParty(_ name: String) -> String {
    Self.short(party(name).printable)
  }

  /// A region's title without the words that all of them have.
  static func short(_ title: String) -> String {
    let bare = title.hasPrefix("Region ") ? title.dropFirst("Region ".count) : title[...]
    return String(bare.hasSuffix(" län") ? bare.dropLast(" län".count) : bare)
  }
}
