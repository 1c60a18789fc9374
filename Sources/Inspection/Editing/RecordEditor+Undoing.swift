import Catalogue
package import SyncCore
import SyncStore

extension RecordEditor {
  /// Takes back the last write of this replica's author to a record: a new write of what was
  /// shown before it.
  ///
  /// - Parameters:
  ///   - field: only the cells of this field; nil for all that the write did.
  ///   - dot: the write that the person means; nil for whatever was the last.
  /// - Throws: `nothing_to_undo`, `overtaken` where someone has written to one of the cells since,
  ///   here or elsewhere, or `value_erased` where what it showed before is gone for good.
  package func undo(
    _ name: RecordName, field: String?, of dot: Dot? = nil, reason: String?
  ) throws -> EditOutcome {
    let address = try RecordAddress(name.description)
    let key = try workspace.key(of: address, in: scope)
    let history = try workspace.replica.history(of: key)
    let last = history.last { entry in
      entry.origin.dot.author.registered == workspace.author.registered
        && entry.change.touchedCells.contains { field == nil || $0.field == field }
    }
    guard let last else {
      throw StoreError(
        .nothingToUndo,
        "\(workspace.author) has written nothing to undo in \(key)\(field.map { " " + $0 } ?? "").",
        hint: "Nothing was written. See who wrote with: syncd history \(name).")
    }
    if let dot, last.origin.dot != dot {
      throw StoreError(
        .overtaken, "\(key) was written here since, as \(last.origin.dot). Nothing was undone.",
        hint: "Look with syncd history \(name), then use syncd set or resolve.")
    }
    let before = EarlierState(
      history: history, key: key, type: address.type, rights: workspace.rights)
    var outcome = try edit(name) { view in
      let placement = Placement(source: view, workspace: workspace)
      try placement.requireRight(to: key.scope)
      try Judgement.require(reason, named: "reason")
      let state = try view.state(of: key)
      let cells = last.change.touchedCells.filter { field == nil || $0.field == field }
      if !cells.contains(.exists), state.existence == .hidden {
        throw Self.failure(.hidden, of: key, state: state)
      }
      for cell in cells { try requireUntouched(cell, since: last, state: state, key: key) }
      let change = try reversal(of: last, cells: cells, before: before, name: name, state: state)
      return Plan(key: key, changes: [(key.scope, change.reasoned(reason.map { Text($0) }))])
    }
    outcome.deed = .undid(last.origin.dot)
    return outcome
  }

  /// - Throws: `overtaken` unless the cell is exactly as the write left it.
  private func requireUntouched(
    _ cell: CellName, since last: HistoryEntry, state: RecordState, key: RecordKey
  ) throws {
    let writes = last.change.allWrites.contains { $0.cell == cell }
    let left: [Dot] = writes ? [last.origin.dot] : []
    let live = state[cell]?.dots ?? []
    guard live != left else { return }
    let others = live.filter { $0 != last.origin.dot }.map(\.description)
    let writers =
      others.isEmpty ? "removed since" : "written since: \(others.joined(separator: ", "))"
    throw StoreError(
      .overtaken, "\(key.name) \(cell) was \(writers). Nothing was undone.",
      hint: "Look with syncd history \(key.name) \(cell), then use syncd set or resolve.")
  }

  /// What a cell showed before was erased: the mark that stands there is no value to write again.
  private static func erased(_ cell: CellName, of name: RecordName) -> Failure {
    Failure(
      "value_erased",
      "What \(name) \(cell) showed before was erased for good. Nothing was undone.",
      hint: "Undo other fields by name: syncd undo \(name) FIELD. Clear or write this one:"
        + " syncd set \(name) \(cell.field)=VALUE.")
  }

  private func reversal(
    of last: HistoryEntry, cells: [CellName], before: EarlierState, name: RecordName,
    state: RecordState
  ) throws -> Change {
    var writes: [Change.Write] = []
    var replaces: [Change.Replacement] = []
    for cell in cells where cell != .exists {
      if let value = before.value(of: cell, before: last) {
        guard value != .erased else { throw Self.erased(cell, of: name) }
        writes.append(Change.Write(cell, value))
      }
      if let dots = state[cell]?.dots { replaces.append(Change.Replacement(cell, dots)) }
    }
    var existence: ExistenceChange?
    if cells.contains(.exists) {
      if case .restore = last.change.existence {
        existence = .delete(seen: state.liveDots)
      } else {
        existence = .restore
      }
      let dots = state[.exists]?.dots ?? []
      if !dots.isEmpty { replaces.append(Change.Replacement(.exists, dots)) }
    }
    return Change(record: name, writes: writes, replaces: replaces, existence: existence)
  }
}

extension Change {
  /// The cells that it writes or removes, each once, sorted.
  package var touchedCells: [CellName] {
    Set(allWrites.map(\.cell) + replaces.map(\.cell)).sorted()
  }

  /// The same change with a reason.
  package func reasoned(_ reason: Text?) -> Change {
    Change(
      record: record, writes: writes, replaces: replaces, existence: existence, reason: reason)
  }
}
