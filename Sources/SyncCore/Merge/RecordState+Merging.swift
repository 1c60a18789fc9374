/// A dot that a change replaced in a cell before the write itself arrived.
public struct EarlyDot: Hashable, Sendable {
  public let cell: CellName
  public let dot: Dot

  public init(_ cell: CellName, _ dot: Dot) {
    self.cell = cell
    self.dot = dot
  }
}

extension RecordState {
  /// Merges one change of a counting changeset; this is the only merge there is.
  ///
  /// Changesets of one log must come in their order, once each; logs may come in any order.
  ///
  /// - Parameters:
  ///   - dot: the write: the changeset's author and sequence.
  ///   - early: the dots of this record that were replaced before they came.
  ///   - merged: the last sequence merged of an author's log in this scope, 0 for none.
  /// - Returns: the dots that are now known to be replaced and have not come yet. The caller
  ///   remembers them until their author's log reaches them.
  public mutating func merge(
    _ change: Change, dot: Dot, time: Timestamp, early: Set<EarlyDot> = [],
    merged: (Author) -> Int64
  ) -> [EarlyDot] {
    var unseen: [EarlyDot] = []
    for replacement in change.replaces {
      update(replacement.cell) { siblings in
        siblings.removeAll { replacement.dots.contains($0.dot) }
      }
      for replaced in replacement.dots where replaced.sequence > merged(replaced.author) {
        unseen.append(EarlyDot(replacement.cell, replaced))
      }
    }
    for write in change.allWrites {
      update(write.cell) { siblings in
        // The author's earlier write to this cell ends here, named in `replaces` or not.
        siblings.removeAll { $0.dot.author == dot.author }
        guard !early.contains(EarlyDot(write.cell, dot)) else { return }
        let place = siblings.firstIndex { dot < $0.dot } ?? siblings.endIndex
        siblings.insert(Sibling(dot: dot, value: write.value, time: time), at: place)
      }
    }
    return unseen
  }
}
