package import SyncCore
package import SyncWire

/// A changeset put together by hand, so that any part of it can be wrong and signed all the same.
package struct RawLine {
  package var header: [(Text, Value)]
  package var body: Value?
  package var key: SigningKey

  /// The parts of a changeset that is in order.
  package init(_ changeset: Changeset, key: SigningKey) throws {
    header = try Self.members(of: CanonicalJSON.read(changeset.header.bytes))
    body = try CanonicalJSON.read(changeset.line)["body"]
    self.key = key
  }

  /// Gives the header a key, in place of the one that it may have had.
  package mutating func setHeader(_ key: Text, _ value: Value) {
    header.removeAll { $0.0 == key }
    header.append((key, value))
  }

  /// Gives the body a key, and the header the hash of that body.
  package mutating func setBody(_ key: Text, _ value: Value) {
    var members = Self.members(of: body ?? .object([]))
    members.removeAll { $0.0 == key }
    let changed = Value.object(members + [(key, value)])
    body = changed
    setHeader("body", .string(ContentHash.sha256(CanonicalJSON.write(changed)).description))
  }

  /// The line, its header signed with the key.
  package func line() throws -> [UInt8] {
    let header = Value.object(header)
    let signature = try key.signature(of: CanonicalJSON.write(header))
    var members: [(Text, Value)] = [
      ("header", header), ("signature", .string(KeyText.encode(signature))),
    ]
    if let body { members.append(("body", body)) }
    return CanonicalJSON.write(.object(members))
  }

  private static func members(of value: Value) -> [(Text, Value)] {
    guard case .object(let members) = value else { return [] }
    return members.entries.map { ($0.key, $0.value) }
  }
}
