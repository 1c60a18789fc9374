package import SyncCore

/// A replica of one scope in memory: it does around the kernel's merge what a store has to do.
///
/// It skips what it knows, lets what comes too soon wait, remembers early dots, and forgets them
/// once their author's log has reached them.
package struct MemoryReplica: Hashable, Sendable {
  /// What happened to a changeset that was received.
  package enum Reception: Hashable, Sendable {
    case merged
    case known
    case waiting
  }

  /// The state of every record that has a live dot.
  package private(set) var states: [RecordName: RecordState] = [:]
  /// The dots that were replaced before they came.
  package private(set) var early: [RecordName: Set<EarlyDot>] = [:]
  /// The last sequence merged of each author's log.
  package private(set) var heads: [Author: Int64] = [:]
  private var waiting: [Dot: OracleChangeset] = [:]

  package init() {}

  package init(merging changesets: some Sequence<OracleChangeset>) {
    for changeset in changesets { receive(changeset) }
  }

  /// The state of a record; empty for one that has no live dot.
  package subscript(record: RecordName) -> RecordState {
    states[record] ?? RecordState()
  }

  /// Takes a changeset in, and then those of its log that waited for it.
  @discardableResult
  package mutating func receive(_ changeset: OracleChangeset) -> Reception {
    let head = heads[changeset.author, default: 0]
    if changeset.sequence <= head { return .known }
    guard changeset.sequence == head + 1 else {
      waiting[changeset.dot] = changeset
      return .waiting
    }
    merge(changeset)
    let next = Dot(changeset.author, changeset.sequence + 1)
    if let follower = waiting.removeValue(forKey: next) { receive(follower) }
    return .merged
  }

  /// The live values of all records, without the times they claim.
  package var liveValues: [RecordName: Set<LiveValue>] {
    states.mapValues(\.liveValues)
  }

  private mutating func merge(_ changeset: OracleChangeset) {
    let heads = heads
    for change in changeset.changes {
      var state = self[change.record]
      let unseen = state.merge(
        change, dot: changeset.dot, time: changeset.time,
        early: early[change.record] ?? [],
        merged: { heads[$0, default: 0] })
      states[change.record] = state.isEmpty ? nil : state
      early[change.record, default: []].formUnion(unseen)
    }
    self.heads[changeset.author] = changeset.sequence
    forgetEarly(upTo: changeset.dot)
  }

  /// Forgets the early dots that the author's log has reached, in whatever record they stand.
  private mutating func forgetEarly(upTo head: Dot) {
    for (record, dots) in early {
      let left = dots.filter { $0.dot.author != head.author || $0.dot.sequence > head.sequence }
      early[record] = left.isEmpty ? nil : left
    }
  }
}
