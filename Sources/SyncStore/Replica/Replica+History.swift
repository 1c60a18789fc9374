package import SyncCore
import SyncWire

/// One entry of a record's history.
package struct HistoryEntry: Sendable {
  package let origin: Origin
  package let change: Change
  /// The cells of this write that are live now.
  package let live: Set<CellName>
}

extension Replica {
  /// What was done to a record, in the order in which it came here; empty if nothing is known.
  package func history(of key: RecordKey) throws -> [HistoryEntry] {
    try read { session in
      let state = try Records(session).state(of: key)
      return try Lineages(session).writes(to: key).map { write in
        let live = state.cells.filter { $0.dots.contains(write.origin.dot) }.map(\.name)
        return HistoryEntry(origin: write.origin, change: write.change, live: Set(live))
      }
    }
  }

  /// The last change of a record by this replica's author that is part of its log: what `undo`
  /// takes back.
  package func lastOwnWrite(to key: RecordKey) throws -> RecordWrite? {
    try read { session in
      try Lineages(session).writes(to: key).last {
        $0.origin.dot.author.registered == author.registered
      }
    }
  }

  /// What one changeset did to a record, or nil if it is not here or did nothing to it.
  package func write(of dot: Dot, to key: RecordKey) throws -> RecordWrite? {
    try read { try Lineages($0).write(of: dot, to: key) }
  }
}
