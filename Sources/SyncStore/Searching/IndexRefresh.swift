import SyncCore
import SyncWire

/// One step that brings an index closer to a replica.
///
/// A record is a function of the changesets that count, of Peers and of the schema. So the records
/// to look at are those of the changesets merged since the last time; where a log was cut, all of
/// its scope; where Peers changed, those with several live values. A new index is filled by one
/// pass over the tables, which later passes repeat where records may have come back.
struct IndexRefresh {
  let index: Session
  let source: Session
  let plans: [TypeName: TextPlan]
  /// About how many records are looked at.
  let limit: Int

  /// Where the pass over the tables stands: type, id and scope, or empty at the beginning. There
  /// is no such setting while none is under way.
  static let scanSetting = "scan"
  private static let rightsSetting = "rights"
  /// How many bytes of changesets are read at a time.
  private static let chunkBytes = 4_194_304

  /// Whether there is nothing to do.
  func isCurrent() throws -> Bool {
    guard try index.setting(Self.rightsSetting) == Footing.counted(in: source) ?? "",
      try index.setting(Self.scanSetting) == nil,
      try index.statement("SELECT EXISTS (SELECT 1 FROM queue)").first({ $0.integer(0) }) == 0
    else { return false }
    return try mergedHeads() == seenHeads()
  }

  func run() throws -> IndexProgress {
    try noticeRights()
    let changes = try noticeLogs()
    let queued = try takeQueue(limit: max(1, limit - changes))
    try takeScan(limit: max(1, limit - changes - queued))
    if try isCurrent() { return .complete }
    let indexed = try index.statement("SELECT count(*) FROM docs").first { Int($0.integer(0)) }
    return .partial(indexed: indexed ?? 0)
  }

  // MARK: Noticing

  /// The last merged changeset of each log.
  private func mergedHeads() throws -> [LogName: Head] {
    let logs = Logs(source)
    var heads: [LogName: Head] = [:]
    for log in try logs.all() where log.merged > 0 {
      if log.head?.sequence == log.merged {
        heads[log.name] = log.head
      } else if let kept = try logs.changeset(log.merged, of: log) {
        heads[log.name] = Head(sequence: kept.sequence, hash: kept.hash)
      }
    }
    return heads
  }

  private func seenHeads() throws -> [LogName: Head] {
    let rows = try index.statement("SELECT scope, author, sequence, hash FROM seen").rows {
      (Scope($0.text(0)), Author($0.text(1)), $0.integer(2), ContentHash(bytes: $0.blob(3)))
    }
    var heads: [LogName: Head] = [:]
    for case (let scope?, let author?, let sequence, let hash?) in rows {
      heads[LogName(scope, author)] = Head(sequence: sequence, hash: hash)
    }
    return heads
  }

  private func noticeRights() throws {
    let counted = try Footing.counted(in: source) ?? ""
    let known = try index.setting(Self.rightsSetting)
    guard known != counted else { return }
    try index.setSetting(Self.rightsSetting, counted)
    if known == nil {
      for (name, head) in try mergedHeads() { try setSeen(head, of: name) }
      try index.setSetting(Self.scanSetting, "")
    } else {
      let rows = try source.statement("SELECT DISTINCT scope, type, id FROM siblings").rows {
        ($0.text(0), $0.text(1), $0.text(2))
      }
      for (scope, type, id) in rows { try enqueue(scope, type, id) }
    }
  }

  /// Puts the records of what was merged since the last time into the queue, as far as the limit
  /// goes, and returns how many.
  private func noticeLogs() throws -> Int {
    let merged = try mergedHeads()
    let seen = try seenHeads()
    var changes = 0
    for (name, head) in seen where try !isPart(head, of: name) {
      try enqueueAll(of: name.scope)
      try setSeen(merged[name], of: name)
    }
    for name in merged.keys.sorted() where changes < limit {
      guard let head = merged[name] else { continue }
      let known = try seenHead(of: name)?.sequence ?? 0
      if known < head.sequence {
        changes += try noticeChangesets(of: name, after: known, limit: limit - changes)
      }
    }
    return changes
  }

  /// Whether what was seen of a log is still merged.
  private func isPart(_ head: Head, of name: LogName) throws -> Bool {
    let logs = Logs(source)
    guard let log = try logs.existing(name), head.sequence <= log.merged else { return false }
    return try logs.changeset(head.sequence, of: log)?.hash == head.hash
  }

  private func noticeChangesets(
    of name: LogName, after sequence: Int64, limit: Int
  ) throws -> Int {
    let logs = Logs(source)
    guard let log = try logs.existing(name) else { return 0 }
    var changes = 0
    var last: Head?
    while changes < limit, last?.sequence ?? sequence < log.merged {
      let kept = try logs.changesets(
        of: log, after: last?.sequence ?? sequence, through: log.merged,
        limitBytes: Self.chunkBytes)
      guard !kept.isEmpty else { break }
      for changeset in kept where changes < limit {
        let records = try changeset.decoded().body?.changes.map(\.record) ?? []
        for record in records {
          try enqueue(name.scope.string, record.type.string, record.id.string)
        }
        changes += max(1, records.count)
        last = Head(sequence: changeset.sequence, hash: changeset.hash)
      }
    }
    if let last { try setSeen(last, of: name) }
    return changes
  }

  private func seenHead(of name: LogName) throws -> Head? {
    try index.statement("SELECT sequence, hash FROM seen WHERE scope = ? AND author = ?")
      .bind(.text(name.scope.string), .text(name.author.string)).first { row in
        ContentHash(bytes: row.blob(1)).map { Head(sequence: row.integer(0), hash: $0) }
      } ?? nil
  }

  private func setSeen(_ head: Head?, of name: LogName) throws {
    let values: [SQLValue] = [.text(name.scope.string), .text(name.author.string)]
    guard let head else {
      try index.statement("DELETE FROM seen WHERE scope = ? AND author = ?").bind(all: values).run()
      return
    }
    try index.statement("INSERT OR REPLACE INTO seen VALUES (?, ?, ?, ?)")
      .bind(all: values + [.integer(head.sequence), .blob(head.hash.bytes)]).run()
  }

  private func enqueue(_ scope: String, _ type: String, _ id: String) throws {
    try index.run(
      "INSERT OR IGNORE INTO queue VALUES (?, ?, ?)", .text(scope), .text(type), .text(id))
  }

  /// Records of a scope may have gone, others come back: the first are in the index, the others in
  /// the tables.
  private func enqueueAll(of scope: Scope) throws {
    try index.run(
      "INSERT OR IGNORE INTO queue SELECT scope, type, id FROM docs WHERE scope = ?",
      .text(scope.string))
    try index.setSetting(Self.scanSetting, "")
  }
}
