package import SyncCore
package import SyncStore
package import TestSupport

/// Everything about a replica that must be equal where the same changesets are held.
package struct Standing: Equatable {
  package let heads: Heads
  package let digests: [Scope: ContentHash]
  package let live: [RecordKey: Set<LiveValue>]
  package let shown: [RecordKey: [CellName: Value]]
  package let conflicts: [RecordKey: Set<OracleConflict>]

  package init(of replica: Replica) throws {
    heads = try replica.heads()
    digests = try replica.digests()
    var live: [RecordKey: Set<LiveValue>] = [:]
    var shown: [RecordKey: [CellName: Value]] = [:]
    try replica.forEachRecord { record in
      live[record.key] = record.state.liveValues
      shown[record.key] = record.shown
    }
    self.live = live
    self.shown = shown
    var conflicts: [RecordKey: Set<OracleConflict>] = [:]
    for open in try replica.conflicts() {
      conflicts[open.key, default: []].insert(open.conflict.inOracleWords)
    }
    self.conflicts = conflicts
  }
}

extension Standing {
  /// Whether the oracle, given the same changesets, says the same of every record of a scope.
  package func agrees(
    with oracle: Oracle, in scope: Scope = .vgr, schema: Schema, rights: Rights
  ) -> Bool {
    let here = live.filter { $0.key.scope == scope }
    for record in oracle.records.union(here.keys.map(\.name)) {
      let key = RecordKey(scope, record)
      guard here[key] ?? [] == oracle.live(in: record) else { return false }
      let expected = oracle.conflicts(
        in: record, rule: { schema.rule(for: $0, of: record.type) },
        isOwner: { rights.isOwner($0, of: scope) })
      guard conflicts[key] ?? [] == expected else { return false }
    }
    return true
  }
}
