package import SyncCore
package import SyncStore

/// What an edit wrote, and what a person should hear of it.
package struct EditOutcome {
  package let name: RecordName
  package let key: RecordKey?
  package let changes: [(scope: Scope, change: Change)]
  package let written: [Written]
  package let settled: [CellName: [Dot]]
  package let kept: [CellName: [Dot]]
  /// What was done.
  package var deed = Deed.wrote
  /// What is doubtful about what was written; it was written all the same.
  package let warnings: [String]

  /// What kind of edit it was.
  package enum Deed: Hashable, Sendable {
    case wrote, added, deleted, restored, moved, settled
    case undid(Dot)
  }

  package init(name: RecordName, plan: RecordEditor.Plan?, written: [Written]) {
    self.name = name
    key = plan?.key
    changes = plan?.changes.map { ($0.0, $0.1) } ?? []
    self.written = written
    warnings = plan?.warnings ?? []
    settled = plan?.settled ?? [:]
    kept = plan?.kept ?? [:]
  }

  /// The cells that were written, each once, sorted.
  package var cells: [CellName] {
    let cells = changes.flatMap { entry in
      entry.change.allWrites.map(\.cell) + entry.change.replaces.map(\.cell)
    }
    return Set(cells).sorted()
  }
}
