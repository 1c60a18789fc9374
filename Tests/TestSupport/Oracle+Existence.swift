package import SyncCore

/// Whether a record is shown and, if that is contested, by whom.
package enum OracleExistence: Hashable, Sendable {
  /// The record has no live dot.
  case absent
  case visible
  case hidden
  /// Visible, and a conflict: false by the deleters, true by the writers they had not seen.
  case contested(deniedBy: Set<Dot>, affirmedBy: Set<Dot>)

  package var isHidden: Bool { self == .hidden }
}

extension Oracle {
  /// Hidden while every live dot, but the deletes' own, is named by a live delete.
  package func existence(of record: RecordName) -> OracleExistence {
    let live = live(in: record)
    if live.isEmpty { return .absent }
    let deletes = live.filter { $0.cell == .exists && $0.value != .boolean(true) }
    if deletes.isEmpty { return .visible }
    let own = Set(deletes.map(\.dot))
    let named = Set(deletes.flatMap { namedDots(of: $0.dot, in: record) })
    let unnamed = Set(live.map(\.dot)).subtracting(own).subtracting(named)
    return unnamed.isEmpty ? .hidden : .contested(deniedBy: own, affirmedBy: unnamed)
  }

  /// The dots that the delete with this dot said it had seen, from the changeset itself.
  private func namedDots(of delete: Dot, in record: RecordName) -> Set<Dot> {
    for changeset in changesets where changeset.dot == delete {
      for change in changeset.changes where change.record == record {
        if case .delete(let seen) = change.existence { return seen }
      }
    }
    return []
  }
}

extension Existence {
  /// The kernel's answer in the oracle's words.
  package var inOracleWords: OracleExistence {
    switch self {
    case .absent: .absent
    case .visible: .visible
    case .hidden: .hidden
    case .contested(let deletes, let unseen):
      .contested(deniedBy: Set(deletes.map(\.dot)), affirmedBy: Set(unseen.map(\.dot)))
    }
  }
}
