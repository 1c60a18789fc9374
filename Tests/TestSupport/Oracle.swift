package import SyncCore

/// The state that a set of counting changesets defines, read straight from DESIGN section 7.
///
/// It looks at the whole set for every question, keeps nothing between them and shares no code
/// with the merge, so that both can only agree where both are right.
package struct Oracle: Sendable {
  /// The changesets of one scope, each once.
  package let changesets: [OracleChangeset]

  /// The changesets of other scopes are left out; one that is given twice counts once.
  package init(_ changesets: some Sequence<OracleChangeset>, in scope: Scope = .vgr) {
    var known: Set<Dot> = []
    self.changesets = changesets.filter { $0.scope == scope && known.insert($0.dot).inserted }
  }

  /// Every record that a changeset touches, whether or not it has a live dot.
  package var records: Set<RecordName> {
    Set(changesets.flatMap { $0.changes.map(\.record) })
  }

  /// A dot is live in a cell if a changeset wrote it there, none names it in `replaces` of that
  /// cell, and its author has no later write to that cell.
  package func live(in record: RecordName) -> Set<LiveValue> {
    let writes = writes(to: record)
    let replaced = replacedDots(in: record)
    return writes.filter { write in
      let isNamed = replaced[write.cell, default: []].contains(write.dot)
      let isOverwritten = writes.contains { later in
        later.dot.sequence > write.dot.sequence && later.dot.author == write.dot.author
          && later.cell == write.cell
      }
      return !isNamed && !isOverwritten
    }
  }

  /// The live values of one cell.
  package func live(in record: RecordName, cell: CellName) -> Set<LiveValue> {
    live(in: record).filter { $0.cell == cell }
  }

  /// The instant that a write claims, or nil for a dot that no changeset has.
  package func claimedTime(of dot: Dot) -> Timestamp? {
    changesets.first { $0.author == dot.author && $0.sequence == dot.sequence }?.time
  }

  private func writes(to record: RecordName) -> Set<LiveValue> {
    var writes: Set<LiveValue> = []
    for changeset in changesets {
      for change in changeset.changes where change.record == record {
        for write in change.writes {
          writes.insert(LiveValue(write.cell, changeset.dot, write.value))
        }
        switch change.existence {
        case .delete(let seen):
          let names = seen.map { "\($0.author.string):\($0.sequence)" }
          let sorted = names.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
          let value = Value.array(sorted.map { .text(Text($0)) })
          writes.insert(LiveValue(.exists, changeset.dot, value))
        case .restore:
          writes.insert(LiveValue(.exists, changeset.dot, .boolean(true)))
        case nil:
          break
        }
      }
    }
    return writes
  }

  private func replacedDots(in record: RecordName) -> [CellName: Set<Dot>] {
    var replaced: [CellName: Set<Dot>] = [:]
    for change in changesets.flatMap(\.changes) where change.record == record {
      for replacement in change.replaces {
        replaced[replacement.cell, default: []].formUnion(replacement.dots)
      }
    }
    return replaced
  }
}
