package import SyncCore
import SyncWire

/// One entry of a record's history.
package struct HistoryEntry: Sendable {
  package let origin: Origin
  package let change: Change
  /// The cells of this write that are live now.
  package let live: Set<CellName>
}

/// What an erasure took out of a record.
package struct ErasedWrite: Hashable, Sendable {
  /// Who erased, when and why.
  package let origin: Origin
  package let cell: CellName
  /// The write that lost its value.
  package let dot: Dot
}

extension Replica {
  /// The erasures that are in force for values of a record, in the order in which they came here.
  package func erasures(of key: RecordKey) throws -> [ErasedWrite] {
    try read { session in
      guard try session.hasErasures() else { return [] }
      let places = try session.statement(
        """
        SELECT DISTINCT changeset FROM erasures WHERE type = ? AND id = ? AND in_force = 1
        ORDER BY changeset
        """
      ).bind(.text(key.type.string), .text(key.id.string)).rows { $0.integer(0) }
      return try places.flatMap { place -> [ErasedWrite] in
        guard let kept = try Logs(session).changeset(at: place) else { return [] }
        let changeset = try kept.decoded()
        guard changeset.header.scope == key.scope, let body = changeset.body else { return [] }
        let origin = Origin(
          dot: changeset.header.dot, person: body.person?.string, message: body.message?.string,
          reason: nil, time: changeset.header.time, received: kept.received)
        return body.erases.flatMap { erasure in
          erasure.cells.filter { $0.record == key.name }.map {
            ErasedWrite(
              origin: origin, cell: $0.cell, dot: Dot(erasure.author, erasure.sequence))
          }
        }
      }
    }
  }

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
