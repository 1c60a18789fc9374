package import SyncCore

/// A changeset without its signature and hashes: what the definition of state is about.
package struct OracleChangeset: Hashable, Sendable {
  package let scope: Scope
  package let author: Author
  /// The place in the author's log of this scope, from 1 without gaps.
  package let sequence: Int64
  package let time: Timestamp
  package let changes: [Change]

  package init(
    scope: Scope = .vgr, author: Author, sequence: Int64, time: Timestamp, changes: [Change]
  ) {
    self.scope = scope
    self.author = author
    self.sequence = sequence
    self.time = time
    self.changes = changes
  }

  package var dot: Dot { Dot(author, sequence) }

  /// The same changeset with another claim of when it was made.
  package func claiming(_ time: Timestamp) -> OracleChangeset {
    OracleChangeset(
      scope: scope, author: author, sequence: sequence, time: time, changes: changes)
  }
}

/// One live value, as the definition of state speaks of it.
package struct LiveValue: Hashable, Sendable {
  package let cell: CellName
  package let dot: Dot
  package let value: Value

  package init(_ cell: CellName, _ dot: Dot, _ value: Value) {
    self.cell = cell
    self.dot = dot
    self.value = value
  }
}

extension RecordState {
  /// The live values, to be held against an oracle's.
  package var liveValues: Set<LiveValue> {
    Set(cells.flatMap { cell in cell.siblings.map { LiveValue(cell.name, $0.dot, $0.value) } })
  }
}
