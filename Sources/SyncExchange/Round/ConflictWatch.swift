package import SyncStore

/// The conflicts that were open when an exchange began, to tell which it left behind.
///
/// A report also counts those that the same exchange settled again; a person wants to know what is
/// open now and was not before.
package struct ConflictWatch {
  private let replica: Replica
  private let before: Set<ConflictPlace>

  package init(_ replica: Replica) throws {
    self.replica = replica
    before = try replica.conflictPlaces()
  }

  /// The conflicts that are open now and were not at the beginning. Cost: nothing where the
  /// report says that none came, else a row per open conflict.
  package func added(by report: ExchangeReport) throws -> Set<ConflictPlace> {
    guard report.conflictsAdded > 0 else { return [] }
    return try replica.conflictPlaces().subtracting(before)
  }
}
