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

  /// A 48-bit FNV-1a hash of the key less the last two bytes of the id, and these two as they are.
  ///
  /// So records that are numbered one after the other lie beside each other in the index, and a
  /// batch of them goes to a few pages instead of all. Equal numbers of different records do no
  /// harm: whoever follows them reads the changeset itself.
  static func number(of key: RecordKey) -> Int64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    func take(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    for part in [key.scope.string, key.type.string] {
      for byte in part.utf8 { take(byte) }
      take(0)
    }
    for byte in key.id.string.utf8.dropLast(2) { take(byte) }
    let last = key.id.string.utf8.suffix(2).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return Int64(bitPattern: hash << 16 | last)
  }
}
