import SyncCore
import SyncStore

/// A case as the list and the sheet show it, with what stands in its record.
struct CaseRow {
  let visit: Visit
  let item: Case
  private let record: ShownRecord?

  init(_ visit: Visit, _ item: Case) throws {
    self.visit = visit
    self.item = item
    record = try item.key.flatMap { try visit.replica.record($0) }
  }

  private var labels: Labels { visit.labels }

  var title: String { item.key.map { labels.title(of: record, key: $0) } ?? item.text ?? "" }
  var type: String { item.key.map { labels.type($0.type) } ?? "" }
  var scope: String { item.key.map { labels.scope($0.scope) } ?? "" }
  var kind: String { visit.words[item.kind.phrase] }

  /// The field; empty where the case is about the record as a whole.
  var field: String {
    guard let key = item.key, let cell = item.cell else { return "" }
    return labels.cell(cell, of: key.type)
  }

  /// The values that collide, the one that is shown first.
  var values: [String] {
    guard let key = item.key, let cell = item.cell,
      let conflict = record?.conflicts.first(where: { $0.cell == cell })
    else { return [] }
    let sorted =
      conflict.siblings.filter { $0.dot == conflict.provisional }
      + conflict.siblings.filter { $0.dot != conflict.provisional }
    return sorted.map { labels.value($0.value, in: cell, of: key.type) }
  }

  /// Whether the author of this replica may settle it.
  var isMine: Bool {
    guard let key = item.key else { return true }
    return visit.workspace.mayWrite(key.scope)
  }

  var link: PageLink {
    guard let key = item.key else { return PageLink(QuarantinePage.path) }
    guard item.kind.conflict != nil, let cell = item.cell else { return .record(key) }
    return .conflict(key, cell)
  }

  func sent() throws -> String? {
    guard let key = item.key, let cell = item.cell else { return nil }
    let place = ConflictPlace(key: key, cell: cell.text)
    return try visit.replica.referrals(for: place).first.map { LocalTime.text($0.sent) }
  }

  func context() throws -> [String: Any] {
    let values = values
    var context: [String: Any] = [
      "title": title, "type": type, "scope": scope, "kind_text": kind, "field": field,
      "has_field": !field.isEmpty,
      "is_mine": isMine, "link": link.description, "is_conflict": item.kind.conflict != nil,
      "values": values.prefix(Self.valuesLimit).enumerated().map { index, value in
        ["text": value.shortened(to: Self.characters), "is_shown": index == 0] as [String: Any]
      },
      "more": values.count > Self.valuesLimit
        ? visit.words("case_more", "\(values.count - Self.valuesLimit)") : "",
    ]
    if item.key != nil { context["told"] = item.text }
    if let since = item.since {
      let days = LocalTime.days(from: since, to: visit.now)
      context["since"] = LocalTime.context(since)
      context["age"] = days == 0 ? visit.words["age_today"] : visit.words.count(days, "age")
    }
    if let key = item.key, let cell = item.cell, item.kind.conflict != nil {
      context["place"] = BulkPlace(key: key, cell: cell).text
    }
    context["sent"] = try sent()
    return context
  }

  private static let valuesLimit = 3
  private static let characters = 80
}
