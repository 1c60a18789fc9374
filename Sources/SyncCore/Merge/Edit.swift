/// What a person wants of one record, before it is known what that supersedes.
public struct Edit: Hashable, Sendable {
  /// One cell's new value; nil takes the cell away (a member leaves its set).
  public struct Assignment: Hashable, Sendable {
    public let cell: CellName
    public let value: Value?
    /// The dots that the person was shown, or nil for whatever is live now.
    public let basis: Set<Dot>?

    public init(_ cell: CellName, _ value: Value?, basis: Set<Dot>? = nil) {
      self.cell = cell
      self.value = value
      self.basis = basis
    }
  }

  /// Why nothing was written.
  public enum Obstacle: Error, Equatable {
    /// The record is deleted here; it has to be restored first.
    case hidden
    /// The writing author has a live value in this cell that the person was not shown.
    case overtaken(CellName, by: Dot)
  }
}

extension RecordState {
  /// The change that carries out the assignments, or nil where everything already stands so.
  ///
  /// `replaces` names the basis: what the person was shown. Where the writing author has a live
  /// dot outside it, writing would end that value unseen, so nothing is written (DESIGN 7).
  public func change(
    of record: RecordName, assigning assignments: [Edit.Assignment], by author: Author,
    reason: Text? = nil
  ) throws(Edit.Obstacle) -> Change? {
    if case .hidden = existence { throw .hidden }
    var writes: [Change.Write] = []
    var replaces: [Change.Replacement] = []
    for assignment in assignments {
      let live = self[assignment.cell]
      let dots = assignment.basis ?? Set(live?.dots ?? [])
      let unseen = live?.siblings.first { $0.dot.author == author && !dots.contains($0.dot) }
      if isDone(assignment, live: live, basis: dots, unseen: unseen) { continue }
      if let unseen { throw .overtaken(assignment.cell, by: unseen.dot) }
      if let value = assignment.value { writes.append(Change.Write(assignment.cell, value)) }
      if !dots.isEmpty {
        replaces.append(Change.Replacement(assignment.cell, dots.sorted()))
      }
    }
    let change = Change(record: record, writes: writes, replaces: replaces, reason: reason)
    return change.isEmpty ? nil : change
  }

  /// A value equal to the only live one writes nothing; nor does removing what is not there, or
  /// what was shown as absent.
  private func isDone(
    _ assignment: Edit.Assignment, live: Cell?, basis: Set<Dot>, unseen: Sibling?
  ) -> Bool {
    guard let live else { return assignment.value == nil }
    guard let value = assignment.value else {
      return basis.isEmpty || (unseen == nil && basis.isDisjoint(with: live.dots))
    }
    return live.siblings.count == 1 && live.siblings[0].value == value
  }
}
