import SyncCore
import SyncHTTP
import SyncStore

/// The changesets of a record or of a log, the last first; or all logs.
enum HistoryPage: Page {
  static let path = "/historik"
  /// How many changesets stand on a page; each is read whole and verified.
  static let pageSize = 10
  /// How many bytes of changesets are read for a page: 1 MiB and one changeset.
  static let limitBytes = 1_048_576
  /// How many records of a changeset are named in the list.
  static let touchedLimit = 5

  static func answer(_ visit: Visit) throws -> PageAnswer {
    if visit.query["type"] != nil { return try record(try visit.query.recordKey(), visit) }
    if visit.query["author"] != nil { return try log(try visit.query.logName(), visit) }
    return try LogList(visit).answer()
  }

  private static func record(_ key: RecordKey, _ visit: Visit) throws -> PageAnswer {
    let (found, older) = try part(from: before(visit), \.arrival) {
      try visit.replica.changesetPage(touching: key, before: $0, limit: 1).first
    }
    let record = try visit.replica.record(key)
    guard record != nil || !found.isEmpty else {
      throw Failure(
        "record_missing", "There is no \(key) here.", hint: "Look for it in the catalogue.")
    }
    var table = ChangeTable(visit, scope: key.scope)
    var entries: [[String: Any]] = []
    for facts in found {
      var entry = visit.told(facts)
      entry["changes"] = try table.change(of: facts, to: key.name).map { [$0] } ?? []
      entries.append(entry)
    }
    let title = visit.labels.title(of: record, key: key).printable
    return page(
      visit, title: visit.words("history_of", title), entries,
      older: older,
      [
        "about": visit.words(
          "history_about_record", visit.labels.type(key.type), key.id.string,
          visit.labels.scope(key.scope)),
        "record": PageLink.record(key).description,
      ])
  }

  private static func log(_ name: LogName, _ visit: Visit) throws -> PageAnswer {
    let (found, older) = try part(from: before(visit), \.dot.sequence) {
      try visit.replica.changesetPage(of: name, before: $0, limit: 1).first
    }
    guard !found.isEmpty else { throw Failure.pageMissing }
    let entries = try found.map { facts in
      var entry = visit.told(facts)
      entry["touched"] = try visit.touched(facts, limit: touchedLimit)
      let rest = facts.changes.count - touchedLimit
      if rest > 0 { entry["rest"] = visit.words.count(rest, "history_rest") }
      return entry
    }
    return page(
      visit, title: visit.words("history_of_log", name.author.string), entries,
      older: older,
      [
        "about": visit.words(
          "history_about_log", visit.labels.organisation(of: name.author),
          visit.labels.scope(name.scope))
      ])
  }

  private static func before(_ visit: Visit) -> Int64? {
    visit.query["fore"].flatMap { Int64($0) }
  }

  /// The changesets of a page, read one by one until they are enough, and the place before which
  /// there are more, if any.
  private static func part(
    from start: Int64?, _ place: KeyPath<ChangesetFacts, Int64>,
    next: (Int64?) throws -> ChangesetFacts?
  ) throws -> (found: [ChangesetFacts], older: Int64?) {
    var found: [ChangesetFacts] = []
    var sizeBytes = 0
    var last = start
    while found.count < pageSize, sizeBytes < limitBytes {
      guard let facts = try next(last) else { return (found, nil) }
      found.append(facts)
      sizeBytes += facts.sizeBytes
      last = facts[keyPath: place]
    }
    return (found, try last.flatMap { try next($0) } == nil ? nil : last)
  }

  private static func page(
    _ visit: Visit, title: String, _ entries: [[String: Any]], older: Int64?,
    _ context: [String: Any]
  ) -> PageAnswer {
    var all = context
    all["entries"] = entries
    all["is_empty"] = entries.isEmpty
    all["older"] = older.map { visit.link.with("fore", "\($0)").description }
    if visit.query["fore"] != nil { all["newest"] = visit.link.with("fore", nil).description }
    return visit.page("history", title: title, all)
  }
}

extension ChangeTable {
  /// What a changeset did to one record, or nil where its body is not here.
  fileprivate mutating func change(
    of facts: ChangesetFacts, to record: RecordName
  ) throws -> [String: Any]? {
    try change(of: facts.dot) { $0.record == record }.map { try context($0) }
  }
}

extension FormFields {
  /// The log that `scope` and `author` name.
  ///
  /// - Throws: `page_missing` where they name none.
  func logName() throws -> LogName {
    guard let scope = self["scope"].flatMap({ Scope($0) }),
      let author = self["author"].flatMap({ Author($0) })
    else { throw Failure.pageMissing }
    return LogName(scope, author)
  }
}
