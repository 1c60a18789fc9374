import Catalogue
import SyncCore
import SyncStore

/// Why one cell shows what it shows.
struct CellExplanation {
  /// What decided which value is shown.
  enum Cause: String {
    case empty
    case onlyValue = "only_value"
    case equalValues = "equal_values"
    case rule
    case unsettled
  }

  let name: CellName
  let cell: Cell?
  let cause: Cause
  let provisional: Sibling?
  let base: Value?
  /// Who wrote each sibling, and the dots that they had been shown.
  let writers: [(sibling: Sibling, entry: HistoryEntry?)]

  init(_ name: CellName, of record: ShownRecord?, rule: MergeRule, before: EarlierState) {
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

  func json(isOpen: Bool) -> Value {
    let siblings = writers.map { sibling, entry in
      let basis = entry?.change.replaced(in: name).map(\.description) ?? []
      let origin = entry?.origin.json ?? .document([("dot", .text(sibling.dot.text))])
      return origin.adding([
        (Text("value"), sibling.value), (Text("basis"), .strings(basis)),
        (Text("provisional"), .boolean(sibling.dot == provisional?.dot)),
      ])
    }
    return .document([
      ("cell", .text(name.text)), ("value", provisional?.value ?? .null),
      ("cause", .string(cause.rawValue)), ("conflict", .boolean(isOpen)),
      ("base", base ?? .null), (Text("siblings"), .array(siblings)),
    ])
  }
}
