import SyncCore

extension Replica {
  /// Makes the guard of a replica that is new or upgraded, so that a copy is one even where nobody
  /// has written yet. One that stands there stays as it is: the next edit judges it.
  ///
  /// - Throws: `file_error` or `disk_full`; the next opening tries again.
  func beginGuard() throws {
    guard try !read({ try $0.setting(SettingName.guarded) != nil }) else { return }
    try transaction(at: Timestamp(milliseconds: 0), isTrial: false) { session, _ in
      let file = GuardFile(in: folder)
      let author = try Incarnation.current(of: author, in: session).author
      try file.begin(
        file.read() != nil
          ? nil
          : Guard(
            place: Whereabouts.observed(of: folder), author: author,
            logs: OwnLogs(session).sequences(of: author)), in: session)
    }
  }
}

extension GuardFile {
  /// Puts a guard there, unless it is nil because one stays or nothing is to last, and notes in the
  /// database that it was written with one beside it.
  ///
  /// - Throws: `file_error` or `disk_full`; the old guard stays.
  func begin(_ new: Guard?, in session: Session) throws {
    if let new { try replace(with: new) }
    try session.setSetting(SettingName.guarded, "yes")
  }
}
