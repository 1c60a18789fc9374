import SyncCore
import SyncStore

/// The cases under a filter, as many as a page has, and how many there are of each kind.
struct CaseList {
  let visit: Visit
  let filter: CaseFilter
  /// The open conflicts that the filter lets through, whatever their kind, unless that is to be
  /// worked out record by record.
  private let conflicts: ConflictFilter
  /// What does not stand in the table of conflicts, of any kind.
  private let others: [Case]

  init(_ visit: Visit, _ filter: CaseFilter) throws {
    self.visit = visit
    self.filter = filter
    var conflicts = ConflictFilter(noticedBefore: filter.noticedBefore(visit.now))
    if let type = filter.type { conflicts.types = [type] }
    if let region = filter.region {
      let counts = try visit.replica.conflictCounts()
      conflicts.scopes = Set(counts.map(\.scope).filter { $0.owner == region })
    }
    if let area = filter.area {
      let all = try visit.replica.conflictPage(conflicts, limit: .max).entries
      conflicts.keys = try AreaFinder(replica: visit.replica)
        .keys(in: area, among: all.map(\.place.key))
    }
    self.conflicts = conflicts
    others = try Self.others(visit, filter)
  }

  /// How many there are of each kind.
  func counts() throws -> [CaseKind: Int] {
    var counts: [CaseKind: Int] = [:]
    for count in try visit.replica.conflictCounts(conflicts) {
      counts[CaseKind(count.kind), default: 0] += count.count
    }
    for other in others { counts[other.kind, default: 0] += 1 }
    return counts
  }

  /// A part of the list: conflicts first, the longest known before the others.
  ///
  /// - Parameter counts: what `counts()` said.
  func cases(offset: Int, limit: Int, _ counts: [CaseKind: Int]) throws -> [Case] {
    var cases: [Case] = []
    let ofConflicts = [CaseKind.values, CaseKind.existence].filter { (kind: CaseKind) in
      filter.kind == nil || filter.kind == kind
    }
    let total = ofConflicts.reduce(0) { $0 + counts[$1, default: 0] }
    if offset < total {
      var wanted = conflicts
      wanted.kinds = Set(ofConflicts.compactMap(\.conflict))
      cases = try visit.replica.conflictPage(wanted, offset: offset, limit: limit).entries
        .map { Case($0) }
    }
    let rest = others.filter { filter.kind == nil || filter.kind == $0.kind }
    return cases + rest.dropFirst(max(0, offset - total)).prefix(limit - cases.count)
  }

  private static func others(
    _ visit: Visit, _ filter: CaseFilter
  ) throws -> [Case] {
    let found = visit.lookout.findings?.findings ?? []
    var cases = found.compactMap { Case($0) }.filter { found in
      guard let key = found.key, filter.days == nil else { return false }
      if let region = filter.region, key.scope.owner != region { return false }
      if let type = filter.type, key.type != type { return false }
      return true
    }
    if let area = filter.area {
      let keys = try AreaFinder(replica: visit.replica)
        .keys(in: area, among: cases.compactMap(\.key))
      cases.removeAll { found in found.key.map { !keys.contains($0) } ?? true }
    }
    guard filter.type == nil, filter.area == nil else { return cases }
    let before = filter.noticedBefore(visit.now)
    for refused in try visit.replica.quarantine() {
      let owner = refused.scope.flatMap { Scope($0) }?.owner
      if let region = filter.region, owner != region { continue }
      if let before, refused.received >= before { continue }
      cases.append(Case(refused, visit.words))
    }
    return cases
  }
}
