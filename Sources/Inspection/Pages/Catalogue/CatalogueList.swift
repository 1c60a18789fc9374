import SyncCore
import SyncStore

/// The records that a filter lets through, a page of them.
struct CatalogueList {
  let visit: Visit
  let filter: CatalogueFilter
  private let names: RecordNames

  /// How many records stand on a page.
  static let pageSize = 50

  private var words: Words { visit.words }
  private var labels: Labels { visit.labels }

  init(visit: Visit, filter: CatalogueFilter) {
    self.visit = visit
    self.filter = filter
    names = RecordNames(visit.labels)
  }

  func context() throws -> [String: Any] {
    if let text = filter.text { return try found(text) }
    guard let type = filter.type else { return [:] }
    func list(_ pager: Pager?) throws -> RecordList {
      try visit.replica.records(
        of: type, in: filter.scopes, where: filter.columns, offset: pager?.offset ?? 0,
        limit: Self.pageSize)
    }
    // A page behind the end shows the last one, so the number is needed first.
    let first = try list(nil)
    let pager = Pager(visit.query["sida"], total: first.total, size: Self.pageSize)
    let shown = pager.number == 1 ? first : try list(pager)
    return context(try shown.records.map { try row($0) }, total: first.total, pager)
  }

  // MARK: Searching

  private func found(_ text: String) throws -> [String: Any] {
    let progress = try visit.lookout.shelf.progress(of: visit.replica)
    let index = SearchIndex(of: visit.replica)
    let types: Set<TypeName>? = filter.type.map { [$0] }
    let keys = try narrowed()
    func search(_ offset: Int) throws -> SearchResult {
      try index.search(
        text, types: types, scopes: filter.scopes, among: keys, limit: Self.pageSize,
        offset: offset)
    }
    let first = try search(0)
    let pager = Pager(visit.query["sida"], total: first.total, size: Self.pageSize)
    let result = pager.number == 1 ? first : try search(pager.offset)
    var context = self.context(try result.hits.map(row), total: first.total, pager)
    if first.isCut { context["cut"] = words("catalogue_cut", "\(SearchIndex.hitsLimit)") }
    if case .partial(let count) = progress {
      context["indexing"] =
        count > 0 ? words("catalogue_indexing_count", "\(count)") : words["catalogue_indexing"]
    }
    return context
  }

  /// The pathways whose columns hold what is asked for; nil where no column is asked for.
  private func narrowed() throws -> Set<RecordKey>? {
    guard !filter.columns.isEmpty else { return nil }
    let filters = filter.columns.map { ColumnFilter($0, in: [$1]) }
    let rows = try visit.replica.columnRows(of: .pathway, [], where: filters, limit: .max)
    return Set(rows.map(\.key))
  }

  // MARK: Rows

  private func context(
    _ rows: [[String: Any]], total: Int, _ pager: Pager
  ) -> [String: Any] {
    var context: [String: Any] = [
      "rows": rows, "total": words.count(total, "catalogue_total"), "is_empty": rows.isEmpty,
    ]
    context["pager"] = pager.context(visit.link, words)
    return context
  }

  private func row(_ hit: SearchHit) throws -> [String: Any] {
    var row = try visit.replica.record(hit.key).map { try self.row($0) } ?? bare(hit.key)
    row["snippet"] = ["pieces": hit.snippet.map(Self.piece)]
    return row
  }

  private static func piece(_ piece: SnippetPiece) -> [String: Any] {
    ["text": piece.text, "is_match": piece.isMatch]
  }

  private func row(_ record: ShownRecord) throws -> [String: Any] {
    var row = bare(record.key)
    row["title"] = try names.title(of: record)
    row["state"] = labels.state(of: record)
    row["conflicts"] = labels.conflicts(of: record)
    return row
  }

  private func bare(_ key: RecordKey) -> [String: Any] {
    [
      "title": key.id.string, "href": PageLink.record(key).description, "id": key.id.string,
      "type": labels.type(key.type), "scope": names.scope(key.scope),
    ]
  }
}
