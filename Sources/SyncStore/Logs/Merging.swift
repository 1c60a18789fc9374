import SyncCore
import SyncWire

/// Carries merged changes into the records. The rules are `RecordState.merge`; this is the loop.
final class Merging {
  let session: Session
  let logs: Logs
  let records: Records
  let erasures: Erasures
  let now: Timestamp
  /// Conflicts that were not there before, counted over the transaction.
  var conflictsAdded = 0
  /// Logs in which something held may be merged now.
  var resumable: Set<LogName> = []
  private var mergedSequences: [LogName: Int64] = [:]
  private var touches = Touches()

  init(_ session: Session, now: Timestamp) {
    self.session = session
    self.now = now
    logs = Logs(session)
    records = Records(session)
    erasures = Erasures(session: session)
  }

  /// Merges the changeset just appended, if nothing before it in its log is held.
  /// - Returns: whether it was merged.
  func advance(_ log: inout LogRow, with changeset: Changeset, id: Int64) throws -> Bool {
    let header = changeset.header
    guard log.merged == header.sequence - 1, let body = try erasures.proven(changeset) else {
      return false
    }
    try merge(body, header: header, id: id)
    log.merged = header.sequence
    try finish(log)
    return true
  }

  /// Merges what follows the last merged changeset, up to the head or the next held one.
  /// - Returns: how many changesets were merged.
  func catchUp(_ log: inout LogRow) throws -> Int {
    let before = log.merged
    while log.merged < log.head?.sequence ?? 0 {
      guard let kept = try logs.changeset(log.merged + 1, of: log) else { break }
      let changeset = try kept.decoded()
      guard let body = try erasures.proven(changeset) else { break }
      if !body.erases.isEmpty {
        try logs.update(log)
        try carryOut(body, header: changeset.header, place: kept.id)
      }
      try merge(body, header: changeset.header, id: kept.id)
      log.merged += 1
      mergedSequences[log.name] = log.merged
    }
    if log.merged != before { try finish(log) }
    return Int(log.merged - before)
  }

  /// Merges a scope anew from its logs, as far as they count now.
  func rebuild(_ scope: Scope) throws {
    session.forgetLogs()
    mergedSequences = [:]
    try records.removeAll(in: scope)
    var rows = try logs.all(in: scope)
    for index in rows.indices {
      rows[index].merged = 0
      if rows[index].gap == nil { rows[index].floor = nil }
      // A log of which only a snapshot's state was here counts as far as it is here itself.
      rows[index].head = try logs.head(at: logs.end(of: rows[index]), of: rows[index])
      try logs.update(rows[index])
    }
    for index in rows.indices { _ = try catchUp(&rows[index]) }
    try records.forgetSettled(in: scope)
    try logs.forgetClaims()
  }

  /// Puts a changeset into the index of touches whose changes are in the records already.
  func note(_ changeset: Changeset, id: Int64) {
    for change in changeset.body?.changes ?? [] {
      touches.add(RecordKey(changeset.header.scope, change.record), by: id)
    }
  }

  /// Writes what was gathered; to be called before the transaction ends.
  func finish() throws {
    try touches.write(in: session)
  }

  private func finish(_ log: LogRow) throws {
    mergedSequences[log.name] = log.merged
    try logs.update(log)
    try session.run(
      "DELETE FROM early WHERE scope = ? AND author = ? AND sequence <= ?",
      .text(log.name.scope.string), .text(log.name.author.string), .integer(log.merged))
  }

  private func merge(_ body: Body, header: Header, id: Int64) throws {
    let early = try earlyDots(of: header)
    for change in body.changes {
      let key = RecordKey(header.scope, change.record)
      touches.add(key, by: id)
      let early = early.isEmpty ? [] : early[key.name] ?? []
      if early.isEmpty, try writeRow(change, at: key, dot: header.dot) { continue }
      let old = try records.stored(key)
      var state = old.state
      let unseen = try merge(change, into: &state, header: header, early: early)
      for dot in unseen { try remember(dot, key: key) }
      conflictsAdded += try records.save(state, at: key, replacing: old, noticed: now)
    }
    if touches.isFull { try touches.write(in: session) }
  }

  /// Writes a change straight into a row, where that is all that merging it comes to.
  private func writeRow(_ change: Change, at key: RecordKey, dot: Dot) throws -> Bool {
    if change.isPut, try records.insertFirst(change, at: key, dot: dot) { return true }
    for replacement in change.replaces {
      // The own log is merged in its order, so what it replaces of itself has come.
      for replaced in replacement.dots where replaced.author != dot.author {
        let name = LogName(key.scope, replaced.author)
        try loadMergedSequence(of: name)
        if replaced.sequence > mergedSequences[name] ?? 0 { return false }
      }
    }
    return try records.amend(change, at: key, dot: dot)
  }

  private func merge(
    _ change: Change, into state: inout RecordState, header: Header, early: Set<EarlyDot>
  ) throws -> [EarlyDot] {
    for author in Set(change.replaces.lazy.flatMap(\.dots).map(\.author)) {
      try loadMergedSequence(of: LogName(header.scope, author))
    }
    return state.merge(change, dot: header.dot, time: header.time, early: early) { author in
      mergedSequences[LogName(header.scope, author)] ?? 0
    }
  }

  private func loadMergedSequence(of name: LogName) throws {
    guard mergedSequences[name] == nil else { return }
    mergedSequences[name] = try logs.existing(name)?.merged ?? 0
  }

  private func earlyDots(of header: Header) throws -> [RecordName: Set<EarlyDot>] {
    let statement = try session.statement(
      "SELECT type, id, cell FROM early WHERE scope = ? AND author = ? AND sequence = ?")
    statement.bind(
      .text(header.scope.string), .text(header.author.string), .integer(header.sequence))
    var early: [RecordName: Set<EarlyDot>] = [:]
    for (type, id, cell) in try statement.rows({ ($0.text(0), $0.text(1), $0.text(2)) }) {
      guard let type = TypeName(type), let id = RecordID(id), let cell = CellName(Text(cell)) else {
        continue
      }
      early[RecordName(type, id), default: []].insert(EarlyDot(cell, header.dot))
    }
    return early
  }

  private func remember(_ early: EarlyDot, key: RecordKey) throws {
    try session.run(
      "INSERT OR IGNORE INTO early VALUES (?, ?, ?, ?, ?, ?)",
      .text(key.scope.string), .text(early.dot.author.string), .integer(early.dot.sequence),
      .text(key.type.string), .text(key.id.string), .text(early.cell.text.string))
  }
}
