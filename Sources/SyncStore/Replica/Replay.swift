import SyncCore
import SyncWire

/// The state that a set of logs defines, worked out in memory and straight from the definition of
/// DESIGN section 7: no early rows, no order. It shares no code with the merge of the tables.
struct Replay {
  /// What the tables should hold.
  struct Outcome {
    let states: [RecordKey: RecordState]
    /// Rows of `early`, their columns joined by spaces.
    let early: Set<String>

    /// A sentence for each record or row that is not the same in `other`, but for some scopes.
    func differences(from other: Outcome, besides scopes: Set<Scope> = []) -> [String] {
      let keys = Set(states.keys).union(other.states.keys).filter { !scopes.contains($0.scope) }
      let records = keys.filter { states[$0] != other.states[$0] }.sorted()
      let rows = early.symmetricDifference(other.early).filter { row in
        !scopes.contains { row.hasPrefix("\($0) ") }
      }.sorted()
      return records.map { "\($0): the tables do not hold what the logs say." }
        + rows.map { "The early row \($0) is not what the logs say." }
    }
  }

  /// What was done to one record, in the order of its logs.
  private struct Deeds {
    var written: [(cell: CellName, sibling: Sibling)] = []
    var replaced: [(cell: CellName, dots: [Dot])] = []
  }

  private var deeds: [RecordKey: Deeds] = [:]
  private var merged: [LogName: Int64] = [:]

  mutating func add(_ body: Body, header: Header) {
    merged[header.log] = max(merged[header.log] ?? 0, header.sequence)
    for change in body.changes {
      let key = RecordKey(header.scope, change.record)
      let written = change.allWrites.map { write in
        (write.cell, Sibling(dot: header.dot, value: write.value, time: header.time))
      }
      let replaced = change.replaces.map { ($0.cell, $0.dots) }
      deeds[key, default: Deeds()].written += written
      if !replaced.isEmpty { deeds[key, default: Deeds()].replaced += replaced }
    }
  }

  func finish() -> Outcome {
    var states: [RecordKey: RecordState] = [:]
    states.reserveCapacity(deeds.count)
    for (key, deeds) in deeds {
      let state = Self.state(after: deeds)
      if !state.isEmpty { states[key] = state }
    }
    return Outcome(states: states, early: earlyRows)
  }

  private static func state(after deeds: Deeds) -> RecordState {
    var cells: [CellName: [Sibling]] = [:]
    for (cell, sibling) in deeds.written { cells[cell, default: []].append(sibling) }
    var replaced: [CellName: Set<Dot>] = [:]
    for (cell, dots) in deeds.replaced { replaced[cell, default: []].formUnion(dots) }
    return RecordState(
      cells: cells.map { cell, siblings in
        var last: [Author: Int64] = [:]
        for sibling in siblings {
          last[sibling.dot.author] = max(last[sibling.dot.author] ?? 0, sibling.dot.sequence)
        }
        let live = siblings.filter { sibling in
          sibling.dot.sequence == last[sibling.dot.author]
            && replaced[cell]?.contains(sibling.dot) != true
        }
        return Cell(name: cell, siblings: live)
      })
  }

  private var earlyRows: Set<String> {
    var rows: Set<String> = []
    for (key, deeds) in deeds {
      for (cell, dots) in deeds.replaced {
        for dot in dots where dot.sequence > merged[LogName(key.scope, dot.author)] ?? 0 {
          rows.insert("\(key.scope) \(key.type) \(key.id) \(cell) \(dot.author) \(dot.sequence)")
        }
      }
    }
    return rows
  }
}
