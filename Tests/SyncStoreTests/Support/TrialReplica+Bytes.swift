import Foundation
import GRDB
import StoreFixtures
import SyncStore
import SyncWire

extension TrialReplica {
  /// Whether a text stands anywhere in the files of the folder, packed lines unpacked.
  func holds(_ text: String) throws -> Bool {
    let wanted = Data(text.utf8)
    let files = try FileManager.default.contentsOfDirectory(
      at: folder.url, includingPropertiesForKeys: nil)
    for file in files where try Data(contentsOf: file).range(of: wanted) != nil { return true }
    let kept = try DatabaseQueue(path: folder.database.path).read { database in
      try Data.fetchAll(
        database,
        sql: """
          SELECT line FROM changesets UNION ALL SELECT line FROM waiting
          UNION ALL SELECT line FROM forks UNION ALL SELECT evidence FROM quarantine
          """)
    }
    return kept.contains { line in
      Data(PackedLine.unpack([UInt8](line)) ?? []).range(of: wanted) != nil
    }
  }
}
