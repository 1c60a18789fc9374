import StoreFixtures
import SyncCore
import SyncWire
import TestSupport

@testable import SyncStore

/// A note that is to go, in a log of another author than the owner's.
enum SecretNote {
  static let text = "Fru Andersson i Åmål"
  static let occasion = Occasion(person: "anna.berg", message: "Begäran", time: .midsummer)

  /// Kalmar's log in the region of Västra Götaland, of which the first changeset is to lose a value.
  static func log() throws -> SignedLog {
    var log = SignedLog(.kalmar)
    try log.append(
      Change(
        record: .kol,
        writes: [
          Change.Write(.note, .string(text)), Change.Write(.contact, "Eva"),
          Change.Write(.status, .status("infort", on: "2026-05-01")),
        ]))
    try log.append(.put(.isPilot, .boolean(true)))
    return log
  }

  /// A replica of the owner that holds the log and has erased the note, and its lines.
  static func erased(_ cell: CellName = .note) throws -> (trial: TrialReplica, lines: [[UInt8]]) {
    let trial = try TrialReplica()
    try trial.receive(log().lines)
    _ = try trial.replica.erase(cell, of: .kol, occasion)
    return (trial, try lines(of: trial))
  }

  static func lines(of trial: TrialReplica) throws -> [[UInt8]] {
    try trial.replica.logs().flatMap { log in
      try trial.replica.changesets(of: log.name, after: 0, limitBytes: .max).map(\.line)
    }
  }

  static func isHeld(in trial: TrialReplica) throws -> Bool {
    try trial.holds(text)
  }
}
