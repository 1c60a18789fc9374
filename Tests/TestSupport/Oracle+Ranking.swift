package import SyncCore

/// A conflict as the oracle names it.
package struct OracleConflict: Hashable, Sendable {
  package let cell: CellName
  package let siblings: Set<LiveValue>
  package let provisional: Dot

  package init(cell: CellName, siblings: Set<LiveValue>, provisional: Dot) {
    self.cell = cell
    self.siblings = siblings
    self.provisional = provisional
  }
}

extension Oracle {
  /// The sibling that is shown first: none of the others comes before it.
  package func provisional(
    in record: RecordName, cell: CellName, rule: MergeRule, isOwner: (Author) -> Bool
  ) -> LiveValue? {
    let siblings = live(in: record, cell: cell)
    return siblings.first { candidate in
      siblings.allSatisfy { other in
        if other == candidate { return true }
        if wins(candidate, over: other, rule: rule, isOwner: isOwner) { return true }
        if wins(other, over: candidate, rule: rule, isOwner: isOwner) { return false }
        return isLater(candidate.dot, than: other.dot)
      }
    }
  }

  /// Every cell with more than one differing live sibling that no rule settles, and `exists`
  /// where it is contested. A record that is not shown has no conflicts.
  package func conflicts(
    in record: RecordName, rule: (CellName) -> MergeRule, isOwner: (Author) -> Bool
  ) -> Set<OracleConflict> {
    var conflicts: Set<OracleConflict> = []
    switch existence(of: record) {
    case .absent, .hidden:
      return []
    case .visible:
      break
    case .contested(let denied, let affirmed):
      let siblings =
        denied.map { LiveValue(.exists, $0, .boolean(false)) }
        + affirmed.map { LiveValue(.exists, $0, .boolean(true)) }
      let shown = affirmed.first { dot in
        affirmed.allSatisfy { $0 == dot || isLater(dot, than: $0) }
      }
      if let shown {
        conflicts.insert(
          OracleConflict(cell: .exists, siblings: Set(siblings), provisional: shown))
      }
    }
    for cell in Set(live(in: record).map(\.cell)) where cell != .exists {
      let siblings = live(in: record, cell: cell)
      let shown = provisional(in: record, cell: cell, rule: rule(cell), isOwner: isOwner)
      if let shown, !isSettled(siblings, rule: rule(cell), isOwner: isOwner) {
        conflicts.insert(
          OracleConflict(cell: cell, siblings: siblings, provisional: shown.dot))
      }
    }
    return conflicts
  }

  private func isSettled(
    _ siblings: Set<LiveValue>, rule: MergeRule, isOwner: (Author) -> Bool
  ) -> Bool {
    if Set(siblings.map(\.value)).count == 1 { return true }
    switch rule {
    case .manual:
      return false
    case .ownerFirst:
      return Set(siblings.filter { isOwner($0.dot.author) }.map(\.value)).count == 1
    case .latest, .highest:
      let unbeaten = siblings.filter { candidate in
        !siblings.contains { wins($0, over: candidate, rule: rule, isOwner: isOwner) }
      }
      return Set(unbeaten.map(\.value)).count == 1
    }
  }

  /// Whether the field's rule alone puts one sibling before another.
  private func wins(
    _ one: LiveValue, over other: LiveValue, rule: MergeRule, isOwner: (Author) -> Bool
  ) -> Bool {
    switch (rule, one.value, other.value) {
    case (.manual, _, _): false
    case (.ownerFirst, _, _): isOwner(one.dot.author) && !isOwner(other.dot.author)
    case (.latest, .text(let left), .text(let right)):
      Array(right.string.utf8).lexicographicallyPrecedes(Array(left.string.utf8))
    case (.latest, .text, _): true
    case (.highest, .integer(let left), .integer(let right)): left > right
    case (.highest, .integer, _): true
    case (.latest, _, _), (.highest, _, _): false
    }
  }

  /// By claimed time, then author, then sequence; live siblings of a cell never share an author.
  private func isLater(_ one: Dot, than other: Dot) -> Bool {
    let left = claimedTime(of: one)?.milliseconds ?? .min
    let right = claimedTime(of: other)?.milliseconds ?? .min
    if left != right { return left > right }
    if one.author != other.author { return one.author.string > other.author.string }
    return one.sequence > other.sequence
  }
}

extension Conflict {
  /// The kernel's conflict in the oracle's words.
  package var inOracleWords: OracleConflict {
    OracleConflict(
      cell: cell, siblings: Set(siblings.map { LiveValue(cell, $0.dot, $0.value) }),
      provisional: provisional)
  }
}
