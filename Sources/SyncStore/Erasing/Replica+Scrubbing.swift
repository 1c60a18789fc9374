import GRDB

extension Replica {
  /// Clears erased values out of the free space of the files, where any may stand.
  ///
  /// Taking a value out of a row leaves its bytes in the page, in pages that were in use once, and
  /// in the write-ahead log. So the database is written anew (`VACUUM`), its log is emptied, and
  /// the index of words is taken away, to be made again when it is used. A mark in the settings,
  /// which came with the erasure, is removed last: after a crash, or while another process is in
  /// the way, the next process that opens the replica does it. Cost: the size of the file.
  func scrubIfNeeded() {
    // Whether it succeeded, the mark says.
    try? scrub()
  }

  /// Whether erased values may still stand in free space.
  package func waitsForScrub() throws -> Bool {
    try read { try $0.setting(SettingName.scrub) != nil }
  }

  private func scrub() throws {
    guard try waitsForScrub() else { return }
    try SearchIndex(of: self).file.discard()
    try pool.writeWithoutTransaction { database in
      try database.execute(sql: "VACUUM")
      let isBusy = try Int.fetchOne(database, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
      guard isBusy == 0 else { throw DatabaseError(resultCode: .SQLITE_BUSY) }
    }
    try observe { session in
      try session.run("DELETE FROM settings WHERE name = ?", .text(SettingName.scrub))
    }
  }
}
