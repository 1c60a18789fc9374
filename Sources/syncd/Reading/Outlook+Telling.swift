import SyncCore
import SyncStore

extension Outlook {
  /// How many records are told of by name.
  private static let toldLimit = 20

  /// What would change and conflict, for people.
  var lines: [String] {
    let told = records.prefix(Self.toldLimit).map { "  would change: \($0)" }
    let rest = records.count - told.count
    let more = rest > 0 ? ["  and \(isCut ? "at least " : "")\(rest) more records"] : []
    return told + more
      + conflicts.map { "  would conflict: \($0.key.name) \($0.cell) in \($0.key.scope)" }
  }
}

extension [Outlook] {
  /// What would change and conflict, for programs.
  var details: [(Text, Value)] {
    let records = flatMap(\.records).map { Value.document($0.members) }
    let conflicts = flatMap(\.conflicts).map { place in
      Value.document(place.key.members + [("field", .text(place.cell))])
    }
    return [(Text("would_change"), .array(records)), (Text("would_conflict"), .array(conflicts))]
  }
}

extension RecordKey {
  fileprivate var members: [(Text, Value)] {
    [("type", .text(type.text)), ("id", .text(id.text)), ("scope", .text(scope.text))]
  }
}
