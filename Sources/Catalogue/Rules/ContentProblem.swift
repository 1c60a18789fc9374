package import SyncCore

/// Something that may not, or should not, stand in a record.
package struct ContentProblem: Hashable, Sendable {
  package let severity: Severity
  /// The stable name of the problem in JSON, logs and metrics.
  package let code: String
  package let record: RecordName
  /// The cell that holds it; nil where the record's own name does.
  package let cell: CellName?
  /// What happened, what was left alone, and what to do next.
  package let message: String
}
