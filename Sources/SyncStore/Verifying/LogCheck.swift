import SyncCore
import SyncWire

/// Walks the logs as they are stored and holds each changeset against its columns, its predecessor
/// and its author's key. Reads only; memory: one changeset, and what the replay keeps.
struct LogCheck {
  private let session: Session
  private let logs: Logs
  private let step: () -> Void
  private(set) var problems: [String] = []
  /// What the merged changesets define.
  private(set) var replay = Replay()
  private(set) var touches = TouchCheck()
  private(set) var erasures = ErasureCheck()
  /// Scopes of which a log cannot be read: what their tables should hold is not known.
  private(set) var damagedScopes: Set<Scope> = []
  /// Scopes of which a snapshot stands for changesets that are not here: the same holds of these.
  private(set) var unprovenScopes: Set<Scope> = []
  /// Scopes that began with a snapshot and of which every changeset is here.
  var wholeScopes: Set<Scope> { flooredScopes.subtracting(unprovenScopes) }
  private var flooredScopes: Set<Scope> = []

  init(_ session: Session, step: @escaping () -> Void) {
    self.session = session
    logs = Logs(session)
    self.step = step
  }

  /// A changeset's row, held against what its line says.
  struct StoredRow {
    let id: Int64
    let sequence: Int64
    let hash: [UInt8]
    let claimed: Int64
    let kept: [UInt8]

    static let columns = "changesets.id, sequence, hash, claimed, line"

    init(_ row: Statement) {
      id = row.integer(0)
      sequence = row.integer(1)
      hash = row.blob(2)
      claimed = row.integer(3)
      kept = row.blob(4)
    }

    /// The changeset, if the bytes are one that its author signed. Of an author whom Peers does
    /// not name, the signature cannot be checked.
    func changeset(under rights: Rights) -> Changeset? {
      PackedLine.unpack(kept).flatMap { Changeset.genuine($0, under: rights) }
    }
  }

  mutating func run() throws {
    let all = try logs.all()
    for log in all where log.hangsOnFloor {
      flooredScopes.insert(log.name.scope)
      if log.gap != nil { unprovenScopes.insert(log.name.scope) }
    }
    for log in all { try check(log) }
    let unreadable = try count("SELECT count(*) FROM logs") - Int64(all.count)
    if unreadable > 0 { problems.append("logs: \(unreadable) rows have no readable name.") }
    let strays = try count("SELECT count(*) FROM changesets WHERE log NOT IN (SELECT id FROM logs)")
    if strays > 0 { problems.append("changesets: \(strays) rows belong to no log.") }
    let halves = try count(
      """
      SELECT count(*) FROM logs
      WHERE (stored = 0) <> (stored_hash IS NULL) OR (head = 0) <> (head_hash IS NULL)
        OR (floor IS NULL) <> (floor_hash IS NULL)
        OR filled NOT BETWEEN 0 AND coalesce(floor, 0)
      """)
    if halves > 0 { problems.append("logs: \(halves) rows have a head without its hash.") }
  }

  private func count(_ sql: String) throws -> Int64 {
    try session.statement(sql).first { $0.integer(0) } ?? 0
  }

  private mutating func check(_ log: LogRow) throws {
    let statement = try Statement(
      "SELECT \(StoredRow.columns) FROM changesets WHERE log = ? ORDER BY sequence",
      on: session.connection)
    statement.bind(.integer(log.id))
    var previous: Head?
    var head = log.floor?.head == log.head ? log.head : nil
    while try statement.step() {
      step()
      let row = StoredRow(statement)
      if row.sequence > log.floor?.head.sequence ?? .max { previous = log.crossed(from: previous) }
      guard let changeset = follow(previous, by: row, in: log) else {
        damagedScopes.insert(log.name.scope)
        return
      }
      try take(changeset, row: row, log: log)
      previous = changeset.header.head
      if row.sequence == log.head?.sequence { head = previous }
    }
    previous = log.crossed(from: previous)
    if previous != log.stored || head != log.head {
      problems.append("\(log.name): the head does not fit its changesets.")
      // Where rows are missing at the end, what they said is not known.
      if previous != log.stored { damagedScopes.insert(log.name.scope) }
    }
    try checkEnd(of: log)
  }

  /// The changeset of a row if it is the next in its log; else nil, and a problem.
  private mutating func follow(
    _ previous: Head?, by row: StoredRow, in log: LogRow
  ) -> Changeset? {
    let next = (previous?.sequence ?? 0) + 1
    guard row.sequence == next else {
      problems.append("\(log.name): changeset \(next) is missing.")
      return nil
    }
    guard let changeset = row.changeset(under: session.rights) else {
      problems.append("\(log.name): changeset \(next) does not verify.")
      return nil
    }
    let header = changeset.header
    guard header.log == log.name, header.sequence == next, header.previous == previous?.hash else {
      problems.append("\(log.name): the chain is broken at \(next).")
      return nil
    }
    if header.hash.bytes != row.hash || header.time.milliseconds != row.claimed {
      problems.append("\(log.name): the columns of changeset \(next) are not what its line says.")
    }
    if next <= log.head?.sequence ?? 0 {
      do {
        _ = try changeset.verified(against: session.rights)
      } catch {
        problems.append("\(log.name): changeset \(next) may not count: \(error.message)")
      }
    }
    return changeset
  }

  private mutating func take(_ changeset: Changeset, row: StoredRow, log: LogRow) throws {
    let header = changeset.header
    let isMerged = header.sequence <= log.merged
    for change in changeset.body?.changes ?? [] {
      let key = RecordKey(header.scope, change.record)
      touches.expect(key, by: row.id, isMerged: isMerged)
    }
    let isCounting = header.sequence <= log.head?.sequence ?? 0
    let body = try Erasures(session: session).proven(changeset)
    if isMerged, let body = changeset.body { replay.add(body, header: header) }
    if let body {
      erasures.expect(
        body, place: row.id,
        isInForce: isCounting && session.rights.isOwner(header.author, of: header.scope),
        isCounting: isCounting)
    }
    // What erased it may be among what is not here yet.
    if isMerged, body == nil, !unprovenScopes.contains(header.scope) {
      problems.append(
        "\(log.name): changeset \(header.sequence) lacks values that nobody here erased.")
    }
    if try Erasures(session: session).applied(to: changeset) != changeset {
      problems.append(
        "\(log.name): changeset \(header.sequence) still holds a value that was erased.")
    }
    if header.sequence == log.merged + 1, isCounting, body != nil {
      problems.append("\(log.name): changeset \(header.sequence) should be merged and is not.")
    }
  }

  /// Whether the log ends where rights, pins and forks end it.
  private mutating func checkEnd(of log: LogRow) throws {
    let end = try logs.end(of: log)
    if end != log.head?.sequence ?? 0 || log.merged > end {
      problems.append("\(log.name): it should count up to \(end).")
    }
  }
}

extension LogRow {
  /// The end of what is whole, where the stretch below the floor has been walked as far as it is
  /// here: then the floor stands for the rest.
  fileprivate func crossed(from previous: Head?) -> Head? {
    guard let floor, floor.gap != nil, previous?.sequence ?? 0 == floor.filled else {
      return previous
    }
    return floor.head
  }
}

extension Changeset {
  /// The changeset of a line that its author signed, as far as Peers tells the author's key;
  /// nil if the line is anything else.
  static func genuine(_ line: [UInt8], under rights: Rights) -> Changeset? {
    guard let changeset = try? decode(line), changeset.line.count == line.count else { return nil }
    guard let key = rights.registration(of: changeset.header.author)?.key else { return changeset }
    let isSigned = SignatureCheck.isValid(
      changeset.signature, of: changeset.header.bytes, by: key)
    return isSigned ? changeset : nil
  }
}
