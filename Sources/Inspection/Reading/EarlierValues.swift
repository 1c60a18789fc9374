import Catalogue
import SyncCore
import SyncStore
import SyncWire

/// What cells showed to whoever wrote a change: the values that it names as replaced.
///
/// Each changeset is read and decoded once, so the cost follows the changes that are asked for,
/// not the history of their records.
struct EarlierValues {
  private let replica: Replica
  private let rights: Rights
  /// The changesets read so far; nil for one that is not here.
  private var known: [Place: Changeset?] = [:]

  private struct Place: Hashable {
    let scope: Scope
    let dot: Dot
  }

  init(_ replica: Replica) {
    self.replica = replica
    rights = replica.rights
  }

  /// The value that the cell showed before a change, or nil where it names none that is here.
  mutating func value(of cell: CellName, before change: Change, in scope: Scope) throws -> Value? {
    var siblings: [Sibling] = []
    for dot in change.replaced(in: cell) {
      guard let changeset = try changeset(dot, in: scope),
        let replaced = changeset.body?.changes.first(where: { $0.record == change.record }),
        let write = replaced.allWrites.first(where: { $0.cell == cell })
      else { continue }
      siblings.append(Sibling(dot: dot, value: write.value, time: changeset.header.time))
    }
    guard !siblings.isEmpty else { return nil }
    let rule = Catalogue.schema.rule(for: cell, of: change.record.type)
    return Cell(name: cell, siblings: siblings)
      .ranking(rule: rule) { [rights] in rights.isOwner($0, of: scope) }.provisional.value
  }

  /// A changeset that is stored here, whether it counts or not.
  mutating func changeset(_ dot: Dot, in scope: Scope) throws -> Changeset? {
    let place = Place(scope: scope, dot: dot)
    if let found = known[place] { return found }
    let line = try replica.changesetLine(of: LogName(scope, dot.author), at: dot.sequence)
    let changeset = try line.map { try Changeset.decode($0) }
    known[place] = .some(changeset)
    return changeset
  }
}
