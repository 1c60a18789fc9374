import SyncCore

extension Change {
  /// The change as it stands in a changeset: canonical JSON.
  package var wire: [UInt8] {
    var bytes: [UInt8] = []
    append(to: &bytes)
    return bytes
  }

  /// Writes the change in canonical form; cells and dots are put in the order of the wire here.
  ///
  /// A cell or dot named twice is written twice, so that reading the line refuses it.
  func append(to bytes: inout [UInt8]) {
    bytes.append(.openBrace)
    var isFirst = true
    func key(_ name: String, _ bytes: inout [UInt8]) {
      CanonicalJSON.appendKey(name, isFirst: isFirst, to: &bytes)
      isFirst = false
    }
    if case .delete = existence, let seen = existence?.value {
      key("delete", &bytes)
      CanonicalJSON.append(seen, to: &bytes)
    }
    key("id", &bytes)
    CanonicalJSON.append(record.id.string, to: &bytes)
    if let reason {
      key("reason", &bytes)
      CanonicalJSON.append(reason, to: &bytes)
    }
    if !replaces.isEmpty {
      key("replaces", &bytes)
      appendReplaces(to: &bytes)
    }
    if case .restore = existence {
      key("restore", &bytes)
      CanonicalJSON.append(.boolean(true), to: &bytes)
    }
    if !writes.isEmpty {
      key("set", &bytes)
      appendWrites(to: &bytes)
    }
    key("type", &bytes)
    CanonicalJSON.append(record.type.string, to: &bytes)
    bytes.append(.closeBrace)
  }

  /// Writes `replaces` with its cells in key order and its dots in the order of bytes.
  private func appendReplaces(to bytes: inout [UInt8]) {
    let sorted = KeyOrder.sorted(replaces) { $0.cell.text }
    CanonicalJSON.appendList(sorted, "{", "}", to: &bytes) { replacement, bytes in
      CanonicalJSON.append(replacement.cell.text, to: &bytes)
      bytes.append(.colon)
      let dots = replacement.dots.map(\.text).sorted()
      CanonicalJSON.appendList(dots, "[", "]", to: &bytes) { CanonicalJSON.append($0, to: &$1) }
    }
  }

  /// Writes `set` with its cells in key order.
  private func appendWrites(to bytes: inout [UInt8]) {
    let sorted = KeyOrder.sorted(writes) { $0.cell.text }
    CanonicalJSON.appendList(sorted, "{", "}", to: &bytes) { write, bytes in
      CanonicalJSON.append(write.cell.text, to: &bytes)
      bytes.append(.colon)
      CanonicalJSON.append(write.value, to: &bytes)
    }
  }
}

extension CanonicalJSON {
  /// Writes a key of plain ASCII and its colon, behind a comma unless it is the first.
  static func appendKey(_ key: String, isFirst: Bool, to bytes: inout [UInt8]) {
    if !isFirst { bytes.append(.comma) }
    append(key, to: &bytes)
    bytes.append(.colon)
  }
}
