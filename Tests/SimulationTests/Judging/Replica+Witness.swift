import StoreFixtures
import SyncCore
import SyncWire
import TestSupport

@testable import SyncStore

/// A dot that a changeset replaced and that has not come.
struct EarlyRow: Hashable {
  let scope: Scope
  let record: RecordName
  let cell: CellName
  let dot: Dot
}

extension Replica {
  /// What a replica has merged, as the definition of state speaks of it; of what a snapshot stands
  /// for, as far as its changesets have come.
  func mergedChangesets() throws -> [OracleChangeset] {
    try logs().flatMap { log in
      try changesets(of: log.name, after: 0, limitBytes: .max)
        .prefix { $0.sequence <= log.merged }
        .map { OracleChangeset(try Changeset.decode($0.line)) }
    }
  }

  func earlyDots() throws -> Set<EarlyRow> {
    try read { session in
      let rows = try session.statement(
        "SELECT scope, author, sequence, type, id, cell FROM early"
      ).rows { row in
        EarlyRow(
          scope: .named(row.text(0)),
          record: RecordName(.named(row.text(3)), .named(row.text(4))),
          cell: .named(row.text(5)), dot: Dot(.named(row.text(1)), row.integer(2)))
      }
      return Set(rows)
    }
  }

  func waitingCount() throws -> Int {
    try waitingLogs().reduce(0) { $0 + $1.count }
  }
}

extension [OracleChangeset] {
  /// What they replace without any of them having written it: dots above the last of their logs.
  var earlyDots: Set<EarlyRow> {
    var last: [LogName: Int64] = [:]
    for changeset in self {
      let log = LogName(changeset.scope, changeset.author)
      last[log] = Swift.max(last[log] ?? 0, changeset.sequence)
    }
    var rows: Set<EarlyRow> = []
    for changeset in self {
      for change in changeset.changes {
        for replacement in change.replaces {
          for dot in replacement.dots
          where dot.sequence > last[LogName(changeset.scope, dot.author)] ?? 0 {
            rows.insert(
              EarlyRow(
                scope: changeset.scope, record: change.record, cell: replacement.cell, dot: dot))
          }
        }
      }
    }
    return rows
  }
}
