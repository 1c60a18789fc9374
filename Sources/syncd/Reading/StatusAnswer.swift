import Foundation
import Inspection
import SyncCore
import SyncExchange
import SyncStore
import SyncWire

/// How a replica stands. Cost: its logs, times its peers; not the catalogue.
struct StatusAnswer: Answer {
  let workspace: Workspace
  let replicaName: String
  /// Nil where the key cannot be read.
  let publicKey: [UInt8]?
  /// The name under which it writes now, and why that is not the registered one.
  let incarnation: Incarnation
  /// Why the next edit will write under a new name; mostly empty.
  let signs: [CopySign]
  let logs: [LogStatus]
  let openConflicts: Int
  let quarantined: Int
  let waiting: [WaitingLog]
  let held: [HeldLog]
  /// What hangs on the snapshot that the replica began with.
  let unproven: [UnprovenLog]
  /// What was erased here by changesets that count no more.
  let lapsed: [LapsedErasure]
  /// Whether bytes of erased values still stand in free space of the file.
  let waitsForScrub: Bool
  let standings: PeerStandings
  let disk: DiskSpace

  init(_ workspace: Workspace) throws {
    let replica = workspace.replica
    self.workspace = workspace
    replicaName = try replica.folder.configuration().replica
    publicKey = try? replica.folder.signingKey().publicKey
    incarnation = try replica.incarnation()
    signs = try replica.signs()
    logs = try replica.logs()
    openConflicts = try replica.conflictCount()
    quarantined = try replica.quarantine().count
    waiting = try replica.waitingLogs()
    held = try replica.heldLogs()
    unproven = try replica.unprovenLogs()
    lapsed = try replica.lapsedErasures()
    waitsForScrub = try replica.waitsForScrub()
    standings = try PeerStandings(of: replica)
    disk = DiskSpace(of: replica.folder)
  }

  var isRegistered: Bool {
    guard let publicKey else { return false }
    return workspace.rights.registration(of: workspace.author)?.key == publicKey
  }

  var changesets: Int64 { logs.reduce(0) { $0 + $1.head.sequence } }

  /// Changesets that are kept and wait for a newer program or their body.
  var heldChangesets: Int64 { logs.reduce(0) { $0 + max(0, $1.head.sequence - $1.merged) } }

  var forks: [LogStatus] { logs.filter { $0.fork != nil } }

  /// Whether the last exchange with a peer failed.
  private var isFailing: Bool { standings.peers.contains { $0.record?.failure != nil } }

  var needsPerson: Bool {
    openConflicts > 0 || quarantined > 0 || !forks.isEmpty || isFailing || !isRegistered
      || standings.problem != nil || !lapsed.isEmpty || waitsForScrub
  }

  var replicaFolder: String { workspace.replica.folder.url.path }
}

/// What a replica takes of its disk, and what is left there.
struct DiskSpace {
  let databaseBytes: Int64
  /// The write-ahead log beside the database.
  let aheadBytes: Int64
  /// Nil where the file system does not say.
  let freeBytes: Int64?

  init(of folder: ReplicaFolder) {
    func size(_ path: String) -> Int64 {
      let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int64
      return size ?? 0
    }
    databaseBytes = size(folder.database.path)
    aheadBytes = size(folder.database.path + "-wal")
    let system = try? FileManager.default.attributesOfFileSystem(forPath: folder.url.path)
    freeBytes = (system?[.systemFreeSize] as? NSNumber)?.int64Value
  }
}
