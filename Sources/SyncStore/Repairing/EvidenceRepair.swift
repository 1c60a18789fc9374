import SyncCore
import SyncWire

/// Keeps of the proofs and of what waits that which holds; the rest comes again from peers.
struct EvidenceRepair {
  private let session: Session
  private let logs: Logs
  private let author: Author
  /// What was done, a sentence each.
  private(set) var done: [String] = []

  init(_ session: Session, author: Author) {
    self.session = session
    self.author = author
    logs = Logs(session)
  }

  mutating func run() throws {
    try repairForks()
    try repairWaiting()
    try repairQuarantine()
    if let told = try OwnLogs(session).repair(for: author) { done.append(told) }
    try repairErasures()
    let names = try session.statement("SELECT name FROM settings").rows { $0.text(0) }
    for name in names where !SettingName.isKnown(name) {
      try session.run("DELETE FROM settings WHERE name = ?", .text(name))
      done.append("settings: \(name), which nobody knows, was taken out.")
    }
  }

  /// Of each log the lowest fork that two whole lines prove, or one line and the log itself.
  private mutating func repairForks() throws {
    let lines = try session.statement("SELECT line FROM forks").rows { $0.blob(0) }
    let branches = lines.compactMap { Changeset.genuine($0, under: session.rights) }
    try session.run("DELETE FROM forks")
    let byLog = Dictionary(grouping: branches, by: \.header.log)
    for var log in try logs.all() {
      let before = log.fork
      log.fork = nil
      let places = Dictionary(grouping: byLog[log.name] ?? [], by: \.header.sequence)
      for (sequence, found) in places.sorted(by: { $0.key < $1.key }) where log.fork == nil {
        let pair = try proof(found, at: sequence, of: log)
        guard pair.count >= 2 else { continue }
        try logs.keep(proof: pair, in: log)
        log.fork = sequence
      }
      if log.fork != before {
        done.append(
          "\(log.name): the proof of its fork was damaged"
            + (log.fork == nil ? " and comes again from peers." : "; it was put right."))
      }
      try logs.update(log)
    }
  }

  private func proof(
    _ found: [Changeset], at sequence: Int64, of log: LogRow
  ) throws -> [Changeset] {
    let kept = try logs.changeset(sequence, of: log).map { try $0.decoded() }
    var hashes: Set<ContentHash> = []
    return (found + (kept.map { [$0] } ?? [])).filter { hashes.insert($0.header.hash).inserted }
  }

  private mutating func repairWaiting() throws {
    let row = try Statement(
      "SELECT scope, author, sequence, hash, line, received FROM waiting", on: session.connection)
    var wrong: [(key: [SQLValue], changeset: Changeset?, received: Int64)] = []
    while try row.step() {
      let changeset = Changeset.genuine(row.blob(4), under: session.rights)
      let key = (0..<4).map { row.value(Int32($0)) }
      let wanted = changeset.map { $0.header.head.waitingKey(in: $0.header.log) }
      if wanted != key { wrong.append((key, changeset, row.integer(5))) }
    }
    for (key, changeset, received) in wrong {
      try session.statement(
        "DELETE FROM waiting WHERE scope = ? AND author = ? AND sequence = ? AND hash = ?"
      ).bind(all: key).run()
      guard let changeset else { continue }
      try session.statement("INSERT OR IGNORE INTO waiting VALUES (?, ?, ?, ?, ?, ?)").bind(
        all: changeset.header.head.waitingKey(in: changeset.header.log) + [
          .integer(received), .blob(changeset.line),
        ]
      ).run()
    }
    guard !wrong.isEmpty else { return }
    done.append("waiting: \(wrong.count) damaged rows were taken out or put right.")
  }

  /// Takes out what no stored changeset says; what is missing comes back when the logs are merged
  /// anew.
  private mutating func repairErasures() throws {
    let statement = try Statement("SELECT id, line FROM changesets", on: session.connection)
    var said: Set<ErasureRow> = []
    while try statement.step() {
      guard let body = try? Changeset.decode(Logs.line(statement.blob(1))).body else { continue }
      said.formUnion(ErasureRow.all(of: body, place: statement.integer(0)))
    }
    var count = 0
    for (row, isInForce) in try Erasures(session: session).rows()
    where !said.contains(row) || ![0, 1].contains(isInForce) {
      try Erasures(session: session).remove(row)
      count += 1
    }
    if count > 0 { done.append("erasures: \(count) damaged rows were taken out.") }
  }

  /// Evidence stays as it is; what names it follows from it.
  private mutating func repairQuarantine() throws {
    let rows = try session.statement(
      "SELECT id, evidence_hash, reason, evidence, scope, author, sequence FROM quarantine"
    ).rows { row in
      (
        row.integer(0), row.blob(1), row.text(2), row.blob(3),
        [row.value(4), row.value(5), row.value(6)]
      )
    }
    for (id, hash, reason, evidence, names) in rows {
      let wanted = Quarantine.hash(of: evidence, reason: reason).bytes
      let isNamed = names == [.null, .null, .null]
      let trueNames = isNamed ? names : Quarantine.names(in: evidence, reason: reason) ?? names
      guard hash != wanted || trueNames != names else { continue }
      try session.statement(
        """
        UPDATE OR REPLACE quarantine SET evidence_hash = ?, scope = ?, author = ?, sequence = ?
        WHERE id = ?
        """
      ).bind(all: [.blob(wanted)] + trueNames + [.integer(id)]).run()
      done.append("quarantine: the evidence in row \(id) was damaged; it stays as it is now.")
    }
  }
}
