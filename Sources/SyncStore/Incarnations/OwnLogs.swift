import SyncCore
import SyncWire

/// What this replica itself wrote, by scope and name: the table `own_logs`. Inside one session.
///
/// It tells what came back from elsewhere from what was written here, and whose branch of a forked
/// log lies here.
struct OwnLogs {
  /// One log that was written here.
  struct Entry: Hashable {
    let name: LogName
    /// The last sequence that was written here.
    var sequence: Int64
    /// From where on its branch was issued again after a fork; nil where it never was.
    var reissued: Int64?
  }

  private let session: Session

  init(_ session: Session) {
    self.session = session
  }

  /// Everything that was written here, in the order of scope and author.
  func all() throws -> [Entry] {
    try session.statement(
      "SELECT scope, author, sequence, reissued FROM own_logs ORDER BY scope, author"
    ).rows { row in
      guard let scope = Scope(row.text(0)), let author = Author(row.text(1)) else { return nil }
      return Entry(
        name: LogName(scope, author), sequence: row.integer(2),
        reissued: row.isNull(3) ? nil : row.integer(3))
    }.compactMap { $0 }
  }

  /// The last sequences that were written here under a name.
  func sequences(of author: Author) throws -> [Scope: Int64] {
    var sequences: [Scope: Int64] = [:]
    for entry in try all() where entry.name.author == author {
      sequences[entry.name.scope] = entry.sequence
    }
    return sequences
  }

  /// Notes a sequence that was written here; none ever moves back.
  func note(_ sequence: Int64, of name: LogName) throws {
    var entry =
      try all().first { $0.name == name } ?? Entry(name: name, sequence: 0, reissued: nil)
    entry.sequence = max(entry.sequence, sequence)
    try save(entry)
  }

  func save(_ entry: Entry) throws {
    try session.run(
      "INSERT OR REPLACE INTO own_logs VALUES (?, ?, ?, ?, ?)",
      .text(entry.name.scope.string), .text(entry.name.author.string), .integer(entry.sequence),
      entry.reissued.map(SQLValue.integer) ?? .null,
      .integer(
        Self.checksum(
          entry.name.scope.string, entry.name.author.string, entry.sequence, entry.reissued)))
  }

  /// Nothing else in the database says what a row should be, so it says that itself.
  private static func checksum(
    _ scope: String, _ author: String, _ sequence: Int64, _ reissued: Int64?
  ) -> Int64 {
    let text = "\(scope) \(author) \(sequence) \(reissued.map { "\($0)" } ?? "-")"
    return ContentHash.sha256(Array(text.utf8)).bytes.prefix(8).reduce(0) { $0 << 8 | Int64($1) }
  }

  /// The scopes and authors of the rows that are not as they were written.
  private func damaged() throws -> [(scope: String, author: String)] {
    try session.statement(
      "SELECT scope, author, sequence, reissued, checksum FROM own_logs ORDER BY scope, author"
    ).rows { row -> (scope: String, author: String)? in
      let (scope, author) = (row.text(0), row.text(1))
      let wanted = Self.checksum(
        scope, author, row.integer(2), row.isNull(3) ? nil : row.integer(3))
      return row.integer(4) == wanted ? nil : (scope, author)
    }.compactMap { $0 }
  }

  /// A sentence per row that is not as it was written.
  func problems() throws -> [String] {
    try damaged().map { "own_logs: the row of \($0.author) in \($0.scope) is damaged." }
  }

  /// Takes damaged rows out and notes of every log of this author without a row that all of it was
  /// written here: of a value that is issued twice nothing is lost. What was written beyond it the
  /// guard knows.
  ///
  /// - Returns: a sentence, or nil where nothing was damaged.
  func repair(for author: Author) throws -> String? {
    let damaged = try damaged()
    guard !damaged.isEmpty else { return nil }
    for (scope, author) in damaged {
      try session.run(
        "DELETE FROM own_logs WHERE scope = ? AND author = ?", .text(scope), .text(author))
    }
    let known = Set(try all().map(\.name))
    for log in try Logs(session).all()
    where log.name.author.registered == author.registered && !known.contains(log.name) {
      if let stored = log.stored { try note(stored.sequence, of: log.name) }
    }
    return "own_logs: \(damaged.count) damaged rows were made anew from the logs."
  }
}
