import SyncCore

extension CopyEvidence {
  /// Looks at the database, and at the guard on the disk now. Cost: look-ups in indexes by the
  /// author's logs, and the names of the scopes.
  init(_ session: Session, author: Author, here: Whereabouts, guarded: Guard?) throws {
    self.init(
      author: author, here: here, guarded: guarded,
      wasGuarded: try session.setting(SettingName.guarded) != nil,
      isFromBackup: try session.setting(SettingName.madeFromBackup) != nil)
    for (scope, sequence) in try OwnLogs(session).sequences(of: author) {
      logs[scope, default: OwnLog()].written = sequence
    }
    let name = SQLValue.text(author.string)
    try read(session, "SELECT scope, stored, fork FROM logs WHERE author = ?", name) { row, log in
      log.stored = row.integer(1)
      log.fork = row.isNull(2) ? nil : row.integer(2)
    }
    try read(session, "SELECT DISTINCT scope FROM waiting WHERE author = ?", name) { _, log in
      log.waits = true
    }
    try read(
      session, "SELECT scope, max(sequence) FROM holdings WHERE author = ? GROUP BY scope", name
    ) { row, log in
      log.seen = row.integer(1)
    }
    // Whoever replaced something has a log in that scope.
    try read(
      session,
      """
      SELECT scope, last FROM
        (SELECT scope, (SELECT max(sequence) FROM early
           WHERE early.scope = places.scope AND author = ?) AS last
         FROM (SELECT DISTINCT scope FROM logs) AS places)
      WHERE last IS NOT NULL
      """, name
    ) { row, log in
      log.early = row.integer(1)
    }
  }

  private mutating func read(
    _ session: Session, _ sql: String, _ author: SQLValue,
    _ note: (Statement, inout OwnLog) -> Void
  ) throws {
    let statement = try session.statement(sql)
    statement.bind(author)
    while try statement.step() {
      guard let scope = Scope(statement.text(0)) else { continue }
      note(statement, &logs[scope, default: OwnLog()])
    }
  }
}
