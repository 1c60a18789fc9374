public import SyncCore

/// One line of a snapshot behind its manifest.
public enum SnapshotLine: Hashable, Sendable {
  /// `{"scope":…}`: the lines that follow are of this scope.
  case scope(Scope)
  /// A record: exactly the bytes whose hash it adds to the digest of its scope.
  case record(SnapshotRecord)
  /// `{"early":{"cell","dot","id","type"}}`: a dot known to be replaced that is not merged.
  case early(RecordName, EarlyDot)
  /// `{"times":{dot:time}}`: the times that the writes of live values claimed.
  case times([Dot: Timestamp])
  /// A header with its signature: one of the two that prove the fork of a log.
  case proof(Changeset)
}

/// The live values of one record as they stand in a snapshot: a flat list, cell by cell.
public struct SnapshotRecord: Hashable, Sendable {
  public let name: RecordName
  /// One for each live value; those of a cell follow each other.
  public let writes: [Change.Write]
  /// The dot of each.
  public let dots: [Dot]
  /// Whether every cell has one value.
  public let isSettled: Bool

  /// The same as a state; its times are zero.
  public var state: RecordState {
    var cells: [Cell] = []
    var start = 0
    while start < writes.count {
      let name = writes[start].cell
      var end = start
      var siblings: [Sibling] = []
      while end < writes.count, writes[end].cell == name {
        siblings.append(
          Sibling(
            dot: dots[end], value: writes[end].value, time: Timestamp(milliseconds: 0)))
        end += 1
      }
      cells.append(Cell(name: name, siblings: siblings))
      start = end
    }
    return RecordState(cells: cells)
  }
}

extension SnapshotLine {
  /// The canonical bytes, without a line end. Of records `RecordState.canonicalBytes` makes them.
  public static func scopeBytes(_ scope: Scope) -> [UInt8] {
    CanonicalJSON.write(.object([("scope", .text(scope.text))]))
  }

  /// The same of an early dot.
  public static func earlyBytes(_ record: RecordName, _ early: EarlyDot) -> [UInt8] {
    CanonicalJSON.write(
      .object([
        (
          "early",
          .object([
            ("cell", .text(early.cell.text)), ("dot", .text(early.dot.text)),
            ("id", .string(record.id.string)), ("type", .string(record.type.string)),
          ])
        )
      ]))
  }

  /// The same of claimed times; at least one.
  public static func timesBytes(_ times: [Dot: Timestamp]) -> [UInt8] {
    CanonicalJSON.write(
      .object([("times", .object(times.map { ($0.text, .string($1.description)) }))]))
  }
}
