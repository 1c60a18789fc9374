import Catalogue
import SyncCore
import SyncStore

/// A record as its page needs it: its values, and who wrote those that are live.
struct RecordCase {
  let key: RecordKey
  /// Nil where a newer program, or another, declared the type.
  let type: RecordType?
  let record: ShownRecord
  /// What the writes of live values did, as far as they are here.
  let writes: [Dot: RecordWrite]
  let isMine: Bool

  /// - Throws: `record_missing` if nothing of the record is live here.
  init(_ key: RecordKey, in workspace: Workspace) throws {
    guard let record = try workspace.replica.record(key) else {
      throw StoreError(
        .recordMissing, "There is no \(key) here.", hint: "Look for it in the catalogue.")
    }
    self.key = key
    self.record = record
    let type = Catalogue.schema[key.type]
    self.type = type
    writes = try workspace.replica.writes(of: record.state.liveDots, to: key)
    isMine = workspace.mayWrite(key.scope) && type?.admits(key.id, in: key.scope) == true
  }
}
