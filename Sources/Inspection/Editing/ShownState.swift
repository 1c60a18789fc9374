package import SyncCore

/// What a record shows a person while it is being edited.
package struct ShownState {
  package let state: RecordState
  package let values: [CellName: Value]

  /// - Parameter type: nil where no type is declared; then every rule is `manual`.
  package init(_ state: RecordState, of key: RecordKey, type: RecordType?, rights: Rights) {
    self.state = state
    var values: [CellName: Value] = [:]
    for cell in state.cells where cell.name != .exists {
      let ranking = cell.ranking(rule: type?.rule(for: cell.name) ?? .manual) {
        rights.isOwner($0, of: key.scope)
      }
      values[cell.name] = ranking.provisional.value
    }
    self.values = values
  }
}
