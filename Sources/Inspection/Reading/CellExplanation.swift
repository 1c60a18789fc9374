import Catalogue
package import SyncCore
package import SyncStore

/// Why one cell shows what it shows.
package struct CellExplanation {
  /// What decided which value is shown.
  package enum Cause: String {
    case empty
    case onlyValue = "only_value"
    case equalValues = "equal_values"
    case rule
    case unsettled
  }

  package let name: CellName
  package let cell: Cell?
  package let cause: Cause
  package let provisional: Sibling?
  package let base: Value?
  /// Who wrote each sibling, and the dots that they had been shown.
  package let writers: [(sibling: Sibling, entry: HistoryEntry?)]

  package init(_ name: CellName, of record: ShownRecord?, rule: MergeRule, before: EarlierState) {
    self.name = name
    let cell = record?.state[name]
    self.cell = cell
    let ranking = cell?.ranking(rule: rule) { before.rights.isOwner($0, of: before.key.scope) }
    provisional = ranking?.provisional
    cause = Self.cause(of: cell, isConflict: ranking?.isConflict ?? false)
    base = before.base(of: cell?.dots ?? [], in: name)
    writers = (cell?.siblings ?? []).map { sibling in
      (sibling, before.history.first { $0.origin.dot == sibling.dot })
    }
  }

  private static func cause(of cell: Cell?, isConflict: Bool) -> Cause {
    guard let cell else { return .empty }
    if cell.siblings.count == 1 { return .onlyValue }
    if !cell.differs { return .equalValues }
    return isConflict ? .unsettled : .rule
  }
}
