import Catalogue
import SyncCore
import SyncStore

/// One cell of a record as the page of its conflict needs it: what is open, and what came before.
struct ConflictCase {
  let key: RecordKey
  let cell: CellName
  /// Nil where a newer program, or another, declared the type.
  let type: RecordType?
  let record: ShownRecord?
  /// Nil where there is nothing to settle, any more or ever.
  let open: OpenConflict?
  let before: EarlierState

  var history: [HistoryEntry] { before.history }
  var field: Field? { type?.field(named: cell.field) }

  /// - Throws: `record_missing` if nothing is known of the record here.
  init(_ key: RecordKey, _ cell: CellName, in workspace: Workspace) throws {
    self.key = key
    self.cell = cell
    let replica = workspace.replica
    let type = Catalogue.schema[key.type]
    self.type = type
    record = try replica.record(key)
    open = try replica.conflict(key, cell: cell)
    let history = try replica.history(of: key)
    before = EarlierState(history: history, key: key, type: type, rights: workspace.rights)
    guard record != nil || !history.isEmpty else {
      throw StoreError(
        .recordMissing, "There is no \(key) here.", hint: "Look for it in the catalogue.")
    }
  }

  /// The write that ended several values of the cell, if that is what it shows now.
  var settlement: HistoryEntry? {
    guard open == nil, let live = record?.state[cell], live.siblings.count == 1 else { return nil }
    return history.last { entry in
      live.dots.contains(entry.origin.dot) && entry.change.replaced(in: cell).count > 1
    }
  }

  /// What the settlement chose among, as the dots say; empty where there is none.
  var earlier: [Sibling] {
    guard let settlement else { return [] }
    let replaced = settlement.change.replaced(in: cell)
    return history.compactMap { entry in
      guard replaced.contains(entry.origin.dot), let value = entry.value(of: cell) else {
        return nil
      }
      return Sibling(dot: entry.origin.dot, value: value, time: entry.origin.time)
    }
  }

  func entry(of dot: Dot) -> HistoryEntry? { history.first { $0.origin.dot == dot } }

  /// Whether the author of this replica may write there.
  func isMine(_ workspace: Workspace) -> Bool {
    workspace.mayWrite(key.scope)
  }

  /// The record as it was when a sibling was written, by the claimed times: for each cell the last
  /// value that was claimed no later, the sibling's own in its cell.
  func state(at sibling: Sibling) -> [(cell: CellName, value: Value)] {
    var values: [CellName: (time: Timestamp, value: Value)] = [:]
    for entry in history where entry.origin.time <= sibling.time {
      for write in entry.change.allWrites where write.cell != .exists {
        if let known = values[write.cell], known.time > entry.origin.time { continue }
        values[write.cell] = (entry.origin.time, write.value)
      }
    }
    values[cell] = cell == .exists ? nil : (sibling.time, sibling.value)
    return values.sorted { $0.key < $1.key }.map { ($0.key, $0.value.value) }
  }
}

extension HistoryEntry {
  /// What it wrote into a cell; nil where it wrote nothing there.
  func value(of cell: CellName) -> Value? {
    change.allWrites.first { $0.cell == cell }?.value
  }
}
