/// A cell that a person has to settle.
public struct Conflict: Hashable, Sendable {
  /// What the conflict is about.
  public enum Kind: Hashable, Sendable {
    /// Several values were written without knowing of each other.
    case values
    /// The record was deleted by someone who had not seen a write to it.
    case existence
  }

  public let kind: Kind
  public let cell: CellName
  /// The values to choose from, in the order of their dots. For `existence` they are false by
  /// each deleter and true by each writer whom it had not seen.
  public let siblings: [Sibling]
  /// The dot of the sibling that is shown meanwhile.
  public let provisional: Dot
}

extension RecordState {
  /// The cells of a visible record that no rule settles, in the order of their names.
  public func conflicts(
    rule: (CellName) -> MergeRule, isOwner: (Author) -> Bool
  ) -> [Conflict] {
    let existence = existence
    guard existence.isVisible else { return [] }
    return cells.compactMap { cell in
      if cell.name == .exists { return existence.conflict }
      guard cell.siblings.count > 1 else { return nil }
      let ranking = cell.ranking(rule: rule(cell.name), isOwner: isOwner)
      guard ranking.isConflict else { return nil }
      return Conflict(
        kind: .values, cell: cell.name, siblings: cell.siblings,
        provisional: ranking.provisional.dot)
    }
  }
}

extension Existence {
  fileprivate var conflict: Conflict? {
    guard case .contested(let deletes, let unseen) = self else { return nil }
    func saying(_ exists: Bool, _ sibling: Sibling) -> Sibling {
      Sibling(dot: sibling.dot, value: .boolean(exists), time: sibling.time)
    }
    let shown = unseen.max { ($0.time, $0.dot) < ($1.time, $1.dot) } ?? unseen[0]
    let siblings = deletes.map { saying(false, $0) } + unseen.map { saying(true, $0) }
    return Conflict(
      kind: .existence, cell: .exists, siblings: siblings.sorted { $0.dot < $1.dot },
      provisional: shown.dot)
  }
}
