import Foundation
import GRDB
import SyncCore

/// The file of an index: opened for each use, and made anew where it is missing, damaged or of
/// another shape. Several processes may use it at once.
struct SearchFile: Sendable {
  let folder: ReplicaFolder
  /// What the file has to be made from.
  let shape: String

  /// How long a step waits for another process, in seconds.
  static let busySeconds: TimeInterval = 5
  private static let shapeSetting = "shape"

  /// The index is of another shape.
  private struct Outdated: Error {}

  var url: URL { folder.url.appending(path: "search.sqlite") }
  private var lock: URL { folder.url.appending(path: "search.lock") }

  /// Runs a step on the open file. If the file turns out to be damaged or of another shape, it is
  /// made anew and the step runs once more.
  func use<Result>(_ body: (DatabaseQueue) throws -> Result) throws -> Result {
    let number = fileNumber
    do {
      do {
        return try attempt(body)
      } catch  where Self.isBroken(error) {
        try remove(number)
        return try attempt(body)
      }
    } catch {
      throw StoreError.wrapping(error)
    }
  }

  /// Takes the file away; it is made anew when it is used next.
  func discard() throws {
    try remove(fileNumber)
  }

  private func attempt<Result>(_ body: (DatabaseQueue) throws -> Result) throws -> Result {
    try SearchLock.shared.hold(lock) {
      let queue = try open()
      let result = Swift.Result { try body(queue) }
      try? queue.close()
      return try result.get()
    }
  }

  private func open() throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.busyMode = .timeout(Self.busySeconds)
    configuration.prepareDatabase { try $0.execute(sql: "PRAGMA synchronous = NORMAL") }
    ReplicaFolder.confine(url)
    let queue = try DatabaseQueue(path: url.path, configuration: configuration)
    if try queue.read(isNew) {
      // The file remembers it. GRDB's own setting for it writes something whenever it opens a file.
      try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = WAL") }
      try queue.inTransaction(.immediate) { database in
        if try isNew(database) { try make(in: database) }
        return .commit
      }
    }
    return queue
  }

  private func isNew(_ database: Database) throws -> Bool {
    // Asked of the file itself: what GRDB remembers of its tables is not what others made since.
    let tables = try String.fetchAll(
      database, sql: "SELECT name FROM sqlite_master WHERE type = 'table'")
    if tables.isEmpty { return true }
    guard tables.contains("settings") else { throw Outdated() }
    let found = try String.fetchOne(
      database, sql: "SELECT value FROM settings WHERE name = ?", arguments: [Self.shapeSetting])
    guard found == shape else { throw Outdated() }
    return false
  }

  private func make(in database: Database) throws {
    do {
      try database.execute(sql: SearchTables.sql)
    } catch let error as DatabaseError {
      throw Self.failure(error)
    }
    try database.execute(
      sql: "INSERT INTO settings VALUES (?, ?)", arguments: [Self.shapeSetting, shape])
  }

  /// A failure to make the tables in words: SQLite may be built without full-text search.
  static func failure(_ error: DatabaseError) -> any Error {
    guard error.message?.contains("no such module") == true else {
      return StoreError.wrapping(error)
    }
    return StoreError(
      .searchUnavailable,
      "The system's SQLite has no full-text search (FTS5), so nothing can be searched.",
      hint: "Install a libsqlite3 with FTS5; all else works without it.", cause: error)
  }

  /// Takes the file away while nobody uses it, unless another one has come in its place.
  private func remove(_ number: Int?) throws {
    try SearchLock.alone.hold(lock) {
      guard fileNumber == number else { return }
      for suffix in ["", "-wal", "-shm"] {
        let path = url.path + suffix
        if FileManager.default.fileExists(atPath: path) {
          try FileManager.default.removeItem(atPath: path)
        }
      }
    }
  }

  /// What tells the file from another one of its name.
  private var fileNumber: Int? {
    let attributes = try? FileManager.default.attributesOfItem(atPath: url.path)
    return attributes?[.systemFileNumber] as? Int
  }

  private static func isBroken(_ error: any Error) -> Bool {
    if error is Outdated { return true }
    guard let failure = StoreError.wrapping(error) as? StoreError else { return false }
    return [.databaseDamaged, .notADatabase].contains(failure.code)
  }
}
