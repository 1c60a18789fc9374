import SyncCore

/// The cell names of one body, each made once.
///
/// The changes of a changeset name the same few cells in the same order, so the name that follows
/// the last one is nearly always the next, and is told by its bytes alone: it need not be checked
/// and stored again. A miss costs a look at a bounded list.
struct CellNames {
  private struct Entry {
    let bytes: UnsafeBufferPointer<UInt8>
    let name: CellName
  }

  /// How many names are remembered; further ones are made anew each time.
  private static let limit = 64

  private var entries: [Entry] = []
  private var next = 0

  /// The cell that a key names.
  mutating func name(
    of key: JSONScanner.Key, _ scanner: JSONScanner
  ) throws(Malformed) -> CellName {
    let bytes = key.bytes
    if next >= entries.count { next = 0 }
    if next < entries.count, entries[next].bytes.hasSameBytes(as: bytes) {
      next += 1
      return entries[next - 1].name
    }
    if let index = entries.firstIndex(where: { $0.bytes.hasSameBytes(as: bytes) }) {
      next = index + 1
      return entries[index].name
    }
    guard let name = CellName(try scanner.text(of: key.raw)) else {
      throw Malformed(.invalidName(.cell), at: key.offset)
    }
    if entries.count < Self.limit { entries.append(Entry(bytes: bytes, name: name)) }
    next = entries.count
    return name
  }
}
