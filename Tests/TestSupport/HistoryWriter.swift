import SyncCore

/// One replica of an arbitrary history: what it holds, and how it writes.
///
/// It knows the state of its records from the oracle, not from the merge that is on trial.
struct HistoryWriter {
  let author: Author
  var clock: TestClock
  /// What it holds, in the order of arrival, so that every beginning is an earlier view.
  private(set) var held: [OracleChangeset] = []

  init(author: Author, clock: TestClock) {
    self.author = author
    self.clock = clock
  }

  /// Takes the next part of each of the other's logs, as long as it may be.
  mutating func take(from other: HistoryWriter, using random: inout SeededRandom) {
    let heads = heads
    let missing = other.held.filter { $0.sequence > heads[$0.author, default: 0] }
    held += missing.cut(above: heads, using: &random).interleaved(using: &random)
  }

  /// Writes one changeset about one or two records and keeps it.
  mutating func write(using random: inout SeededRandom) -> OracleChangeset {
    var changes: [Change] = []
    for record in History.records where changes.isEmpty || random.chance(percent: 30) {
      let record = changes.isEmpty ? random.one(of: History.records) : record
      if changes.contains(where: { $0.record == record }) { continue }
      changes.append(change(of: record, using: &random))
    }
    return keep(changes)
  }

  /// Takes all that was written, in the order of writing.
  mutating func catchUp(with changesets: [OracleChangeset]) {
    let heads = heads
    held += changesets.filter { $0.sequence > heads[$0.author, default: 0] }
  }

  /// Writes one changeset that deletes a record as it is seen now.
  mutating func delete(_ record: RecordName) -> OracleChangeset {
    keep([deletion(of: record, seeing: Oracle(held).live(in: record))])
  }

  private mutating func keep(_ changes: [Change]) -> OracleChangeset {
    let changeset = OracleChangeset(
      author: author, sequence: heads[author, default: 0] + 1, time: clock.read(),
      changes: changes)
    held.append(changeset)
    return changeset
  }

  private var heads: [Author: Int64] {
    Dictionary(held.map { ($0.author, $0.sequence) }, uniquingKeysWith: max)
  }

  private func change(of record: RecordName, using random: inout SeededRandom) -> Change {
    let isStale = random.chance(percent: 30)
    let seen = isStale ? Array(held.prefix(random.number(in: 0...held.count))) : held
    let live = Oracle(seen).live(in: record)
    // Who sees a delete rarely writes on as if there were none.
    let isDeleted = live.contains { $0.cell == .exists && $0.value != .boolean(true) }
    switch random.number(in: 0...(isDeleted ? 3 : 9)) {
    case 0:
      let writes = random.chance(percent: 20) ? [Change.Write(.note, "flyttad")] : []
      return deletion(of: record, seeing: live, writing: writes)
    case 1: return restoration(of: record, seeing: live)
    default: return assignments(to: record, seeing: live, using: &random)
    }
  }

  private func deletion(
    of record: RecordName, seeing live: Set<LiveValue>, writing writes: [Change.Write] = []
  ) -> Change {
    Change(
      record: record, writes: writes, replaces: replacements(of: [.exists], in: live),
      existence: .delete(seen: Set(live.map(\.dot))), reason: "Borttagen")
  }

  private func restoration(of record: RecordName, seeing live: Set<LiveValue>) -> Change {
    Change(
      record: record, replaces: replacements(of: [.exists], in: live), existence: .restore)
  }

  private func assignments(
    to record: RecordName, seeing live: Set<LiveValue>, using random: inout SeededRandom
  ) -> Change {
    var cells: Set<CellName> = []
    for _ in 0..<random.number(in: 1...3) { cells.insert(random.one(of: HistoryWords.cells)) }
    var writes: [Change.Write] = []
    for cell in cells.sorted() {
      let values = live.filter { $0.cell == cell }.sorted { $0.dot < $1.dot }.map(\.value)
      if cell.member != nil, !values.isEmpty, random.chance(percent: 60) { continue }
      // A value that is live already is a resolution or a write that changes nothing.
      let isTaken = !values.isEmpty && random.chance(percent: 30)
      let value =
        isTaken ? random.one(of: values) : HistoryWords.value(for: cell, using: &random)
      writes.append(Change.Write(cell, value))
    }
    return Change(
      record: record, writes: writes, replaces: replacements(of: cells, in: live),
      reason: random.chance(percent: 20) ? "Enligt beslut" : nil)
  }

  private func replacements(
    of cells: Set<CellName>, in live: Set<LiveValue>
  ) -> [Change.Replacement] {
    cells.sorted().compactMap { cell in
      let dots = live.filter { $0.cell == cell }.map(\.dot).sorted()
      return dots.isEmpty ? nil : Change.Replacement(cell, dots)
    }
  }
}

extension Array where Element == OracleChangeset {
  /// The part of these logs that follows the heads without a gap, each cut at any place.
  fileprivate func cut(
    above heads: [Author: Int64], using random: inout SeededRandom
  ) -> [OracleChangeset] {
    var ends: [Author: Int64] = [:]
    for author in Set(map(\.author)).sorted() {
      let count = filter { $0.author == author }.count
      ends[author] = heads[author, default: 0] + Int64(random.number(in: 0...count))
    }
    return filter { $0.sequence <= ends[$0.author, default: 0] }
  }
}
