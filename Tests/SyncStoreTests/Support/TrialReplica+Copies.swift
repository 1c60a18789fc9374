import Foundation
import GRDB
import StoreFixtures
import SyncCore
import TestSupport

@testable import SyncStore

/// The files of a replica as somebody put them aside.
struct PutAside {
  let database: Data
  let log: Data?
  let guardFile: Data?
}

extension TrialReplica {
  private var log: URL { URL(filePath: folder.database.path + "-wal") }

  func putAside() throws -> PutAside {
    PutAside(
      database: try Data(contentsOf: folder.database), log: try? Data(contentsOf: log),
      guardFile: try? Data(contentsOf: folder.guardFile))
  }

  /// Writes a database over the present one, which stays the same file; the guard stays as it is,
  /// or is put back, too.
  mutating func putBack(_ aside: PutAside, withGuard: Bool) throws {
    try replica.pool.close()
    try? FileManager.default.removeItem(atPath: folder.database.path + "-shm")
    try? FileManager.default.removeItem(at: log)
    let file = try FileHandle(forWritingTo: folder.database)
    try file.truncate(atOffset: 0)
    try file.write(contentsOf: aside.database)
    try file.close()
    try aside.log?.write(to: log)
    if withGuard { try aside.guardFile?.write(to: folder.guardFile) }
    try reopen()
  }

  /// The name that the next edit would write under, if nothing new is found.
  var name: String { get throws { try replica.incarnation().author.string } }

  /// Whether it still writes under the name that it was made with.
  var isItself: Bool { get throws { try replica.incarnation().signs.isEmpty } }
}
