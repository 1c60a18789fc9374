import Catalogue
package import SyncCore
import SyncStore

extension RecordEditor {
  /// What a person decided for a cell.
  package enum Resolution {
    /// The value of one of the siblings.
    case take(Dot)
    /// A value that was live once: of a sibling that somebody settled since.
    case earlier(Dot)
    /// A new value: one text, or COLUMN=VALUE for each column of a unit; `@FILE` reads a file.
    case value([String])
    /// A new value as it was typed, by the names of its columns; nothing in it means a file.
    case typed([String: String])
  }

  /// Settles a cell: one write that replaces all that is live here, with a reason.
  package func resolve(
    _ name: RecordName, field text: String, _ resolution: Resolution, reason: String,
    expecting expected: Expectation? = nil
  ) throws -> EditOutcome {
    let address = try RecordAddress(name.description)
    let target = try CellAddress(text, of: address)
    var outcome = try edit(name) { view in
      let key = try existing(name, view)
      let state = try view.state(of: key)
      if target.cell == .exists {
        try Judgement.require(reason, named: "reason")
        try requireSeen(expected, state, of: key, view: view)
        return try existencePlan(resolution, of: key, state: state, reason: reason)
      }
      guard let cell = state[target.cell] else {
        throw Failure(
          "no_conflict", "\(key) has no value in \(target.cell). Nothing was written.",
          hint: "Write one with: syncd set \(name) …")
      }
      let shown = ShownState(state, of: key, type: address.type, rights: workspace.rights)
      let value =
        if case .earlier(let dot) = resolution {
          try earlier(dot, cell, in: key, view: view)
        } else {
          try value(resolution, in: cell, of: target, address, shown: shown)
        }
      guard value != .erased else {
        throw Failure(
          "value_erased",
          "What that write put into \(name) \(target.cell) was erased for good. Nothing was written.",
          hint: "Take another of its values, or write one with --value.")
      }
      let basis = try expected?.basis(of: [target.cell], in: key, view: view)
      let assignment = Edit.Assignment(target.cell, value, basis: basis?[target.cell])
      return try plan([assignment], of: key, state: state, by: view.author, reason: reason)
    }
    outcome.deed = .settled
    return outcome
  }

  private func value(
    _ resolution: Resolution, in cell: Cell, of target: CellAddress, _ address: RecordAddress,
    shown: ShownState
  ) throws -> Value {
    switch resolution {
    case .take(let dot):
      guard let sibling = cell.siblings.first(where: { $0.dot == dot }) else {
        throw unknown(dot, among: cell.dots, of: address.name)
      }
      return sibling.value
    case .earlier(let dot): throw unknown(dot, among: cell.dots, of: address.name)
    case .value(let texts):
      return try ResolutionReader(target: target, type: try address.declaredType())
        .value(of: texts, shown: shown.values[target.cell])
    case .typed(let texts):
      return try ResolutionReader(target: target, type: try address.declaredType())
        .value(typed: texts, shown: shown.values[target.cell])
    }
  }

  private func earlier(
    _ dot: Dot, _ cell: Cell, in key: RecordKey, view: EditView
  ) throws -> Value {
    guard let value = try view.value(of: cell.name, at: dot, in: key) else {
      throw unknown(dot, among: cell.dots, of: key.name)
    }
    return value
  }

  /// - Throws: `overtaken` if the person who settles whether a record exists was not shown all
  ///   that is live in it by now.
  private func requireSeen(
    _ expected: Expectation?, _ state: RecordState, of key: RecordKey, view: EditView
  ) throws {
    guard let expected, case .contested(let deletes, let unseen) = state.existence,
      let other = (deletes + unseen).first(where: { !expected.holds($0.dot) })
    else { return }
    throw Self.failure(.overtaken(.exists, by: other.dot), of: key, state: state)
  }

  private func unknown(_ dot: Dot, among dots: [Dot], of name: RecordName) -> StoreError {
    StoreError(
      .unknownDot, "\(dot) is no live value there. Nothing was written.",
      hint: "Take one of: \(dots.map(\.description).joined(separator: ", ")).")
  }

  /// Settling `exists` deletes the record, or restores it.
  private func existencePlan(
    _ resolution: Resolution, of key: RecordKey, state: RecordState, reason: String
  ) throws -> Plan {
    guard case .contested(let deletes, let unseen) = state.existence else {
      throw Failure(
        "no_conflict", "\(key) has no open conflict in exists. Nothing was written.",
        hint: "Use syncd delete or syncd restore.")
    }
    let isKept: Bool
    switch resolution {
    case .take(let dot):
      isKept = unseen.contains { $0.dot == dot }
      guard isKept || deletes.contains(where: { $0.dot == dot }) else {
        throw unknown(dot, among: (deletes + unseen).map(\.dot), of: key.name)
      }
    case .earlier(let dot):
      throw unknown(dot, among: (deletes + unseen).map(\.dot), of: key.name)
    case .typed(let texts):
      return try existencePlan(
        .value([texts[CellName.exists.field] ?? ""]), of: key, state: state, reason: reason)
    case .value(let texts):
      guard texts == ["true"] || texts == ["false"] else {
        throw Failure(
          "bad_value", "exists is settled with true or false. Nothing was written.",
          hint: "Write --value true to keep the record, --value false to delete it.")
      }
      isKept = texts == ["true"]
    }
    let change =
      isKept
      ? state.restoration(of: key.name, reason: Text(reason))
      : state.deletion(of: key.name, reason: Text(reason))
    return Plan(key: key, changes: [(key.scope, change)])
  }
}
