import GRDB
import SyncCore

/// Fills `own_logs` once: what an older syncd left under this author's name it wrote itself.
enum OwnLogsUpgrade {
  /// What precedes the name of a log that a repair cut, in settings of older versions.
  private static let cutPrefix = "cut "

  /// Cost: the logs.
  static func run(in database: Database, author: Author) throws {
    let session = try Session(database, plans: [:], rights: Rights([]))
    let ownLogs = OwnLogs(session)
    for log in try Logs(session).all() where log.name.author == author {
      let cut = try session.setting(cutPrefix + log.name.description).flatMap { Int64($0) } ?? 0
      let written = max(cut, log.stored?.sequence ?? 0)
      if written > 0 { try ownLogs.note(written, of: log.name) }
    }
    try session.run("DELETE FROM settings WHERE name LIKE ? || '%'", .text(cutPrefix))
  }
}
