import GRDB
import SyncCore
import SyncWire

/// Makes the index of touches anew from the log, once: the numbers of records are others now.
enum TouchesUpgrade {
  /// Memory: one changeset, and the touches that wait to be written. Cost: the log, read once.
  static func run(in database: Database) throws {
    let session = try Session(database, plans: [:], rights: Rights([]))
    try session.run("DELETE FROM touches")
    let row = try session.statement(
      """
      SELECT changesets.id, scope, line FROM changesets JOIN logs ON logs.id = log
      WHERE sequence <= merged
      """)
    var touches = Touches()
    while try row.step() {
      guard let scope = Scope(row.text(1)),
        // What cannot be read has touched nothing that could be shown.
        let body = try? Changeset.decode(Logs.line(row.blob(2))).body
      else { continue }
      let id = row.integer(0)
      for change in body.changes { touches.add(RecordKey(scope, change.record), by: id) }
      if touches.isFull { try touches.write(in: session) }
    }
    try touches.write(in: session)
  }
}
