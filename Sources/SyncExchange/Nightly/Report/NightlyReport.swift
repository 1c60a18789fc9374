package import SyncCore
package import SyncStore

/// What a night came to: for people, for programs, and for the exit code.
package struct NightlyReport: Sendable {
  package let began: Timestamp
  package let ended: Timestamp
  /// Whether the run was stopped before its end.
  package let isStopped: Bool
  package let author: Author
  /// This replica's party, as Peers names it.
  package let party: String
  package let partyTitle: String
  package let peers: [NightlyPeer]
  package let regions: [NightlyRegion]
  package let conflicts: [ConflictTally]
  /// The conflicts noticed since the last report, at most `listLimit`.
  package let newConflicts: [ConflictPlace]
  package let quarantine: [QuarantineTally]
  package let waiting: [WaitingLog]
  package let held: [HeldLog]
  package let forks: [LogStatus]
  /// What was erased here by changesets that count no more.
  package let lapsedErasures: [LapsedErasure]
  package let findings: [NightlyFinding]
  /// The Swedish labels of record types.
  package let labels: [TypeName: String]

  /// How many conflicts, findings and problems of a peer are listed by name.
  package static let listLimit = 50

  package var openConflicts: Int { conflicts.reduce(0) { $0 + $1.open } }
  package var newConflictCount: Int { conflicts.reduce(0) { $0 + $1.new } }
  package var quarantined: Int { quarantine.reduce(0) { $0 + $1.count } }
  package var errors: Int { findings.count { $0.isError } }

  /// Whether a person has to do something: exit code 3.
  package var needsPerson: Bool { !needs.isEmpty }
}

/// How far another party is behind, as far as this replica has seen.
package struct NightlyRegion: Hashable, Sendable {
  package let party: String
  package let title: String
  /// Changesets that are here, that it may have, and that it lacked when it was last seen; nil if
  /// it was never seen.
  package let lacks: Int64?
  /// Changesets that were seen there and are not here.
  package let leads: Int64?
  /// When either side last reached the other.
  package let lastContact: Timestamp?
  /// The changeset of its authors that came here last.
  package let newest: LatestChangeset?
}

/// How many refused lines are kept for one reason.
package struct QuarantineTally: Hashable, Sendable {
  package let reason: String
  package let count: Int
}

/// Something doubtful that `check` found, as the report carries it.
package struct NightlyFinding: Hashable, Sendable {
  package let isError: Bool
  package let code: String
  package let message: String

  package init(isError: Bool, code: String, message: String) {
    self.isError = isError
    self.code = code
    self.message = message
  }
}
