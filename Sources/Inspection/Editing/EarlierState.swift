package import SyncCore
package import SyncStore

/// What the cells of a record showed before a write, worked out from its history.
package struct EarlierState {
  package let history: [HistoryEntry]
  package let key: RecordKey
  package let type: RecordType?
  package let rights: Rights

  package init(history: [HistoryEntry], key: RecordKey, type: RecordType?, rights: Rights) {
    self.history = history
    self.key = key
    self.type = type
    self.rights = rights
  }

  /// What the cell showed to the one who wrote: the first of the values that the write replaced,
  /// its author's own earlier value among them. Nil where there was none.
  package func value(of cell: CellName, before entry: HistoryEntry) -> Value? {
    let replaced = entry.change.replaced(in: cell)
    let siblings = history.compactMap { other -> Sibling? in
      guard replaced.contains(other.origin.dot),
        let write = other.change.allWrites.first(where: { $0.cell == cell })
      else { return nil }
      return Sibling(dot: other.origin.dot, value: write.value, time: other.origin.time)
    }
    guard !siblings.isEmpty else { return nil }
    return Cell(name: cell, siblings: siblings)
      .ranking(rule: type?.rule(for: cell) ?? .manual) { rights.isOwner($0, of: key.scope) }
      .provisional.value
  }

  /// What all of some writes were written over: their latest common ancestor.
  package func base(of dots: [Dot], in cell: CellName) -> Value? {
    let lineage = Lineage(
      history.map { entry in
        Lineage.Write(
          dot: entry.origin.dot, time: entry.origin.time,
          writes: entry.change.allWrites.contains { $0.cell == cell },
          replaces: entry.change.replaced(in: cell))
      })
    guard let base = lineage.base(of: dots) else { return nil }
    return history.first { $0.origin.dot == base }?.change.allWrites.first { $0.cell == cell }?
      .value
  }
}
