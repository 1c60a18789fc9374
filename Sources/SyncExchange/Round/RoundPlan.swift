package import SyncCore

/// What two sides have to carry to stand equally, decided from how their logs stand.
///
/// Pure, and the same for both halves: what one side should ask for is what the other should
/// offer. Cost: the logs.
package struct RoundPlan: Hashable, Sendable {
  /// A stretch of a log to carry: the changesets after one sequence through another.
  package struct Stretch: Hashable, Sendable {
    package let log: LogName
    package let after: Int64
    package let through: Int64
    /// The taker's header hash at `after`. Where the giver's is another one, it gives its own
    /// header there instead of the stretch, so that the fork is recognised.
    package let mark: ContentHash?

    package var count: Int64 { through - after }

    package init(log: LogName, after: Int64, through: Int64, mark: ContentHash?) {
      self.log = log
      self.after = after
      self.through = through
      self.mark = mark
    }
  }

  /// In the order of scope and author.
  package private(set) var stretches: [Stretch] = []
  /// What lies below the floors of the taker's snapshots, in the same order: it comes after what is
  /// new. That the giver says to hold it is no promise.
  package private(set) var older: [Stretch] = []
  /// The logs whose fork only the giver can prove, in the same order.
  package private(set) var forkProofs: [LogName] = []

  /// How many new changesets there are to carry.
  package var changesets: Int64 { stretches.reduce(0) { $0 + $1.count } }

  /// - Parameters:
  ///   - taker: how the logs stand where changesets are lacking.
  ///   - giver: how they stand where they come from, in the same scopes.
  ///   - hashes: header hashes of whichever side plans, at the heads of the other side as far as
  ///     its own logs reach; they show forks that lie below the longer head.
  ///   - isStranger: whether the taker would refuse a log, because of its author or its scope. One
  ///     changeset of it is carried: the evidence, without the load.
  package init(
    taker: Standings, giver: Standings, hashes: [LogName: ContentHash],
    isStranger: (LogName) -> Bool
  ) {
    for (log, offered) in giver.sorted(by: { $0.key < $1.key }) {
      let own = taker[log]
      if Self.lacksProof(own, offered) { forkProofs.append(log) }
      let after = own?.head.sequence ?? 0
      var through = min(offered.head.sequence, own?.end ?? .max)
      // A pin at the fork or above it says that one of the branches goes on.
      if let fork = own?.fork, own?.end ?? 0 < fork { through = min(through, fork - 1) }
      if isStranger(log) { through = min(through, after + 1) }
      // What hangs on a changeset that the giver lacks would only wait.
      if let gap = offered.gap, after < gap.upperBound {
        through = min(through, gap.lowerBound - 1)
      }
      if through > after {
        stretches.append(
          Stretch(log: log, after: after, through: through, mark: after > 0 ? own?.head.hash : nil))
      } else if let branch = Self.branch(own, offered, hash: hashes[log]) {
        stretches.append(
          Stretch(log: log, after: branch - 1, through: branch, mark: nil))
      }
      if let stretch = Self.older(own, offered) { older.append(stretch) }
    }
  }

  /// The part of what the taker lacks below its head that the giver may have.
  private static func older(_ own: LogStanding?, _ offered: LogStanding) -> Stretch? {
    guard let own, let gap = own.gap else { return nil }
    let after = gap.lowerBound - 1
    var through = min(gap.upperBound, offered.head.sequence)
    if let theirs = offered.gap { through = min(through, theirs.lowerBound - 1) }
    guard through > after else { return nil }
    return Stretch(log: own.log, after: after, through: through, mark: nil)
  }

  /// Puts another stretch in the place of each.
  package mutating func replaceStretches(_ replace: (Stretch) -> Stretch) {
    stretches = stretches.map(replace)
    older = older.map(replace)
  }

  /// A plan of stretches that were chosen otherwise.
  package init(stretches: [Stretch]) {
    self.stretches = stretches
  }

  private static func lacksProof(_ own: LogStanding?, _ offered: LogStanding) -> Bool {
    // Where the taker's Peers ends the log the pin alone counts, and what lies behind is refused.
    guard let fork = offered.fork, own?.end == nil else { return false }
    return (own?.fork ?? .max) > fork
  }

  /// The sequence at which the giver's last changeset is not the taker's, or nil where it is, or
  /// where the taker knows that already.
  private static func branch(
    _ own: LogStanding?, _ offered: LogStanding, hash: ContentHash?
  ) -> Int64? {
    let sequence = offered.head.sequence
    guard let own, sequence > 0, sequence <= own.head.sequence else { return nil }
    let ours = sequence == own.head.sequence ? own.head.hash : hash
    guard let ours, ours != offered.head.hash else { return nil }
    return sequence
  }
}
