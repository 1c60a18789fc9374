import SyncCore

/// Which changesets touch which records, gathered to be written in the order of their index.
///
/// A record's number is spread over the whole index, so rows that come one by one search it anew
/// each time; sorted, they go through it once a transaction.
struct Touches {
  private var rows: [(record: Int64, changeset: Int64)] = []
  /// How many rows are gathered at most before they have to be written; 16 bytes each.
  private static let limit = 65_536

  var isFull: Bool { rows.count >= Self.limit }

  mutating func add(_ key: RecordKey, by changeset: Int64) {
    rows.append((Self.number(of: key), changeset))
  }

  /// Writes the rows and forgets them.
  mutating func write(in session: Session) throws {
    guard !rows.isEmpty else { return }
    let insert = try session.statement("INSERT OR IGNORE INTO touches VALUES (?, ?)")
    rows.sort { ($0.record, $0.changeset) < ($1.record, $1.changeset) }
    for row in rows {
      insert.bind(row.record, at: 1)
      insert.bind(row.changeset, at: 2)
      try insert.run()
    }
    rows.removeAll(keepingCapacity: true)
  }

  /// A 64-bit FNV-1a hash of the key. Equal numbers of different records do no harm: whoever
  /// follows them reads the changeset itself.
  static func number(of key: RecordKey) -> Int64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for part in [key.scope.string, key.type.string, key.id.string] {
      for byte in part.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
      hash = hash &* 0x100_0000_01B3
    }
    return Int64(bitPattern: hash)
  }
}
