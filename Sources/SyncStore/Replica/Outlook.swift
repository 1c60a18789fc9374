package import SyncCore
import SyncWire

/// What a rehearsed batch of changesets would leave behind.
package struct Outlook: Sendable {
  /// The records that would change, sorted; at most `recordsLimit`.
  package let records: [RecordKey]
  /// Whether more records would change than are listed.
  package let isCut: Bool
  /// The conflicts that would be open then and are not now, sorted.
  package let conflicts: [ConflictPlace]

  /// How many records are listed.
  package static let recordsLimit = 10_000
}

/// Compares a replica inside one transaction with what it was at its beginning.
struct OutlookReader {
  private let session: Session
  private let conflictsBefore: Set<ConflictPlace>
  private let lastBefore: Int64

  init(_ session: Session) throws {
    self.session = session
    conflictsBefore = try ConflictPlace.all(in: session)
    lastBefore =
      try session.statement("SELECT coalesce(max(id), 0) FROM changesets").first { $0.integer(0) }
      ?? 0
  }

  /// What has come since. Memory: one changeset and the keys.
  func outlook() throws -> Outlook {
    let statement = try session.statement("SELECT line FROM changesets WHERE id > ? ORDER BY id")
    statement.bind(.integer(lastBefore))
    defer { statement.reset() }
    var records: Set<RecordKey> = []
    var isCut = false
    while !isCut, try statement.step() {
      let changeset = try Changeset.decode(Logs.line(statement.blob(0)))
      for change in changeset.body?.changes ?? [] where !isCut {
        records.insert(RecordKey(changeset.header.scope, change.record))
        isCut = records.count == Outlook.recordsLimit
      }
    }
    let conflicts = try ConflictPlace.all(in: session).subtracting(conflictsBefore)
    return Outlook(
      records: records.sorted(), isCut: isCut,
      conflicts: conflicts.sorted { ($0.key, $0.cell) < ($1.key, $1.cell) })
  }
}
