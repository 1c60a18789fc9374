package import SyncCore

/// A few writes told one by one, for examples: it numbers each author's changesets.
package struct Story: Sendable {
  /// The changesets in the order in which they were told.
  package private(set) var changesets: [OracleChangeset]
  /// The record that the story is about.
  package let record: RecordName

  /// A story that goes on after `changesets`, which must hold each log from its beginning.
  package init(about record: RecordName = .kol, changesets: [OracleChangeset] = []) {
    self.record = record
    self.changesets = changesets
  }

  /// The state of the record once all is merged, in the order told.
  package var state: RecordState { MemoryReplica(merging: changesets)[record] }

  /// The state of the record where the later changesets arrive first, each log in its own order.
  package var stateInReverse: RecordState {
    MemoryReplica(merging: changesets.reversed())[record]
  }

  /// A value for one cell, on the basis of the dots that are replaced.
  @discardableResult
  package mutating func put(
    _ cell: CellName, _ value: Value, by author: Author, replacing dots: [Dot] = [],
    at time: Timestamp = .midsummer
  ) -> Dot {
    let replaces = dots.isEmpty ? [] : [Change.Replacement(cell, dots)]
    let change = Change(record: record, writes: [Change.Write(cell, value)], replaces: replaces)
    return write(change, by: author, at: time)
  }

  /// A cell taken away: a member leaves its set.
  @discardableResult
  package mutating func remove(_ cell: CellName, by author: Author, replacing dots: [Dot]) -> Dot {
    write(Change(record: record, replaces: [Change.Replacement(cell, dots)]), by: author)
  }

  /// The record deleted by someone who had seen these dots and undoes those deletes or restores.
  @discardableResult
  package mutating func delete(
    by author: Author, seeing dots: Set<Dot>, replacing: [Dot] = []
  ) -> Dot {
    let replaces = replacing.isEmpty ? [] : [Change.Replacement(.exists, replacing)]
    let change = Change(
      record: record, replaces: replaces, existence: .delete(seen: dots), reason: "Dubblett")
    return write(change, by: author)
  }

  /// The record restored by someone who had seen these deletes.
  @discardableResult
  package mutating func restore(by author: Author, replacing dots: [Dot]) -> Dot {
    let change = Change(
      record: record, replaces: [Change.Replacement(.exists, dots)], existence: .restore)
    return write(change, by: author)
  }

  /// Any change, as the author's next changeset.
  @discardableResult
  package mutating func write(
    _ change: Change, by author: Author, at time: Timestamp = .midsummer
  ) -> Dot {
    let sequence = Int64(changesets.count { $0.author == author }) + 1
    let changeset = OracleChangeset(
      author: author, sequence: sequence, time: time, changes: [change])
    changesets.append(changeset)
    return changeset.dot
  }
}
