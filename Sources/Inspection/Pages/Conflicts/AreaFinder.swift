import Catalogue
import SyncCore
import SyncStore

/// Finds the programme area that records belong to: their own national scope, or that of the
/// pathway that they are about.
struct AreaFinder {
  let replica: Replica

  /// The records that belong to an area. Cost: a look-up or two for each record.
  func keys(in area: String, among keys: some Sequence<RecordKey>) throws -> Set<RecordKey> {
    var found: Set<RecordKey> = []
    var others: Set<RecordKey> = []
    for key in keys {
      if let own = Self.area(of: key.scope) {
        if own == area { found.insert(key) }
      } else {
        others.insert(key)
      }
    }
    let pathways = try pathways(of: others)
    let scopes = try replica.scopes(of: Set(pathways.values.map { RecordName(.pathway, $0) }))
    let areas = scopes.mapValues { $0.lazy.compactMap(Self.area).first }
    found.formUnion(
      pathways.filter { areas[RecordName(.pathway, $0.value), default: nil] == area }.keys)
    return found
  }

  private static func area(of scope: Scope) -> String? {
    let parts = scope.parts
    guard parts.count > 1, parts[0] == "national", !["register", "decisions"].contains(parts[1])
    else { return nil }
    return String(parts[1])
  }

  /// The pathways that regional records are about: by their ids where the type makes ids so, else
  /// by their field, or that of the introduction they belong to.
  private func pathways(of keys: Set<RecordKey>) throws -> [RecordKey: RecordID] {
    var pathways: [RecordKey: RecordID] = [:]
    var others: Set<RecordKey> = []
    for key in keys {
      if case .regional(let source) = Catalogue.schema[key.type]?.identity,
        source.string == "pathway"
      {
        pathways[key] = Self.withoutRegion(key.id.string)
      } else {
        others.insert(key)
      }
    }
    for row in try replica.columnRows(of: others, [.known("pathway"), .known("implementation")]) {
      others.remove(row.key)
      pathways[row.key] = RecordID(row.texts[0]) ?? Self.withoutRegion(row.texts[1])
    }
    // Deleted records have no row.
    for key in others where Catalogue.schema[key.type]?.mayNamePathway == true {
      guard let record = try replica.record(key) else { continue }
      pathways[key] =
        Self.text("pathway", in: record).flatMap { RecordID($0) }
        ?? Self.text("implementation", in: record).flatMap(Self.withoutRegion)
    }
    return pathways
  }

  private static func text(_ field: String, in record: ShownRecord) -> String? {
    CellName(Text(field)).flatMap { record.shown[$0]?.asText?.string }
  }

  /// The pathway's id in that of an introduction: `kol-1` of `14-kol-1`.
  private static func withoutRegion(_ id: String) -> RecordID? {
    RecordID(String(id.dropFirst("14-".count)))
  }
}

extension RecordType {
  /// Whether its records say which pathway or introduction they belong to.
  fileprivate var mayNamePathway: Bool {
    field(named: "pathway") != nil || field(named: "implementation") != nil
  }
}
