import StoreFixtures
import SyncCore
import SyncWire
import TestSupport

@testable import SyncStore

extension World {
  /// What has to hold at any time, at one replica.
  func judge(at number: Int) throws {
    let station = stations[place(number)]
    let replica = station.replica
    let counting = try merged(at: replica)
    try require(isSound(station, counting), "\(station.name) is not what it holds")
    try require(replica.earlyDots() == counting.earlyDots, "\(station.name) has wrong early dots")
    try require(replica.waitingCount() <= ledger.count, "\(station.name) lets too much wait")
    try require(replica.count(in: "quarantine") <= 1_000, "\(station.name) keeps too much")
    try require(
      counting.allSatisfy { ledger.signed[LogName($0.scope, $0.author)]?[$0.sequence] != nil },
      "\(station.name) holds what nobody wrote")
  }

  /// Carries everything everywhere; then nobody differs, and nothing acknowledged is lost. Then
  /// everything that was ever signed comes to everyone, and all hold what the definition says.
  mutating func end() throws {
    groups = 0
    for place in stations.indices { try adopt(at: place) }
    try settle()
    if try isAllHere() {
      try judgeAll("after carrying all")
      try judgeAcknowledged()
    }
    try deliverAll()
    try settle()
    try reissueForTheGone()
    try deliverAll()
    try settle()
    try judgeAll("after everything came")
    try judgeValues()
    try judgeExpectation()
    try judgeErased()
    try judgeStranger()
    if figures.erasures + figures.snapshotsBegun > 0 { try judgeNewcomer() }
    figures.changesets = ledger.count
    figures.replicas = stations.count
  }

  /// Everyone gives everything to one and takes everything from it, until nothing changes.
  private mutating func settle() throws {
    for round in 0..<12 {
      let before = try stations.map { try $0.replica.logs() }
      let hub = stations[place(round)].replica
      for station in stations where station.folder.url != hub.folder.url {
        try carry(from: station.replica, to: hub)
      }
      for station in stations where station.folder.url != hub.folder.url {
        try carry(from: hub, to: station.replica)
      }
      for place in stations.indices { try discover(at: place) }
      if try stations.map({ try $0.replica.logs() }) == before, round > 0 { return }
    }
    throw Divergence(description: "the exchange does not come to an end")
  }

  /// Hands everybody everything, several times and in another order each time.
  private mutating func deliverAll() throws {
    var random = SeededRandom(seed: UInt64(ledger.count))
    for place in stations.indices {
      try receive(
        [ledger.lines, ledger.lines.shuffled(using: &random), ledger.lines], at: place)
    }
  }

  private mutating func judgeAll(_ moment: String) throws {
    for place in stations.indices where stations[place].schema.version < 2 {
      try stations[place].reopen(schema: .trialGrown)
    }
    let standings = try stations.map { try Standing(of: $0.replica) }
    let counting = try stations[0].replica.mergedChangesets()
    for (station, standing) in zip(stations, standings) {
      let name = "\(moment) \(station.name)"
      let others = Self.differing(standing.heads, standings[0].heads)
      try require(others.isEmpty, "\(name) has other heads: \(others)")
      try require(standing.digests == standings[0].digests, "\(name) has other digests")
      try require(standing == standings[0], "\(name) shows other values")
      try require(agrees(station, with: counting), "\(name) is not what the definition says")
      let proof = try station.replica.prove(at: station.clock.now)
      try require(proof.problems.isEmpty, "\(name): \(proof.problems.joined(separator: " "))")
      try require(proof.unproven.isEmpty, "\(name) cannot prove \(proof.unproven)")
      try require(
        station.replica.earlyDots() == counting.earlyDots, "\(name) has wrong early dots")
      try require(standing.isBounded, "\(name) has more siblings than authors")
    }
  }

  /// How far each of the logs reaches that do not stand alike.
  private static func differing(_ here: Heads, _ there: Heads) -> [String] {
    Set(here.keys).union(there.keys).filter { here[$0] != there[$0] }.sorted().map {
      "\($0) to \(here[$0]?.sequence ?? 0), not \(there[$0]?.sequence ?? 0)"
    }
  }

  /// Nobody who writes as one should loses anything by what others do.
  private func judgeAcknowledged() throws {
    let heads = try stations[0].replica.heads()
    let rights = stations[0].replica.rights
    for (log, acknowledged) in ledger.acknowledged
    where !ledger.disorderly.contains(log.author) && rights.pin(of: log) == nil {
      let last = acknowledged.keys.max() ?? 0
      try require(
        heads[log]?.sequence ?? 0 >= last, "the acknowledged \(last) of \(log) is lost")
    }
  }

  /// Everyone has what follows from all that was ever signed.
  private func judgeExpectation() throws {
    let expectation = Expectation(ledger, under: book.editions[book.last])
    for station in stations {
      let heads = try station.replica.heads()
      for log in Set(heads.keys).union(expectation.heads.keys) {
        let (held, expected) = (heads[log], expectation.heads[log])
        try require(
          held == expected,
          "\(station.name) has \(log) to \(held?.sequence ?? 0), not \(expected?.sequence ?? 0)")
      }
      try require(
        agrees(station, with: expectation.changesets), "\(station.name) is not what was signed")
    }
  }

  /// One who comes last, and gets everything in any order from nobody in particular, is no
  /// different: what was refused on the way leaves no trace in the state.
  private mutating func judgeStranger() throws {
    var random = SeededRandom(seed: UInt64(ledger.count) + 1)
    let stranger = try TrialReplica(
      .named("98-stranger"), schema: .trialGrown, rights: book.editions[book.last])
    for _ in 0..<3 { try stranger.receive(ledger.lines.shuffled(using: &random)) }
    try require(
      Standing(of: stranger.replica) == Standing(of: stations[0].replica),
      "one who gets everything in another order differs")
    try judge(
      Erased(ledger, under: book.editions[book.last]), in: stranger.replica,
      called: "the stranger")
  }

  /// Whether what anybody knows of is with somebody. A replica that was put back, or that lost what
  /// it had received to a power cut, may have been the only one with what a snapshot of it stands
  /// for; and one that was put back with what it erased.
  private func isAllHere() throws -> Bool {
    let isProven = try stations.allSatisfy { station in
      try station.replica.read { try Logs($0).all().allSatisfy { $0.gap == nil } }
    }
    guard !ledger.restored.isEmpty else { return isProven }
    let heads = try stations[0].replica.heads()
    return isProven
      && ledger.changesets.allSatisfy { changeset in
        changeset.body?.erases.isEmpty != false
          || changeset.header.sequence <= heads[changeset.header.log]?.sequence ?? 0
      }
  }

  /// What a replica has merged; where a snapshot stands for it, what was signed.
  private func merged(at replica: Replica) throws -> [OracleChangeset] {
    try replica.mergedChangesets()
      + replica.logs().flatMap { log -> [OracleChangeset] in
        guard let gap = log.gap, log.merged >= gap.upperBound,
          let hash = try replica.headerHash(at: log.merged, of: log.name),
          let chain = ledger.chain(of: log.name, to: Head(sequence: log.merged, hash: hash))
        else { return [] }
        return chain.filter { $0.header.sequence >= gap.lowerBound }.map { OracleChangeset($0) }
      }
  }

  /// Whether a replica holds what its changesets give. Where a snapshot stands for some of them,
  /// values may be gone of which it does not say yet who erased them.
  private func isSound(_ station: Station, _ counting: [OracleChangeset]) throws -> Bool {
    let scopes = Set(
      try station.replica.logs().filter { $0.gap != nil }.map(\.name.scope))
    guard try agrees(station, with: counting, besides: scopes) else { return false }
    guard !scopes.isEmpty else { return true }
    let standing = try Standing(of: station.replica)
    return scopes.allSatisfy { scope in
      let oracle = Oracle(counting, in: scope)
      let here = standing.live.filter { $0.key.scope == scope }
      return oracle.records.union(here.keys.map(\.name)).allSatisfy { record in
        let wanted = oracle.live(in: record)
        let held = here[RecordKey(scope, record)] ?? []
        return held.count == wanted.count
          && held.allSatisfy { value in
            wanted.contains(value)
              || value.value == Value.erased
                && wanted.contains { $0.cell == value.cell && $0.dot == value.dot }
          }
      }
    }
  }

  private func agrees(
    _ station: Station, with changesets: [OracleChangeset], besides others: Set<Scope> = []
  ) throws -> Bool {
    let standing = try Standing(of: station.replica)
    let scopes = Set(changesets.map(\.scope)).union(standing.live.keys.map(\.scope))
    return scopes.subtracting(others).allSatisfy { scope in
      standing.agrees(
        with: Oracle(changesets, in: scope), in: scope, schema: station.schema,
        rights: station.replica.rights)
    }
  }

  private func require(_ condition: Bool, _ fault: String) throws {
    guard condition else { throw Divergence(description: fault) }
  }
}

extension Standing {
  /// Each author has at most one live value in a cell.
  fileprivate var isBounded: Bool {
    live.values.allSatisfy { values in
      Dictionary(grouping: values, by: \.cell).values.allSatisfy { siblings in
        Set(siblings.map(\.dot.author)).count == siblings.count
      }
    }
  }
}
