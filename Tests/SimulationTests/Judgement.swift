import StoreFixtures
import SyncCore
import SyncWire
import TestSupport

@testable import SyncStore

/// Why a network is not as it has to be once everything was carried everywhere.
struct Divergence: Error, CustomStringConvertible {
  let description: String
}

extension Network {
  /// Carries everything everywhere and compares: with each other, and with the oracle.
  ///
  /// - Parameter isOrderly: nobody forked a log or ended one, so nothing is refused or lost.
  func settleAndJudge(isOrderly: Bool = true) throws {
    try require(settle(replicas), "the exchange does not come to an end")
    let changesets = try replicas[0].allChangesets()
    let standings = try replicas.map { try Standing(of: $0) }
    for (member, standing) in zip(members, standings) {
      let name = member.trial.replica.author.string
      try require(standing.heads == standings[0].heads, "\(name) has other heads")
      try require(standing.digests == standings[0].digests, "\(name) has other digests")
      try require(standing.live == standings[0].live, "\(name) has other values")
      try judge(member.trial.replica, standing, by: changesets)
      if isOrderly { try judgeOrder(of: member.trial.replica) }
    }
    guard isOrderly else { return }
    for (log, sequence) in acknowledged {
      let head = standings[0].heads[log]?.sequence ?? 0
      try require(head >= sequence, "the acknowledged \(sequence) of \(log) is lost")
    }
  }

  private func judge(
    _ replica: Replica, _ standing: Standing, by changesets: [OracleChangeset]
  ) throws {
    let name = replica.author.string
    for scope in Set(changesets.map(\.scope)) {
      let agrees = standing.agrees(
        with: Oracle(changesets, in: scope), in: scope, schema: replica.schema, rights: rights)
      try require(agrees, "\(name) does not hold in \(scope) what the definition says")
    }
    try require(replica.waitingLogs().isEmpty, "at \(name) something still waits")
    try require(
      replica.count(in: "siblings") == standing.siblingCount, "\(name) has stale siblings")
    let problems = try replica.verify()
    try require(problems.isEmpty, "\(name): \(problems.joined(separator: " "))")
  }

  private func judgeOrder(of replica: Replica) throws {
    let name = replica.author.string
    try require(replica.count(in: "early") == 0, "\(name) still has early dots")
    try require(replica.quarantine().isEmpty, "\(name) refused something")
  }

  private func require(_ condition: Bool, _ fault: String) throws {
    guard condition else { throw Divergence(description: fault) }
  }
}

extension Standing {
  /// How many live values stand beside another in their cell.
  fileprivate var siblingCount: Int64 {
    let cells = live.values.flatMap { Dictionary(grouping: $0, by: \.cell).values.map(\.count) }
    return Int64(cells.filter { $0 > 1 }.reduce(0, +))
  }
}

extension Replica {
  /// Every changeset of every log, as the definition of state speaks of it.
  func allChangesets() throws -> [OracleChangeset] {
    var all: [OracleChangeset] = []
    for log in try logs() {
      for kept in try changesets(of: log.name, after: 0, limitBytes: .max) {
        let changeset = try Changeset.decode(kept.line)
        let header = changeset.header
        all.append(
          OracleChangeset(
            scope: header.scope, author: header.author, sequence: header.sequence,
            time: header.time, changes: changeset.body?.changes ?? []))
      }
    }
    return all
  }

  /// How many rows a table has.
  func count(in table: String) throws -> Int64 {
    try read { session in
      try session.statement("SELECT count(*) FROM \(table)").first { $0.integer(0) } ?? 0
    }
  }
}
