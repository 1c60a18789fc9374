import SyncCore
import SyncStore
import SyncWire

/// One change as pages tell it: cell by cell, what stood there before and what the change put.
struct ChangeTable {
  let visit: Visit
  let scope: Scope
  private var earlier: EarlierValues

  /// The longest text of a value that is shown whole, in characters.
  static let valueLimit = 2_000

  init(_ visit: Visit, scope: Scope) {
    self.visit = visit
    self.scope = scope
    earlier = EarlierValues(visit.replica)
  }

  /// For the template `changes`.
  mutating func context(_ change: Change) throws -> [String: Any] {
    let key = RecordKey(scope, change.record)
    var context: [String: Any] = [
      "type": visit.labels.type(key.type),
      "title": visit.labels.title(of: try visit.replica.record(key), key: key).printable,
      "id": key.id.string, "record": PageLink.record(key).description,
      "cells": try cells(of: change),
    ]
    context["reason"] = change.reason?.string.printable
    return context
  }

  /// The first change of a changeset that is wanted, or nil.
  mutating func change(of dot: Dot, where isWanted: (Change) -> Bool) throws -> Change? {
    try earlier.changeset(dot, in: scope)?.body?.changes.first(where: isWanted)
  }

  private mutating func cells(of change: Change) throws -> [[String: Any]] {
    var after: [CellName: Value] = [:]
    for write in change.allWrites { after[write.cell] = write.value }
    let cells = Set(after.keys).union(change.replaces.map(\.cell)).sorted()
    return try cells.map { cell in
      let before = try earlier.value(of: cell, before: change, in: scope)
      return [
        "name": visit.labels.cell(cell, of: change.record.type).printable,
        "before": before.map { text($0, in: cell, change) } ?? visit.words["history_nothing"],
        "after": after[cell].map { text($0, in: cell, change) } ?? visit.words["history_removed"],
      ]
    }
  }

  private func text(_ value: Value, in cell: CellName, _ change: Change) -> String {
    let text = visit.labels.value(value, in: cell, of: change.record.type).printable
    guard text.count > Self.valueLimit else { return text }
    return visit.words("history_shortened", String(text.prefix(Self.valueLimit)))
  }
}
