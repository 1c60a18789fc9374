import Catalogue
package import SyncCore
package import SyncStore

extension RecordEditor {
  /// Deletes a record as it is seen here: a write that nobody here has seen survives.
  package func delete(_ name: RecordName, reason: String?) throws -> EditOutcome {
    var outcome = try edit(name) { view in
      let key = try existing(name, view)
      let state = try view.state(of: key)
      try Judgement.require(reason, named: "reason")
      guard state.existence.isVisible else { return Plan(key: key, changes: []) }
      return Plan(
        key: key,
        changes: [(key.scope, state.deletion(of: name, reason: reason.map { Text($0) }))])
    }
    outcome.deed = .deleted
    return outcome
  }

  /// Makes a deleted record exist again, with the fields it had.
  package func restore(_ name: RecordName, reason: String?) throws -> EditOutcome {
    var outcome = try edit(name) { view in
      let key = try existing(name, view)
      let state = try view.state(of: key)
      try Judgement.require(reason, named: "reason")
      guard !state.deletes.isEmpty else { return Plan(key: key, changes: []) }
      return Plan(
        key: key,
        changes: [(key.scope, state.restoration(of: name, reason: reason.map { Text($0) }))])
    }
    outcome.deed = .restored
    return outcome
  }

  /// Moves a record to another scope: a put there and a delete here, in one transaction.
  ///
  /// - Throws: `open_conflicts` where a value would be left behind, `record_exists` where the
  ///   target already shows a record, and what `Placement` says of both scopes.
  package func move(_ name: RecordName, to target: Scope, reason: String) throws -> EditOutcome {
    let type = try RecordAddress(name.description).declaredType()
    var outcome = try edit(name) { view in
      let placement = Placement(source: view, workspace: workspace)
      let key = try existing(name, view)
      let destination = RecordKey(target, name)
      guard key != destination else { return Plan(key: key, changes: []) }
      try placement.requireRight(to: target)
      try placement.requireFit(of: destination, type)
      try Judgement.require(reason, named: "reason")
      let state = try view.state(of: key)
      try requireSettled(state, at: key, type: type)
      let shown = ShownState(state, of: key, type: type, rights: workspace.rights)
      let there = try view.state(of: destination)
      guard !there.existence.isVisible else {
        throw Failure(
          "record_exists", "\(destination) exists already. Nothing was moved.",
          hint: "Edit it there with --scope \(target), or delete one of the two.")
      }
      return Plan(
        key: destination,
        changes: [
          (target, copy(of: shown, to: name, over: there, reason: Text(reason))),
          (key.scope, state.deletion(of: name, reason: Text(reason))),
        ])
    }
    outcome.deed = .moved
    return outcome
  }

  /// The record that is there and that this author may write.
  package func existing(_ name: RecordName, _ view: EditView) throws -> RecordKey {
    let placement = Placement(source: view, workspace: workspace)
    let key = try placement.existing(name, in: scope)
    try placement.requireRight(to: key.scope)
    return key
  }

  private func requireSettled(_ state: RecordState, at key: RecordKey, type: RecordType) throws {
    guard state.existence.isVisible else {
      throw Self.failure(.hidden, of: key, state: state)
    }
    let conflicts = state.conflicts(rule: { type.rule(for: $0) }) {
      workspace.rights.isOwner($0, of: key.scope)
    }
    guard let first = conflicts.first else { return }
    throw Failure(
      "open_conflicts", "\(key) has an open conflict in \(first.cell). Nothing was moved.",
      hint: "Settle it first: syncd conflicts show \(key.name) \(first.cell).")
  }

  /// The change that puts every value of one record where an earlier, deleted one may lie.
  private func copy(
    of shown: ShownState, to name: RecordName, over there: RecordState, reason: Text
  ) -> Change {
    // The mark of what was erased is no value, and stays behind.
    let writes = shown.values.filter { $0.value != .erased }.sorted { $0.key < $1.key }
      .map { Change.Write($0.key, $0.value) }
    let replaces = there.cells.map { Change.Replacement($0.name, $0.dots) }
    return Change(
      record: name, writes: writes, replaces: replaces,
      existence: there.deletes.isEmpty ? nil : .restore, reason: reason)
  }
}
