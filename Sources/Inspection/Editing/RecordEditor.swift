import Catalogue
package import SyncCore
package import SyncStore

/// Writes what a person asks of one record, each request as one signed transaction.
package struct RecordEditor {
  package let workspace: Workspace
  /// The scope that the person named.
  package let scope: Scope?
  package let message: String?
  /// Whether all of it is only rehearsed: checked, told and rolled back.
  package let isTrial: Bool

  package init(
    _ workspace: Workspace, scope: Scope? = nil, message: String? = nil, isTrial: Bool = false
  ) {
    self.workspace = workspace
    self.scope = scope
    self.message = message
    self.isTrial = isTrial
  }

  /// Gives fields new values; the record is made where it is not there yet.
  ///
  /// - Parameter expected: what the person was shown; nil for whatever is live.
  /// - Throws: why nothing was written: `record_hidden`, `overtaken`, a refusal of the content, or
  ///   what `Placement` says.
  package func set(
    _ name: RecordName, _ inputs: [FieldInput], expecting expected: Expectation? = nil
  ) throws -> EditOutcome {
    let type = try RecordAddress(name.description).declaredType()
    return try edit(name) { view in
      let key = try Placement(source: view, workspace: workspace).writable(name, type, in: scope)
      let state = try view.state(of: key)
      let shown = ShownState(state, of: key, type: type, rights: workspace.rights)
      var values = shown.values
      if let expected { try values.merge(units(expected, of: key, type, state, view)) { $1 } }
      let changes = try AssignmentReader(type: type, shown: values).changes(inputs)
      let basis = try expected?.basis(of: changes.keys, in: key, view: view)
      let assignments = changes.sorted { $0.key < $1.key }.map { cell, value in
        Edit.Assignment(cell, value, basis: basis.map { $0[cell] ?? [] })
      }
      return try plan(assignments, of: key, state: state, by: view.author)
    }
  }

  /// The units as the person was shown them: a column that is not named keeps that, and not what
  /// came since.
  private func units(
    _ expected: Expectation, of key: RecordKey, _ type: RecordType, _ state: RecordState,
    _ view: EditView
  ) throws -> [CellName: Value] {
    var values: [CellName: Value] = [:]
    for field in type.fields where field.isUnit {
      let cell = CellName(field.name)
      let seen = try expected.siblings(of: cell, in: key, state, view: view)
      guard !seen.isEmpty else { continue }
      let ranking = Cell(name: cell, siblings: seen).ranking(rule: type.rule(for: cell)) {
        workspace.rights.isOwner($0, of: key.scope)
      }
      values[cell] = ranking.provisional.value
    }
    return values
  }

  /// What a request comes down to: the changes by scope, and the record that is told of.
  package struct Plan {
    package let key: RecordKey
    package let changes: [(Scope, Change)]
    /// Cells of which several live values end, with their dots.
    package var settled: [CellName: [Dot]] = [:]
    /// Live values that the person was not shown and that stay beside the new one.
    package var kept: [CellName: [Dot]] = [:]
    /// What is doubtful about the new values.
    package var warnings: [String] = []
  }

  /// The plan that carries out assignments under the name that the edit has, judged.
  package func plan(
    _ assignments: [Edit.Assignment], of key: RecordKey, state: RecordState, by author: Author,
    reason: String? = nil
  ) throws -> Plan {
    let problems = ContentRules.problems(
      of: key.name, assigning: assignments.map { ($0.cell, $0.value) })
    let warnings = try Judgement.require(problems)
    try Judgement.require(reason, named: "reason")
    let change: Change?
    do throws(Edit.Obstacle) {
      change = try state.change(
        of: key.name, assigning: assignments, by: author, reason: reason.map { Text($0) })
    } catch {
      throw Self.failure(error, of: key, state: state)
    }
    guard let change else { return Plan(key: key, changes: []) }
    var plan = Plan(key: key, changes: [(key.scope, change)])
    plan.warnings = warnings
    for cell in Set(change.writes.map(\.cell) + change.replaces.map(\.cell)) {
      let live = Set(state[cell]?.dots ?? [])
      let replaced = live.intersection(change.replaced(in: cell))
      if replaced.count > 1 { plan.settled[cell] = replaced.sorted() }
      let rest = live.subtracting(replaced)
      if !rest.isEmpty { plan.kept[cell] = rest.sorted() }
    }
    return plan
  }

  /// Runs one transaction and tells what it wrote, or would write.
  package func edit(_ name: RecordName, _ decide: (EditView) throws -> Plan) throws -> EditOutcome {
    var plan: Plan?
    let written = try workspace.replica.edit(
      try workspace.occasion(message: message), isTrial: isTrial
    ) { view in
      let decided = try decide(view)
      plan = decided
      return decided.changes
    }
    return EditOutcome(name: name, plan: plan, written: written)
  }

  /// What stood in the way, with both values where somebody was faster.
  package static func failure(
    _ obstacle: Edit.Obstacle, of key: RecordKey, state: RecordState
  ) -> StoreError {
    switch obstacle {
    case .hidden:
      return StoreError(
        .recordHidden, "\(key) is deleted here. Nothing was written.",
        hint: "Bring it back first: syncd restore \(key.name) --scope \(key.scope).")
    case .overtaken(let cell, let dot):
      let value = state[cell]?.siblings.first { $0.dot == dot }.map { $0.value.shown } ?? ""
      return StoreError(
        .overtaken,
        "\(key.name) \(cell) was written here since, as \(dot): \(value). Nothing was written.",
        hint: "Look at it, then write again with --expect \(dot).")
    }
  }
}
