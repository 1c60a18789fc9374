public import SyncCore

extension RecordState {
  /// What the record adds to the digest of its scope (DESIGN section 8): the SHA-256 of the
  /// canonical `{"cells":{cell:{dot:value}},"id":…,"type":…}`.
  ///
  /// A record without a live dot adds nothing: its digest must not be summed. Cost follows the
  /// size of the record; no value is built on the way.
  public func digest(of name: RecordName) -> ContentHash {
    .sha256(canonicalBytes(of: name))
  }

  /// The canonical bytes that are hashed, and that stand in a snapshot.
  public func canonicalBytes(of name: RecordName) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(1_024)
    bytes.append(contentsOf: "{\"cells\":".utf8)
    var dotKey = DotKey()
    var separator = UInt8.openBrace
    for cell in KeyOrder.sorted(cells, by: \.name.text) {
      bytes.append(separator)
      separator = .comma
      CanonicalJSON.append(cell.name.text, to: &bytes)
      bytes.append(.colon)
      cell.appendSiblings(to: &bytes, &dotKey)
    }
    if cells.isEmpty { bytes.append(.openBrace) }
    bytes.append(.closeBrace)
    bytes.append(contentsOf: ",\"id\":".utf8)
    CanonicalJSON.append(name.id.string, to: &bytes)
    bytes.append(contentsOf: ",\"type\":".utf8)
    CanonicalJSON.append(name.type.string, to: &bytes)
    bytes.append(.closeBrace)
    return bytes
  }
}

/// The last dot written and its bytes as a key: most cells of a record come from one write.
private struct DotKey {
  private var dot: Dot?
  private var bytes: [UInt8] = []

  /// Writes a dot as a key, with its colon.
  mutating func append(_ dot: Dot, to output: inout [UInt8]) {
    if dot.sequence != self.dot?.sequence || dot.author != self.dot?.author {
      self.dot = dot
      bytes.removeAll(keepingCapacity: true)
      CanonicalJSON.append(dot.description, to: &bytes)
      bytes.append(.colon)
    }
    output.append(contentsOf: bytes)
  }
}

extension Cell {
  /// Writes `{dot:value}`, the dots in the order of their bytes: `a:1` stands after `a-b:1`,
  /// although author `a` stands before `a-b`.
  fileprivate func appendSiblings(to bytes: inout [UInt8], _ dotKey: inout DotKey) {
    let ordered =
      siblings.count > 1 ? siblings.sorted { $0.dot.text < $1.dot.text } : siblings
    var separator = UInt8.openBrace
    for sibling in ordered {
      bytes.append(separator)
      separator = .comma
      dotKey.append(sibling.dot, to: &bytes)
      CanonicalJSON.append(sibling.value, to: &bytes)
    }
    bytes.append(.closeBrace)
  }
}
