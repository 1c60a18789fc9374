import SyncCore
import SyncWire

/// What a snapshot says behind its first line: records, early rows, proofs of forks and times. The
/// same each time it is asked within one session.
struct SnapshotLines {
  /// What was written.
  struct Summary {
    var lines: Int64 = 0
    var records = 0
    var digests: [Scope: ContentHash] = [:]
  }

  private let session: Session
  /// The logs of the scopes that are wanted, sorted.
  private let logs: [LogRow]
  /// Where the records end: each log as far as it is merged.
  private let heads: Heads
  private let scopes: Set<Scope>

  /// How many times stand in a line.
  private static let timesLimit = 500
  /// How many bytes are gathered before they are handed on: 64 KiB.
  private static let pieceBytes = 65_536

  init(_ session: Session, of isWanted: (Scope) -> Bool) throws {
    self.session = session
    let store = Logs(session)
    logs = try store.all().filter { isWanted($0.name.scope) }
    if let unproven = logs.first(where: \.hangsOnFloor) {
      throw Self.unproven(unproven.name)
    }
    var heads: Heads = [:]
    for log in logs where log.merged > 0 {
      heads[log.name] = try store.head(at: log.merged, of: log)
    }
    guard !heads.isEmpty else { throw Self.nothing }
    self.heads = heads
    scopes = Set(logs.map(\.name.scope))
  }

  /// What the manifest says of each scope.
  func shares(_ summary: Summary) -> [Scope: SnapshotManifest.Share] {
    var authors: [Scope: [Author: Head]] = [:]
    for scope in scopes { authors[scope] = [:] }
    for (log, head) in heads { authors[log.scope, default: [:]][log.author] = head }
    return authors.reduce(into: [:]) { shares, entry in
      shares[entry.key] = SnapshotManifest.Share(
        digest: summary.digests[entry.key] ?? .zero, heads: entry.value)
    }
  }

  /// Hands on all lines, each with its line feed.
  func write(to emit: ([UInt8]) throws -> Void) throws -> Summary {
    try withoutActuallyEscaping(emit) { emit in
      var output = Output(emit: emit)
      var live = LiveSequences()
      var summary = Summary()
      try writeRecords(to: &output, &live, &summary)
      try writeEarly(to: &output)
      try writeProofs(to: &output)
      try writeTimes(of: live, to: &output)
      try output.flush()
      summary.lines = output.lines
      return summary
    }
  }

  /// Gathers lines into pieces, and writes which scope they are of where that changes.
  private struct Output {
    let emit: ([UInt8]) throws -> Void
    var lines: Int64 = 0
    private var piece: [UInt8] = []
    private var scope: Scope?

    init(emit: @escaping ([UInt8]) throws -> Void) {
      self.emit = emit
    }

    mutating func add(_ line: [UInt8], in scope: Scope?) throws {
      if let scope, scope != self.scope {
        self.scope = scope
        try add(SnapshotLine.scopeBytes(scope), in: nil)
      }
      piece += line
      piece.append(UInt8(ascii: "\n"))
      lines += 1
      if piece.count >= SnapshotLines.pieceBytes { try flush() }
    }

    mutating func flush() throws {
      guard !piece.isEmpty else { return }
      try emit(piece)
      piece.removeAll(keepingCapacity: true)
    }
  }

  private func writeRecords(
    to output: inout Output, _ live: inout LiveSequences, _ summary: inout Summary
  ) throws {
    var records = CanonicalRecords(session, reportingDots: true)
    try records.forEach(where: scopes.contains) { scope, line, dots in
      guard line.count <= SnapshotManifest.lineBytes else { throw Self.tooLarge(line, in: scope) }
      try output.add(line, in: scope)
      summary.digests[scope] = summary.digests[scope, default: .zero] &+ .sha256(line)
      summary.records += 1
      for dot in dots { live.add(dot, in: scope) }
    }
  }

  private func writeEarly(to output: inout Output) throws {
    let row = try Statement(
      "SELECT scope, author, sequence, type, id, cell FROM early"
        + " ORDER BY scope, author, sequence, type, id, cell", on: session.connection)
    while try row.step() {
      guard let scope = Scope(row.text(0)), scopes.contains(scope),
        let author = Author(row.text(1)), let type = TypeName(row.text(3)),
        let id = RecordID(row.text(4)), let cell = CellName(Text(row.text(5)))
      else { continue }
      let early = EarlyDot(cell, Dot(author, row.integer(2)))
      try output.add(SnapshotLine.earlyBytes(RecordName(type, id), early), in: scope)
    }
  }

  private func writeProofs(to output: inout Output) throws {
    for log in logs {
      for line in try Logs(session).forkProof(of: log) {
        try output.add(line, in: log.name.scope)
      }
    }
  }

  private func writeTimes(of live: LiveSequences, to output: inout Output) throws {
    for log in logs {
      let row = try Statement(
        "SELECT sequence, claimed FROM changesets WHERE log = ? AND sequence <= ?"
          + " ORDER BY sequence", on: session.connection)
      row.bind(.integer(log.id), .integer(log.merged))
      var times: [Dot: Timestamp] = [:]
      while try row.step() {
        guard live.contains(row.integer(0), of: log.name) else { continue }
        times[Dot(log.name.author, row.integer(0))] = Timestamp(milliseconds: row.integer(1))
        if times.count == Self.timesLimit {
          try output.add(SnapshotLine.timesBytes(times), in: log.name.scope)
          times = [:]
        }
      }
      if !times.isEmpty { try output.add(SnapshotLine.timesBytes(times), in: log.name.scope) }
    }
  }

  private static func unproven(_ log: LogName) -> StoreError {
    StoreError(
      .unproven,
      "This replica began with a snapshot, and \(log) is not proven yet. Nothing was written.",
      hint: "Sync until its older changesets are here, run `syncd verify`, then try again.")
  }

  private static let nothing = StoreError(
    .nothingToSnapshot, "There is nothing merged here that may go into it. Nothing was written.",
    hint: "Import or pull something first.")

  /// A record's line ends with its id and type, which say which one it is.
  private static func tooLarge(_ line: [UInt8], in scope: Scope) -> StoreError {
    let end = String(decoding: line.suffix(200), as: UTF8.self)
    return StoreError(
      .nothingToSnapshot,
      "A record of \(scope) has more than \(SnapshotManifest.lineBytes) bytes; it ends with"
        + " \(end). Nothing was written.",
      hint: "Let the new replica pull the whole log instead.")
  }
}

/// Which changesets wrote a value that is live: a bit for each sequence.
struct LiveSequences {
  private var words: [LogName: [UInt64]] = [:]

  mutating func add(_ dot: Dot, in scope: Scope) {
    let place = Int(dot.sequence / 64)
    let name = LogName(scope, dot.author)
    var words = self.words[name] ?? []
    self.words[name] = nil
    if place >= words.count {
      words += Array(repeating: 0, count: max(place + 1 - words.count, words.count))
    }
    words[place] |= 1 << UInt64(dot.sequence % 64)
    self.words[name] = words
  }

  func contains(_ sequence: Int64, of log: LogName) -> Bool {
    guard let words = words[log], Int(sequence / 64) < words.count else { return false }
    return words[Int(sequence / 64)] & 1 << UInt64(sequence % 64) != 0
  }
}
