import StoreFixtures
import SyncCore
import SyncWire
import TestSupport

extension Surface {
  /// A line from anywhere: refused with a reason, or kept as it came.
  static let changesetLines = Surface("changeset_lines") {
    let rights = TrialParties().rights
    return { bytes in
      let changeset: Changeset
      do throws(Refusal) {
        changeset = try Changeset.decode(bytes)
      } catch {
        return try claim("a refusal has its words", !error.code.isEmpty && !error.message.isEmpty)
      }
      let kept = bytes.last == UInt8(ascii: "\r") ? Array(bytes.dropLast()) : bytes
      try claim("the line is kept byte for byte", changeset.line == kept)
      try requireSound(changeset)
      let verified: VerifiedChangeset
      do throws(Refusal) {
        verified = try changeset.verified(against: rights)
      } catch {
        return try claim(
          "a refusal has its words", !error.code.isEmpty && !error.message.isEmpty)
      }
      try claim("what verifies is the line itself", verified.line == kept)
    }
  }

  /// Any body, rightly hashed and signed, so that the reader of bodies has to judge it: as one that
  /// changes records, and as one that erases.
  static let changesetBodies = Surface("changeset_bodies") {
    let rights = TrialParties().rights
    return { bytes in
      for format: Int64 in [1, 3] {
        let line = try SealedBody(bytes, format: format).line
        guard let changeset = accepted({ try Changeset.decode(line) }) else { continue }
        try requireSound(changeset)
        try claim("its signature holds", changeset.verified(against: rights).line == line)
        try claim("its format is read, so it has its body", changeset.body != nil)
      }
    }
  }

  /// Any body at the end of a log, offered to a replica.
  static let receiving = Surface("receiving") {
    let replica = try FuzzedReplica()
    return { try replica.offer($0) }
  }
}

/// The claims about every changeset that could be read.
private func requireSound(_ changeset: Changeset) throws {
  let value = try CanonicalJSON.read(changeset.line)
  try claim("the line is canonical", CanonicalJSON.write(value) == changeset.line)
  try claim("the hash is of the header", changeset.header.hash == .sha256(changeset.header.bytes))
  let proof = try Changeset.decode(changeset.withoutBody.line)
  try claim(
    "the proof without the body has the header",
    proof.header == changeset.header && proof.isHeld)
  guard let body = changeset.body else { return }
  guard case .array(let changes)? = value["body"]?["changes"] else {
    throw BrokenClaim(description: "a body that was read has its changes")
  }
  try claim("every change is read", changes.count == body.changes.count)
  for (element, change) in zip(changes, body.changes) {
    let written = try CanonicalJSON.read(change.wire)
    try claim("a change is written as it was read", meaning(of: element) == meaning(of: written))
  }
  if let first = changeset.writtenCells.min() { try requireErasable(changeset, [first]) }
  try requireErasable(changeset, changeset.writtenCells)
}

/// The claims about what is left of a changeset when values of it go.
private func requireErasable(_ changeset: Changeset, _ cells: Set<CellPlace>) throws {
  guard let remainder = changeset.remainder, let left = changeset.erasing(cells) else { return }
  try claim("what is left is read as it is", Changeset.decode(left.line) == left)
  try claim("an erasure keeps the header", left.header == changeset.header)
  try claim("an erasure keeps the remainder", left.remainder == remainder)
  try claim("an erasure keeps the cells", left.writtenCells == changeset.writtenCells)
  let gone = cells.union(changeset.erased?.cells ?? [])
  try claim("what was erased is told", (left.erased?.cells ?? []) == gone)
  try claim("twice is as once", left.erasing(cells) == left)
}

/// What the format says of a change: keys that it does not know are passed over, and the dots that
/// are replaced may come in any order.
private func meaning(of change: Value) -> Value {
  let known = ["delete", "id", "reason", "restore", "set", "type"] as [Text]
  var members = known.compactMap { key in change[key].map { (key, $0) } }
  if case .object(let replaces)? = change["replaces"] {
    let sorted = replaces.entries.map { entry -> (Text, Value) in
      guard case .array(let dots) = entry.value else { return (entry.key, entry.value) }
      return (entry.key, .array(dots.compactMap(\.asText).sorted().map { .text($0) }))
    }
    members.append(("replaces", .object(sorted)))
  }
  return .object(members)
}
