import SyncCore

/// The values of a body, numbered in the order in which they stand there.
struct BodyValues {
  /// The whole body as JSON.
  private let body: Value
  /// Which cell each value is of, and the value.
  let writes: [(place: CellPlace, value: Value)]

  /// Nil unless it is the JSON of a body that can be read.
  init?(_ body: Value) {
    var writes: [(CellPlace, Value)] = []
    var isRead = true
    _ = Self.map(body) { place, value in
      if let place { writes.append((place, value)) } else { isRead = false }
      return value
    }
    guard isRead else { return nil }
    self.body = body
    self.writes = writes
  }

  /// The body without its salt, and with `{"erased":true}` in place of some of its values.
  func erasing(_ isErased: (CellPlace) -> Bool) -> Value {
    Self.map(body) { place, value in
      place.map(isErased) == true ? Value.erased : value
    }
  }

  /// The hash over the leaves of all values and over everything else in the body but the salt: it
  /// is the same whichever values are gone.
  func remainder(leaves: [ContentHash]) -> ContentHash {
    let rest = CanonicalJSON.write(erasing { _ in true })
    return SeedCover.hash(.remainder, leaves.flatMap(\.bytes) + rest)
  }

  /// The body without its salt, each value of each `set` changed; `place` is nil where a name is
  /// none.
  private static func map(
    _ body: Value, _ change: (_ place: CellPlace?, _ value: Value) -> Value
  ) -> Value {
    guard case .object(let members) = body else { return body }
    let kept = members.entries.filter { $0.key != "salt" }.map { member -> Value.Member in
      guard member.key == "changes", case .array(let changes) = member.value else { return member }
      return Value.Member(member.key, .array(changes.map { mapSet(of: $0, change) }))
    }
    return .object(Value.Members(canonical: kept))
  }

  private static func mapSet(
    of value: Value, _ change: (_ place: CellPlace?, _ value: Value) -> Value
  ) -> Value {
    guard case .object(let members) = value else { return value }
    let type = value["type"]?.asText.flatMap { TypeName($0.string) }
    let id = value["id"]?.asText.flatMap { RecordID($0.string) }
    let record = type.flatMap { type in id.map { RecordName(type, $0) } }
    let changed = members.entries.map { member -> Value.Member in
      guard member.key == "set", case .object(let cells) = member.value else { return member }
      let values = cells.entries.map { cell in
        let place = record.flatMap { record in CellName(cell.key).map { CellPlace(record, $0) } }
        return Value.Member(cell.key, change(place, cell.value))
      }
      return Value.Member("set", .object(Value.Members(canonical: values)))
    }
    return .object(Value.Members(canonical: changed))
  }
}
