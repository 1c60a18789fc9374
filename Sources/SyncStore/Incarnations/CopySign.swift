/// What says that a replica's log may have been continued elsewhere, or that its database is not
/// the one that wrote last (DESIGN section 5). After any of them it writes under a new name.
package enum CopySign: String, CaseIterable, Sendable {
  /// The guard was made for a replica with another id.
  case otherReplica = "other_replica"
  case otherMachine = "other_machine"
  case folderMoved = "folder_moved"
  /// Another file stands in the database's place.
  case otherFile = "other_file"
  /// The guard knows of later own changesets than the database.
  case databaseBehind = "database_behind"
  /// The guard writes under another name than the database.
  case otherName = "other_name"
  case guardMissing = "guard_missing"
  /// More of the own log is here than was written here.
  case logLonger = "log_longer"
  /// Less of the own log is here than was written here.
  case logShorter = "log_shorter"
  /// Own changesets came that nobody here wrote, and wait for others before them.
  case ownWaiting = "own_waiting"
  /// Somebody has replaced an own value that nobody here wrote.
  case ownEarly = "own_early"
  /// Two signed changesets bear the same number of the own log.
  case fork
  /// A peer holds more of the own log than was written here.
  case peerAhead = "peer_ahead"
  /// The database was made from a backup.
  case fromBackup = "from_backup"

  /// What happened, as the end of a sentence that begins with "because".
  package var reason: String {
    switch self {
    case .otherReplica: "guard.json belongs to another replica"
    case .otherMachine: "the folder was last used on another machine"
    case .folderMoved: "the folder was moved or copied"
    case .otherFile: "replica.sqlite is another file than before"
    case .databaseBehind: "the database is older than what was written last"
    case .otherName: "the database and guard.json do not agree on who wrote last"
    case .guardMissing: "guard.json is missing"
    case .logLonger: "changesets of this replica came that were written elsewhere"
    case .logShorter: "changesets that this replica wrote are missing"
    case .ownWaiting: "changesets of this replica wait that were written elsewhere"
    case .ownEarly: "somebody answered to a changeset of this replica that is not here"
    case .fork: "this replica's log was continued twice"
    case .peerAhead: "a peer holds more of this replica's log than is here"
    case .fromBackup: "the replica was made from a backup"
    }
  }
}
