import GRDB
import SyncCore

/// Fills `own_logs` once: what an older syncd left under this author's name it wrote itself.
enum OwnLogsUpgrade {
  /// What precedes the name of a log that a repair cut, in settings of older versions.
  private static let cutPrefix = "cut "

  /// Cost: the logs. Its SQL is that of the tables as they were then.
  static func run(in database: Database, author: Author) throws {
    let session = try Session(database, plans: [:], rights: Rights([]))
    let ownLogs = OwnLogs(session)
    let stored = try session.statement("SELECT scope, stored FROM logs WHERE author = ?")
      .bind(.text(author.string)).rows { (Scope($0.text(0)), $0.integer(1)) }
    for (scope, sequence) in stored {
      guard let name = scope.map({ LogName($0, author) }) else { continue }
      let cut = try session.setting(cutPrefix + name.description).flatMap { Int64($0) } ?? 0
      let written = max(cut, sequence)
      if written > 0 { try ownLogs.note(written, of: name) }
    }
    try session.run("DELETE FROM settings WHERE name LIKE ? || '%'", .text(cutPrefix))
  }
}
