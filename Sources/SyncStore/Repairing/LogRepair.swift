import SyncCore
import SyncWire

/// Puts the logs right, as far as their lines are whole: each row's columns follow from its line,
/// and a log ends before the first changeset that is damaged or missing.
///
/// What follows such a place waits for it, as if it had come too soon, so nothing of it is lost
/// once the missing one is here. Damaged bytes are kept as evidence.
struct LogRepair {
  private let session: Session
  private let reception: Reception
  private let author: Author
  /// What was done, a sentence each.
  private(set) var done: [String] = []
  private var corrected: [LogName: Int] = [:]
  private var names: [Int64: LogName] = [:]

  init(_ session: Session, reception: Reception, author: Author) {
    self.session = session
    self.reception = reception
    self.author = author
  }

  private var logs: Logs { reception.logs }

  mutating func run() throws {
    names = Dictionary(try logs.all().map { ($0.id, $0.name) }, uniquingKeysWith: { $1 })
    let ids = try session.statement("SELECT id FROM changesets ORDER BY id").rows {
      $0.integer(0)
    }
    for id in ids { try sort(id) }
    for (name, count) in corrected.sorted(by: { $0.key < $1.key }) {
      done.append("\(name): the columns of \(count) changesets were set from their lines.")
    }
    try forgetEmptyLogs()
    for row in try logs.all() { try cut(row) }
  }

  /// Puts a changeset's columns right, or takes its row out.
  private mutating func sort(_ id: Int64) throws {
    let read = try session.statement(
      "SELECT \(LogCheck.StoredRow.columns), log FROM changesets WHERE id = ?"
    ).bind(.integer(id)).first { (LogCheck.StoredRow($0), $0.integer(5)) }
    guard let (row, log) = read else { return }
    guard let header = row.changeset(under: session.rights)?.header else {
      return try condemn(row, of: names[log])
    }
    let place = try logs.log(header.log)
    guard
      log != place.id || row.sequence != header.sequence || row.hash != header.hash.bytes
        || row.claimed != header.time.milliseconds
    else { return }
    try session.run(
      """
      UPDATE OR IGNORE changesets SET log = ?, sequence = ?, hash = ?, claimed = ? WHERE id = ?
      """, .integer(place.id), .integer(header.sequence), .blob(header.hash.bytes),
      .integer(header.time.milliseconds), .integer(id))
    guard session.rowsWritten == 1 else { return try condemn(row, of: header.log) }
    corrected[header.log, default: 0] += 1
  }

  private mutating func condemn(_ row: LogCheck.StoredRow, of log: LogName?) throws {
    try Quarantine(session: session).keep(
      damaged: row.kept, of: log, at: row.sequence, now: reception.now)
    try session.run("DELETE FROM changesets WHERE id = ?", .integer(row.id))
    let name = log.map { "\($0)" } ?? "An unknown log"
    done.append(
      "\(name): changeset \(row.sequence) was damaged; its bytes are kept in quarantine.")
  }

  private func forgetEmptyLogs() throws {
    session.forgetLogs()
    try session.run(
      """
      DELETE FROM logs WHERE id NOT IN (SELECT log FROM changesets UNION SELECT log FROM forks)
        AND floor IS NULL
      """)
  }

  /// Ends a log before the first place that is missing, and lets the rest wait.
  private mutating func cut(_ row: LogRow) throws {
    if let floor = row.floor { return try cut(row, at: floor) }
    var row = row
    // Two numbers say how far it went: one of them alone may be what is damaged.
    let reached = min(row.stored?.sequence ?? 0, row.head?.sequence ?? 0)
    let (last, waiting) = try walk(row, 1...Int64.max, after: nil)
    if !waiting.isEmpty {
      try wait(for: waiting)
      try logs.cut(&row, before: (last?.sequence ?? 0) + 1)
    }
    let end = max(reached, waiting.last?.sequence ?? 0)
    if end > last?.sequence ?? 0 { tell(row.name, last, waiting.count) }
    row.stored = last
    row.head = nil
    row.merged = 0
    try logs.update(row)
  }

  /// The same on both sides of a floor. What a snapshot stands for cannot be merged from the log,
  /// so the log counts as far as it is here.
  private mutating func cut(_ row: LogRow, at floor: LogRow.Floor) throws {
    var (row, floor) = (row, floor)
    let place = floor.head.sequence
    let lower = try walk(row, 1...place, after: nil)
    let upper = try walk(row, place + 1...Int64.max, after: floor.head)
    try wait(for: lower.waiting + upper.waiting)
    floor.filled = lower.last?.sequence ?? 0
    let stored = upper.last ?? floor.head
    if let gap = floor.gap { try logs.remove(gap, of: row) }
    try logs.remove(stored.sequence + 1...Int64.max, of: row)
    if !upper.waiting.isEmpty { tell(row.name, stored, upper.waiting.count) }
    if let gap = floor.gap {
      done.append(
        "\(row.name): a snapshot stood for \(gap.lowerBound) to \(gap.upperBound), which are not"
          + " here. The records of \(row.name.scope) are those of the changesets before. Sync, or"
          + " begin anew with `syncd init --from`.")
    }
    row.floor = floor
    (row.stored, row.head, row.merged) = (stored, nil, 0)
    try logs.update(row)
  }

  /// Follows the chain through a stretch: its last link, and the rows that hang on none.
  private func walk(
    _ row: LogRow, _ stretch: ClosedRange<Int64>, after start: Head?
  ) throws -> (last: Head?, waiting: [LogCheck.StoredRow]) {
    let statement = try Statement(
      "SELECT \(LogCheck.StoredRow.columns) FROM changesets"
        + " WHERE log = ? AND sequence BETWEEN ? AND ? ORDER BY sequence",
      on: session.connection)
    statement.bind(
      .integer(row.id), .integer(stretch.lowerBound), .integer(stretch.upperBound))
    var last = start
    var waiting: [LogCheck.StoredRow] = []
    while try statement.step() {
      let stored = LogCheck.StoredRow(statement)
      let header = row.isNext(stored, after: last, under: session.rights)
      if waiting.isEmpty, let header { last = header.head } else { waiting.append(stored) }
    }
    return (last, waiting)
  }

  private func wait(for rows: [LogCheck.StoredRow]) throws {
    for row in rows {
      guard let changeset = row.changeset(under: session.rights) else { continue }
      _ = try reception.keepWaiting(changeset)
    }
  }

  private mutating func tell(
    _ log: LogName, _ last: Head?, _ waiting: Int
  ) {
    let end = last?.sequence ?? 0
    done.append(
      "\(log): cut after \(end); \(waiting) later changesets wait until \(end + 1) comes. Peers"
        + " are asked for it at the next sync.")
    guard log.author.registered == author.registered else { return }
    done.append(
      "\(log) is this replica's own: what was never sent of it is lost unless a peer or a backup"
        + " has it. The next edit writes under a new name, so that nothing forks.")
  }
}

extension LogRow {
  /// The header of a stored changeset if it follows another one in this log.
  fileprivate func isNext(
    _ stored: LogCheck.StoredRow, after previous: Head?, under rights: Rights
  ) -> Header? {
    guard let header = stored.changeset(under: rights)?.header,
      header.sequence == (previous?.sequence ?? 0) + 1, header.previous == previous?.hash
    else { return nil }
    return header
  }
}
