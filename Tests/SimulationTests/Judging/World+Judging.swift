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
    let counting = try replica.mergedChangesets()
    try require(agrees(station, with: counting), "\(station.name) is not what it holds")
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
    try judgeAll("after carrying all")
    try judgeAcknowledged()
    try deliverAll()
    try settle()
    try reissueForTheGone()
    try deliverAll()
    try settle()
    try judgeAll("after everything came")
    try judgeValues()
    try judgeExpectation()
    try judgeStranger()
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

  /// Hands everybody everything, twice and in another order each time.
  private mutating func deliverAll() throws {
    var random = SeededRandom(seed: UInt64(ledger.count))
    for place in stations.indices {
      try receive([ledger.lines, ledger.lines.shuffled(using: &random), ledger.lines], at: place)
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
      try require(standing.heads == standings[0].heads, "\(name) has other heads")
      try require(standing.digests == standings[0].digests, "\(name) has other digests")
      try require(standing == standings[0], "\(name) shows other values")
      try require(agrees(station, with: counting), "\(name) is not what the definition says")
      let problems = try station.replica.verify()
      try require(problems.isEmpty, "\(name): \(problems.joined(separator: " "))")
      try require(
        station.replica.earlyDots() == counting.earlyDots, "\(name) has wrong early dots")
      try require(standing.isBounded, "\(name) has more siblings than authors")
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
  }

  private func agrees(_ station: Station, with changesets: [OracleChangeset]) throws -> Bool {
    let standing = try Standing(of: station.replica)
    let scopes = Set(changesets.map(\.scope)).union(standing.live.keys.map(\.scope))
    return scopes.allSatisfy { scope in
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
