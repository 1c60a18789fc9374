import SyncCore

/// Everything that may show that a log was continued elsewhere, as seen at one moment.
struct CopyEvidence: Equatable {
  /// The name under which the replica wrote so far.
  let author: Author
  let here: Whereabouts
  /// What `guard.json` says; nil where it is missing or broken.
  let guarded: Guard?
  /// Whether this database was ever written with a guard beside it.
  let wasGuarded: Bool
  /// What was made from a backup and has not written since.
  let isFromBackup: Bool
  var logs: [Scope: OwnLog] = [:]

  /// One log of the author.
  struct OwnLog: Equatable {
    /// The last sequence that was written here.
    var written: Int64 = 0
    /// The last one stored.
    var stored: Int64 = 0
    var fork: Int64?
    /// Whether changesets of it wait for others.
    var waits = false
    /// The highest one that somebody has replaced before it came.
    var early: Int64 = 0
    /// The highest one that a peer was seen to hold.
    var seen: Int64 = 0
  }

  /// Empty in normal life. A guard that is behind is none of them: whoever died between commit and
  /// guard leaves it so.
  var signs: Set<CopySign> {
    var signs = guardSigns
    if isFromBackup { signs.insert(.fromBackup) }
    for log in logs.values {
      if log.stored > log.written { signs.insert(.logLonger) }
      if log.stored < log.written { signs.insert(.logShorter) }
      if log.fork != nil { signs.insert(.fork) }
      if log.waits { signs.insert(.ownWaiting) }
      if log.early > log.written { signs.insert(.ownEarly) }
      if log.seen > log.written { signs.insert(.peerAhead) }
    }
    return signs
  }

  private var guardSigns: Set<CopySign> {
    guard let guarded else { return wasGuarded ? [.guardMissing] : [] }
    var signs: Set<CopySign> = []
    let place = guarded.place
    if place.replica != here.replica { signs.insert(.otherReplica) }
    if place.machine != here.machine { signs.insert(.otherMachine) }
    if place.path != here.path { signs.insert(.folderMoved) }
    if place.path == here.path, place.file != here.file { signs.insert(.otherFile) }
    // A replica that was given another author begins logs of its own; the guard speaks of others.
    guard Author(guarded.author)?.registered == author.registered else { return signs }
    guard guarded.author == author.string else { return signs.union([.otherName]) }
    let isBehind = guarded.logs.contains { scope, sequence in
      sequence > Scope(scope).flatMap { logs[$0]?.written } ?? 0
    }
    return isBehind ? signs.union([.databaseBehind]) : signs
  }
}
