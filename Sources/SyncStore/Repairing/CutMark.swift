import SyncCore

/// The note that a repair cut the own log: until it is whole again nothing is written behind the
/// cut, for somebody may hold the changesets that stood there, and the log would fork.
struct CutMark {
  private let log: LogName

  init(_ log: LogName) {
    self.log = log
  }

  private var setting: String { SettingName.cutPrefix + log.description }

  /// Notes how far the log is known to have gone.
  func note(reached sequence: Int64, in session: Session) throws {
    let known = try reached(in: session)
    try session.setSetting(setting, String(max(known, sequence)))
  }

  private func reached(in session: Session) throws -> Int64 {
    try session.setting(setting).flatMap { Int64($0) } ?? 0
  }

  /// - Throws: `log_waits` while what the repair cut has not come back.
  func requireWhole(_ row: LogRow, in session: Session) throws {
    let reached = try reached(in: session)
    let stored = row.stored?.sequence ?? 0
    guard stored < reached else { return }
    throw StoreError(
      .logWaits,
      "A repair cut the log \(log) at \(stored); it went on to \(reached). Nothing was written.",
      hint: "Sync with somebody who holds the rest, or make a replica from a backup.")
  }
}
