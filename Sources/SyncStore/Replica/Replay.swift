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

    /// A sentence for each record or row that is not the same in `other`.
    func differences(from other: Outcome) -> [String] {
      let keys = Set(states.keys).union(other.states.keys)
      let records = keys.filter { states[$0] != other.states[$0] }.sorted()
      let rows = early.symmetricDifference(other.early).sorted()
      return records.map { "\($0): the tables do not hold what the logs say." }
        + rows.map { "The early row \($0) is not what the logs say." }
    }
  }

  private struct Place: Hashable {
    let key: RecordKey
    let cell: CellName
  }

  private var written: [Place: [Sibling]] = [:]
  private var replaced: [Place: Set<Dot>] = [:]
  private var merged: [LogName: Int64] = [:]

  mutating func add(_ body: Body, header: Header) {
    merged[header.log] = max(merged[header.log] ?? 0, header.sequence)
    for change in body.changes {
      let key = RecordKey(header.scope, change.record)
      for write in change.allWrites {
        written[Place(key: key, cell: write.cell), default: []]
          .append(Sibling(dot: header.dot, value: write.value, time: header.time))
      }
      for replacement in change.replaces {
        replaced[Place(key: key, cell: replacement.cell), default: []].formUnion(replacement.dots)
      }
    }
  }

  func finish() -> Outcome {
    var cells: [RecordKey: [Cell]] = [:]
    for (place, siblings) in written {
      var last: [Author: Int64] = [:]
      for sibling in siblings {
        last[sibling.dot.author] = max(last[sibling.dot.author] ?? 0, sibling.dot.sequence)
      }
      let live = siblings.filter { sibling in
        sibling.dot.sequence == last[sibling.dot.author]
          && replaced[place]?.contains(sibling.dot) != true
      }
      guard !live.isEmpty else { continue }
      cells[place.key, default: []].append(Cell(name: place.cell, siblings: live))
    }
    return Outcome(states: cells.mapValues { RecordState(cells: $0) }, early: earlyRows)
  }

  private var earlyRows: Set<String> {
    var rows: Set<String> = []
    for (place, dots) in replaced {
      let key = place.key
      for dot in dots where dot.sequence > merged[LogName(key.scope, dot.author)] ?? 0 {
        rows.insert(
          "\(key.scope) \(key.type) \(key.id) \(place.cell) \(dot.author) \(dot.sequence)")
      }
    }
    return rows
  }
}
