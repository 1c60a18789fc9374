import SyncCore
import TestSupport
import Testing

/// The merge laws, over arbitrary histories and against the oracle.
@Suite struct ConvergenceTests {
  @Test func `order of arrival does not matter`() {
    let failure = firstFailingSeed(outOf: 300) { random in
      let changesets = History.arbitrary(using: &random).changesets
      let first = MemoryReplica(merging: changesets.interleaved(using: &random))
      let second = MemoryReplica(merging: changesets.interleaved(using: &random))
      return first == second
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }

  @Test func `what is live is what the definition says`() {
    let failure = firstFailingSeed(outOf: 300) { random in
      let changesets = History.arbitrary(using: &random).changesets
      let replica = MemoryReplica(merging: changesets.interleaved(using: &random))
      return agrees(replica, with: Oracle(changesets))
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }

  @Test func `a part of the logs defines a state of its own`() {
    let failure = firstFailingSeed(outOf: 300) { random in
      let part = History.arbitrary(using: &random).changesets.cut(using: &random)
      let replica = MemoryReplica(merging: part.interleaved(using: &random))
      return agrees(replica, with: Oracle(part))
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }

  @Test func `what comes late after a part is merged as if it had come in order`() {
    let failure = firstFailingSeed(outOf: 300) { random in
      let changesets = History.arbitrary(using: &random).changesets
      let part = changesets.cut(using: &random).interleaved(using: &random)
      let rest = changesets.filter { !part.contains($0) }.interleaved(using: &random)
      return MemoryReplica(merging: part + rest) == MemoryReplica(merging: changesets)
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }

  @Test func `a carrier that repeats and shuffles changes nothing`() {
    let failure = firstFailingSeed(outOf: 300) { random in
      let changesets = History.arbitrary(using: &random).changesets
      let replica = MemoryReplica(merging: changesets.delivered(using: &random))
      return replica == MemoryReplica(merging: changesets)
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }

  @Test func `claimed times change neither what is live nor whether the record exists`() {
    let failure = firstFailingSeed(outOf: 300) { random in
      let changesets = History.arbitrary(using: &random).changesets
      var claims: [OracleChangeset] = []
      for changeset in changesets {
        claims.append(changeset.claiming(.arbitrary(using: &random)))
      }
      let honest = MemoryReplica(merging: changesets)
      let claimed = MemoryReplica(merging: claims)
      return honest.liveValues == claimed.liveValues && honest.early == claimed.early
        && History.records.allSatisfy {
          honest[$0].existence.inOracleWords == claimed[$0].existence.inOracleWords
        }
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }

  @Test func `claimed times change no conflict but the value shown first`() {
    let failure = firstFailingSeed(outOf: 300) { random in
      let changesets = History.arbitrary(using: &random).changesets
      var claims: [OracleChangeset] = []
      for changeset in changesets {
        claims.append(changeset.claiming(.arbitrary(using: &random)))
      }
      let honest = MemoryReplica(merging: changesets)
      let claimed = MemoryReplica(merging: claims)
      return History.records.allSatisfy {
        contestedCells(of: honest[$0]) == contestedCells(of: claimed[$0])
      }
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }

  @Test func `a cell holds at most one sibling per author, in the order of dots`() {
    let failure = firstFailingSeed(outOf: 300) { random in
      let changesets = History.arbitrary(using: &random).changesets
      let replica = MemoryReplica(merging: changesets.interleaved(using: &random))
      return replica.states.values.flatMap(\.cells).allSatisfy { cell in
        let authors = cell.siblings.map(\.dot.author)
        return !authors.isEmpty && Set(authors).count == authors.count
          && authors == authors.sorted()
      }
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }

  @Test func `cells stand in the order of their names, each once`() {
    let failure = firstFailingSeed(outOf: 300) { random in
      let changesets = History.arbitrary(using: &random).changesets
      let replica = MemoryReplica(merging: changesets.interleaved(using: &random))
      return replica.states.values.allSatisfy { state in
        zip(state.cells, state.cells.dropFirst()).allSatisfy { $0.name < $1.name }
      }
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }

  private func agrees(_ replica: MemoryReplica, with oracle: Oracle) -> Bool {
    History.records.allSatisfy { replica[$0].liveValues == oracle.live(in: $0) }
  }

  private func contestedCells(of state: RecordState) -> [CellName: Set<Dot>] {
    let conflicts = state.conflicts(rule: { _ in .manual }, isOwner: { _ in false })
    return Dictionary(
      uniqueKeysWithValues: conflicts.map { ($0.cell, Set($0.siblings.map(\.dot))) })
  }
}
