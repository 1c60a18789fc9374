import SyncCore
import SyncWire

/// Holds what is kept beside the logs against itself: proofs of forks, what waits, what was
/// refused, words, what was written here and settings. Reads only.
struct EvidenceCheck {
  private let session: Session
  private let schema: Schema

  init(_ session: Session, schema: Schema) {
    self.session = session
    self.schema = schema
  }

  func problems() throws -> [String] {
    try forks() + waiting() + quarantine() + words() + OwnLogs(session).problems() + settings()
      + claims() + columns()
  }

  /// Columns that no other check reads, because nothing says what they should hold. Where the name
  /// of one is damaged in the schema, what reads it fails.
  static let observed = [
    "changesets": ["received"], "waiting": ["received"], "conflicts": ["noticed"],
    "quarantine": ["message", "received_from", "received"],
    "exchanges": [
      "peer", "succeeded", "failed", "failure", "received", "sent", "contacted", "seen",
    ],
    "holdings": ["peer", "scope", "author", "sequence"],
    "files_read": ["folder", "name", "size", "modified", "context"],
    "referrals": ["scope", "type", "id", "cell", "party", "sent", "person", "dots"],
  ]

  private func columns() throws -> [String] {
    try Self.observed.sorted { $0.key < $1.key }.flatMap { table, columns in
      let present = try session.statement("SELECT lower(name) FROM pragma_table_info(?)")
        .bind(.text(table)).rows { $0.text(0) }
      return columns.filter { !present.contains($0) }
        .map { "\(table): the column \($0) is missing or has another name." }
    }
  }

  private func forks() throws -> [String] {
    var problems: [String] = []
    for log in try Logs(session).all() {
      let rows = try session.statement(
        "SELECT sequence, hash, line FROM forks WHERE log = ? ORDER BY sequence"
      ).bind(.integer(log.id)).rows { ($0.integer(0), $0.blob(1), $0.blob(2)) }
      let isProven = rows.allSatisfy { sequence, hash, line in
        let header = Changeset.genuine(line, under: session.rights)?.header
        return header?.log == log.name && header?.sequence == sequence && sequence == log.fork
          && header?.hash.bytes == hash
      }
      if !isProven || (rows.count < 2) != (log.fork == nil) {
        problems.append("forks: the proof of the fork of \(log.name) does not hold.")
      }
    }
    let strays = try session.statement(
      "SELECT count(*) FROM forks WHERE log NOT IN (SELECT id FROM logs)"
    ).first { $0.integer(0) }
    return strays ?? 0 == 0 ? problems : problems + ["forks: some rows belong to no log."]
  }

  private func waiting() throws -> [String] {
    let row = try Statement(
      "SELECT scope, author, sequence, hash, line FROM waiting", on: session.connection)
    var problems: [String] = []
    while try row.step() {
      let header = Changeset.genuine(row.blob(4), under: session.rights)?.header
      if header?.scope.string != row.text(0) || header?.author.string != row.text(1)
        || header?.sequence != row.integer(2) || header?.hash.bytes != row.blob(3)
      {
        problems.append(
          "waiting: changeset \(row.integer(2)) of \(row.text(1)) in \(row.text(0)) is damaged.")
      }
    }
    return problems
  }

  private func quarantine() throws -> [String] {
    let row = try Statement(
      "SELECT id, evidence_hash, scope, author, sequence, reason, evidence FROM quarantine",
      on: session.connection)
    var problems: [String] = []
    while try row.step() {
      let evidence = row.blob(6)
      let names = [row.value(2), row.value(3), row.value(4)]
      let trueNames = Quarantine.names(in: evidence, reason: row.text(5))
      let isNamed = names == [.null, .null, .null] || trueNames == nil || trueNames == names
      if !isNamed || row.blob(1) != Quarantine.hash(of: evidence, reason: row.text(5)).bytes {
        problems.append("quarantine: the evidence in row \(row.integer(0)) is damaged.")
      }
    }
    return problems
  }

  /// Every word is an author with a log or a field, and their numbers follow each other.
  private func words() throws -> [String] {
    let rows = try session.statement("SELECT id, word FROM words ORDER BY id").rows { row in
      (row.integer(0), row.text(1))
    }
    let authors = try session.statement("SELECT DISTINCT author FROM logs").rows { $0.text(0) }
    let fields = Set(schema.types.flatMap { $0.fields.map(\.name.string) })
    let known = fields.union(authors.map { "@" + $0 })
    let isWhole =
      rows.enumerated().allSatisfy { $0.element.0 == Int64($0.offset) + 1 }
      && rows.allSatisfy { known.contains($0.1) } && fields.isSubset(of: rows.map(\.1))
    return isWhole ? [] : ["words: the table does not hold what metadata may speak of."]
  }

  /// What a snapshot said of a changeset that has come since is what the changeset says. Before what
  /// came leads to the floor, the snapshot may have spoken of another branch.
  private func claims() throws -> [String] {
    let wrong = try session.statement(
      """
      SELECT count(*) FROM claims JOIN logs USING (scope, author)
      JOIN changesets ON changesets.log = logs.id AND changesets.sequence = claims.sequence
      WHERE changesets.claimed <> claims.claimed AND (floor IS NULL OR filled >= floor)
      """
    ).first { $0.integer(0) }
    let strays = try session.statement(
      "SELECT count(*) FROM claims WHERE (scope, author) NOT IN (SELECT scope, author FROM logs)"
    ).first { $0.integer(0) }
    return wrong ?? 0 == 0 && strays ?? 0 == 0
      ? [] : ["claims: a time is not what its changeset says."]
  }

  private func settings() throws -> [String] {
    let names = try session.statement("SELECT name FROM settings ORDER BY name").rows { $0.text(0) }
    let unknown = names.filter { !SettingName.isKnown($0) }
    var problems = unknown.map { "settings: nobody knows \($0)." }
    if try session.setting(SettingName.schemaVersion) != String(schema.version) {
      problems.append("settings: the version of the schema is not this program's.")
    }
    return problems
  }
}

/// The settings that a replica's database may hold. Each of them is written in one place.
enum SettingName {
  static let schemaVersion = "schema_version"
  /// The name under which the replica writes, where it is not the registered one.
  static let incarnation = "incarnation"
  /// The signs after which it does.
  static let incarnationReason = "incarnation_reason"
  /// Stands where there was a guard beside the database once.
  static let guarded = "guarded"
  /// Stands in a backup, and in what is made of it or of a snapshot with a log of its own author,
  /// until that is written: when it was made. The log may go further elsewhere.
  static let madeFromBackup = "made_from_backup"
  /// Stands beside it: the author of the replica that the backup was made of.
  static let backupAuthor = "backup_author"
  /// There while erased values may still stand in free space of the file.
  static let scrub = "scrub"
  private static let known: Set<String> = [
    schemaVersion, "schema_shape", "rights", "settled", "reported", incarnation,
    incarnationReason, guarded, madeFromBackup, backupAuthor,
    scrub,
  ]

  static func isKnown(_ name: String) -> Bool {
    known.contains(name)
  }
}
