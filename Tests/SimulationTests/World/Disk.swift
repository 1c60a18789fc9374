import Foundation
import GRDB
import GRDBSQLite
import SyncCore
import TestSupport

@testable import SyncStore

/// The disk under one open replica: what is on it at any statement, and what it has promised.
///
/// It listens to the writing connection. A process that dies leaves what was written; a power cut
/// leaves what the last transaction that waited for the disk wrote, and of the rest what it likes.
final class Disk {
  private let replica: Replica
  private var isFull = true
  private var durable: WriteAheadLog
  private var countdown: Int?
  /// What was on the disk when the countdown ended.
  private(set) var image: DiskImage?

  init(under replica: Replica) throws {
    self.replica = replica
    durable = WriteAheadLog(Data())
    try replica.pool.writeWithoutTransaction { database in
      isFull = try Int.fetchOne(database, sql: "PRAGMA synchronous") == 2
      let context = Unmanaged.passUnretained(self).toOpaque()
      sqlite3_trace_v2(
        database.sqliteConnection, UInt32(SQLITE_TRACE_STMT | SQLITE_TRACE_PROFILE),
        { event, context, statement, _ in
          guard let context, let statement else { return 0 }
          let disk = Unmanaged<Disk>.fromOpaque(context).takeUnretainedValue()
          disk.hear(event, of: OpaquePointer(statement))
          return 0
        }, context)
    }
    durable = WriteAheadLog(Self.data(of: replica.folder, "-wal"))
  }

  deinit {
    replica.pool.writeWithoutTransaction { database in
      guard let connection = database.sqliteConnection else { return }
      _ = sqlite3_trace_v2(connection, 0, nil, nil)
    }
  }

  /// Takes an image when so many more statements have begun.
  func takeImage(afterStatements count: Int) {
    image = nil
    countdown = count
  }

  /// The image that was asked for, or the present one where the operation was shorter.
  func imageTaken() -> DiskImage {
    defer {
      image = nil
      countdown = nil
    }
    return image ?? present
  }

  /// What is on the disk now.
  var present: DiskImage {
    let log = Self.data(of: replica.folder, "-wal")
    let written = WriteAheadLog(log)
    let kept =
      written.generation == durable.generation ? durable.endBytes : WriteAheadLog.headerBytes
    return DiskImage(
      database: Self.data(of: replica.folder, ""), log: log,
      guardFile: FileManager.default.contents(atPath: replica.folder.guardFile.path),
      durableBytes: min(kept, written.endBytes), endBytes: written.endBytes)
  }

  private func hear(_ event: UInt32, of statement: OpaquePointer) {
    if event == UInt32(SQLITE_TRACE_STMT) {
      guard let left = countdown else { return }
      countdown = left > 0 ? left - 1 : nil
      if left == 0 { image = present }
      return
    }
    let sql = sqlite3_sql(statement).map { String(cString: $0) } ?? ""
    if sql.hasPrefix("PRAGMA synchronous =") { isFull = sql.hasSuffix("FULL") }
    if sql.hasPrefix("COMMIT"), isFull {
      durable = WriteAheadLog(Self.data(of: replica.folder, "-wal"))
    }
  }

  private static func data(of folder: ReplicaFolder, _ suffix: String) -> Data {
    FileManager.default.contents(atPath: folder.database.path + suffix) ?? Data()
  }
}

/// What a crash leaves of a database.
struct DiskImage {
  let database: Data
  let log: Data
  /// It waited for the disk whenever it was written.
  var guardFile: Data?
  /// How much of the write-ahead log no power cut can take.
  let durableBytes: Int
  let endBytes: Int

  /// The image after a power cut.
  func cut(using random: inout SeededRandom) -> DiskImage {
    guard durableBytes < endBytes else { return self }
    let left = random.number(in: durableBytes...endBytes)
    return DiskImage(
      database: database, log: log.prefix(left), guardFile: guardFile,
      durableBytes: durableBytes, endBytes: left)
  }

  /// Puts the files where a replica that is closed has its own; the database stays the same file.
  ///
  /// - Parameter withGuard: false leaves the guard that is there.
  func write(to folder: ReplicaFolder, withGuard: Bool = true) throws {
    let path = folder.database.path
    for suffix in ["-wal", "-shm"] where FileManager.default.fileExists(atPath: path + suffix) {
      try FileManager.default.removeItem(atPath: path + suffix)
    }
    let file = try FileHandle(forWritingTo: folder.database)
    try file.truncate(atOffset: 0)
    try file.write(contentsOf: database)
    try file.close()
    if !log.isEmpty { try log.write(to: URL(filePath: path + "-wal")) }
    guard withGuard else { return }
    try? FileManager.default.removeItem(at: folder.guardFile)
    try guardFile?.write(to: folder.guardFile)
  }
}

/// How far a write-ahead log is valid ("The WAL File Format", sqlite.org/fileformat2.html).
struct WriteAheadLog {
  static let headerBytes = 32
  private static let frameHeaderBytes = 24

  /// The salts in its header: others mean that it was begun anew.
  let generation: [UInt8]
  /// Where its last frame ends.
  let endBytes: Int

  init(_ data: Data) {
    let bytes = [UInt8](data)
    guard bytes.count >= Self.headerBytes else {
      generation = []
      endBytes = bytes.count
      return
    }
    generation = Array(bytes[16..<24])
    let pageBytes = bytes[8..<12].reduce(0) { $0 << 8 | Int($1) }
    var end = Self.headerBytes
    while end + Self.frameHeaderBytes + pageBytes <= bytes.count,
      bytes[(end + 8)..<(end + 16)].elementsEqual(generation)
    {
      end += Self.frameHeaderBytes + pageBytes
    }
    endBytes = end
  }
}
