import Foundation
import GRDB

/// How large a replica's file is, with its write-ahead log moved into it.
struct PageCount {
  let fileBytes: Int
  /// All metadata blobs of the table `implementation`.
  let metadataBytes: Int

  init(_ file: URL) throws {
    let queue = try DatabaseQueue(path: file.path)
    try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
    (fileBytes, metadataBytes) = try queue.read { database in
      let size = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
      let blobs = "SELECT coalesce(sum(length(metadata)), 0) FROM implementation"
      return try (
        Int.fetchOne(database, sql: size) ?? 0, Int.fetchOne(database, sql: blobs) ?? 0
      )
    }
  }
}
