import SyncCore

/// The findings of one code, summed up once after a pass: there may be as many as records.
struct FindingGroup: Sendable {
  /// How many findings there are of one type in one scope.
  struct Tally: Sendable {
    let scope: Scope
    let type: TypeName
    let count: Int
  }

  let code: String
  /// Whether one of them means that the catalogue is wrong.
  let isError: Bool
  let count: Int
  /// By scope and type.
  let tallies: [Tally]
  /// The first records concerned, each once; at most `namedLimit`.
  let named: [RecordKey]
  /// How many records are concerned beside the named ones.
  let rest: Int

  /// How many records are named.
  static let namedLimit = 20

  /// The groups of findings about records, by code. Cost: the findings.
  static func groups(of findings: [CheckFinding]) -> [FindingGroup] {
    Dictionary(grouping: findings.filter { $0.key != nil }, by: \.code)
      .map { FindingGroup($0.key, $0.value) }.sorted { $0.code < $1.code }
  }

  private init(_ code: String, _ findings: [CheckFinding]) {
    struct Place: Hashable {
      let scope: Scope
      let type: TypeName
    }
    var counts: [Place: Int] = [:]
    var seen: Set<RecordKey> = []
    var named: [RecordKey] = []
    for key in findings.compactMap(\.key) {
      counts[Place(scope: key.scope, type: key.type), default: 0] += 1
      guard seen.insert(key).inserted, named.count < Self.namedLimit else { continue }
      named.append(key)
    }
    self.code = code
    isError = findings.contains { $0.weight == .error }
    count = findings.count
    tallies = counts.sorted { ($0.key.scope, $0.key.type) < ($1.key.scope, $1.key.type) }
      .map { Tally(scope: $0.key.scope, type: $0.key.type, count: $0.value) }
    self.named = named
    rest = seen.count - named.count
  }
}
