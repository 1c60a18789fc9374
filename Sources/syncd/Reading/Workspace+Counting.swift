import SyncExchange
import SyncStore

extension Workspace {
  /// Runs an exchange and counts the conflicts that are open after it and were not before.
  func counting(_ body: () throws -> ExchangeReport) throws -> ExchangeAnswer.Part {
    let before = try replica.conflictPlaces()
    let report = try body()
    let after = report.conflictsAdded > 0 ? try replica.conflictPlaces() : before
    return ExchangeAnswer.Part(
      report: report, newConflicts: after.subtracting(before).count)
  }
}
