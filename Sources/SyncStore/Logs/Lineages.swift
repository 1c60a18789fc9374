package import SyncCore
import SyncWire

/// Who wrote something, when and why, as the changeset says.
package struct Origin: Hashable, Sendable {
  package let dot: Dot
  package let person: String?
  package let message: String?
  package let reason: String?
  /// The claimed time.
  package let time: Timestamp
  /// This replica's clock when the changeset came.
  package let received: Timestamp

  /// Whether the claimed time lies after the receipt, so the author's clock is ahead.
  package var isClaimedLate: Bool { time > received }
}

/// What one changeset did to one record.
package struct RecordWrite: Hashable, Sendable {
  package let origin: Origin
  package let change: Change

  /// The values it wrote, `exists` among them.
  package var values: [CellName: Value] {
    Dictionary(
      change.allWrites.map { ($0.cell, $0.value) }, uniquingKeysWith: { first, _ in first })
  }
}

/// The history of records, read from the log's bytes. Inside one session.
struct Lineages {
  let session: Session

  init(_ session: Session) {
    self.session = session
  }

  /// What a changeset did to a record, or nil if it is not here or did nothing to it.
  func write(of dot: Dot, to key: RecordKey) throws -> RecordWrite? {
    guard let place = try Logs(session).place(of: dot, in: key.scope) else { return nil }
    return try write(at: place, to: key)
  }

  /// Everything that was done to a record, in the order in which it came here.
  func writes(to key: RecordKey) throws -> [RecordWrite] {
    try Logs(session).places(touching: key).compactMap { try write(at: $0, to: key) }
  }

  private func write(at place: Int64, to key: RecordKey) throws -> RecordWrite? {
    guard let read = try session.readChangesets.changeset(at: place, in: session) else {
      return nil
    }
    return read.write(to: key.name)
  }

  /// The value that all siblings of a conflict were written over: their latest common ancestor.
  ///
  /// A write's parents are the dots it replaced and its author's earlier write to the cell.
  func base(of conflict: Conflict, in key: RecordKey) throws -> Value? {
    guard conflict.kind == .values else { return nil }
    let lineage = Lineage(
      try writes(to: key).map { write in
        Lineage.Write(
          dot: write.origin.dot, time: write.origin.time,
          writes: write.values[conflict.cell] != nil,
          replaces: write.change.replaced(in: conflict.cell))
      })
    guard let dot = lineage.base(of: conflict.siblings.map(\.dot)) else { return nil }
    return try write(of: dot, to: key)?.values[conflict.cell]
  }
}
