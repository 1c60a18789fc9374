import Catalogue
import SyncCore
import SyncStore

/// The catalogue in numbers and names, as it was at some heads: what start page and filters show.
struct CatalogueTally: Sendable {
  /// A record that can be chosen, by its id.
  struct Choice: Sendable {
    let id: String
    let name: String
  }

  /// A decision that concerns a record, and the digest that it approves, if it does.
  struct Ruling: Sendable {
    let decision: RecordKey
    let digest: ContentHash?
  }

  let heads: Heads
  /// Visible records by type and scope.
  let counts: [TypeName: [Scope: Int]]
  /// Pathways by what stands in a column.
  let pathways: [FieldName: [String: Int]]
  let areas: [Choice]
  let conditions: [Choice]
  let regions: [Choice]
  let rulings: [RecordName: [Ruling]]

  /// The columns of pathways that people filter by.
  static let columns: [FieldName] = [
    .known("phase"), .known("programme_area"), .known("condition"),
  ]
  /// How many records of one type can be chosen among.
  private static let choicesLimit = 500

  /// Counts. Cost: one pass over the rows of pathways and decisions, and the keys of all others.
  init(of replica: Replica, at heads: Heads) throws {
    self.heads = heads
    var counts: [TypeName: [Scope: Int]] = [:]
    for type in replica.schema.types { counts[type.name] = try replica.recordCounts(of: type.name) }
    self.counts = counts
    var pathways: [FieldName: [String: Int]] = [:]
    for column in Self.columns {
      pathways[column] = try replica.textCounts(of: .pathway, in: column)
    }
    self.pathways = pathways
    areas = try Self.choices(of: .programmeArea, in: replica)
    conditions = try Self.choices(of: .condition, in: replica)
    regions = try Self.choices(of: .region, in: replica)
    rulings = try Self.rulings(in: replica)
  }

  /// How many visible records of a type there are in all scopes.
  func count(of type: TypeName) -> Int { counts[type]?.values.reduce(0, +) ?? 0 }

  /// Every scope with visible records, sorted.
  var scopes: [Scope] { Set(counts.values.flatMap(\.keys)).sorted() }

  private static func choices(of type: TypeName, in replica: Replica) throws -> [Choice] {
    let labels = Labels(words: Words(.swedish), replica: replica)
    return try replica.recordPage(of: type, limit: choicesLimit).map { record in
      Choice(id: record.key.id.string, name: labels.title(of: record, key: record.key))
    }.sorted { SwedishOrder.precedes($0.name, $1.name) }
  }

  private static func rulings(in replica: Replica) throws -> [RecordName: [Ruling]] {
    var rulings: [RecordName: [Ruling]] = [:]
    for decision in try replica.records(of: .decision) {
      let approvals = decision.approvals
      for approval in approvals {
        rulings[approval.record, default: []].append(
          Ruling(decision: decision.key, digest: approval.digest))
      }
      let approved = Set(approvals.map(\.record))
      for cell in decision.shown.keys.sorted() where cell.field == "subjects" {
        guard let name = cell.member.flatMap({ RecordName(path: $0.string) }),
          !approved.contains(name)
        else { continue }
        rulings[name, default: []].append(Ruling(decision: decision.key, digest: nil))
      }
    }
    return rulings
  }
}

/// The order of names in a Swedish list: å, ä and ö last, whatever the case.
enum SwedishOrder {
  /// Whether a name stands before another one.
  static func precedes(_ left: String, _ right: String) -> Bool {
    let (one, other) = (key(left), key(right))
    return one == other
      ? left.utf8.lexicographicallyPrecedes(right.utf8) : one.lexicographicallyPrecedes(other)
  }

  private static func key(_ name: String) -> [UInt32] {
    name.lowercased().unicodeScalars.map { scalar in
      switch scalar {
      case "å": 0xE4
      case "ä": 0xE5
      case "é": 0x65
      default: scalar.value
      }
    }
  }
}
