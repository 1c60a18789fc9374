package import Foundation
import GRDB
package import SyncCore
import SyncWire

/// A region's store: the catalogue, its history and its own key, in one folder.
///
/// A value around one pool: reads run side by side, writes queue. Two processes may use the same
/// replica; each waits for the other's transaction.
package struct Replica: Sendable {
  package let folder: ReplicaFolder
  package let author: Author
  package let schema: Schema
  package let rights: Rights
  let pool: DatabasePool
  let plans: [TypeName: TypePlan]
  let footing: Footing
  /// Is told what the replica did by itself, once it is durable.
  package var announce: @Sendable (Notice) -> Void = { _ in }

  /// How long a write waits for another process, in seconds.
  package static let busySeconds: TimeInterval = 15

  /// How much of the database the writing connection keeps in memory: a batch touches pages all
  /// over the tables, and each that has to give way is written and read once more.
  private static let writerCacheKibibytes = 32_768

  /// Opens a replica and brings it in line with the schema and with Peers.
  ///
  /// - Parameters:
  ///   - busySeconds: how long a write waits for another process; a server has less time.
  ///   - isForRepair: leave what counts to `repair`; a damaged log would stand in the way.
  /// - Throws: `StoreError`: no replica, not a database, a newer database, read only, full disk.
  ///   Nothing was changed then.
  package static func open(
    _ folder: ReplicaFolder, schema: Schema, rights: Rights,
    busySeconds: TimeInterval = busySeconds, isForRepair: Bool = false
  ) throws -> Replica {
    let configuration = try folder.configuration()
    guard let author = Author(configuration.author) else {
      throw StoreError(
        .fileError, "\(folder.config.path) names no author. Nothing was changed.",
        hint: "Restore the file from a backup.")
    }
    let replica = try open(
      folder, as: author, schema: schema, rights: rights, busySeconds: busySeconds,
      isForRepair: isForRepair)
    if !isForRepair { try replica.beginGuard() }
    replica.scrubIfNeeded()
    return replica
  }

  /// The same for an author that the folder need not name yet.
  static func open(
    _ folder: ReplicaFolder, as author: Author, schema: Schema, rights: Rights,
    busySeconds: TimeInterval = busySeconds, isForRepair: Bool = false
  ) throws -> Replica {
    try folder.refuseNetworkFileSystem()
    do {
      ReplicaFolder.confine(folder.database)
      try refuseForeign(folder.database, busySeconds: busySeconds)
      let pool = try openPool(at: folder.database, busySeconds: busySeconds)
      let replica = Replica(
        folder: folder, author: author, schema: schema, rights: rights, pool: pool,
        plans: Dictionary(uniqueKeysWithValues: schema.types.map { ($0.name, TypePlan($0)) }),
        footing: Footing(schema: schema, rights: rights))
      try replica.bringUpToDate(isForRepair: isForRepair)
      return replica
    } catch {
      throw StoreError.wrapping(error)
    }
  }

  /// Looks at a database before a pool is made of it, which would turn a foreign one to WAL.
  ///
  /// Nothing is written, unless a process was killed in a change that was not to be written ahead,
  /// such as the first of a new database. SQLite lets nobody read then who may not undo it; doing
  /// so gives back what was committed last.
  private static func refuseForeign(_ url: URL, busySeconds: TimeInterval) throws {
    guard FileManager.default.fileExists(atPath: url.path) else { return }
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(busySeconds)
    do {
      try refuseForeign(url, configuration)
    } catch let error as DatabaseError where error.resultCode == .SQLITE_READONLY {
      configuration.readonly = false
      try refuseForeign(url, configuration)
    }
  }

  private static func refuseForeign(_ url: URL, _ configuration: Configuration) throws {
    try DatabaseQueue(path: url.path, configuration: configuration).read { database in
      let mark = try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
      // The list of migrations alone is what an `init` left that was killed before the first one.
      let tables = try Int.fetchOne(
        database, sql: "SELECT count(*) FROM sqlite_master WHERE tbl_name <> 'grdb_migrations'")
      guard mark == Migrations.applicationID || tables == 0 else {
        throw StoreError(
          .notADatabase,
          "\(url.path) is an SQLite database, but not a replica. It was not touched.",
          hint: "Point --replica at another folder.")
      }
    }
  }

  static func openPool(at url: URL, busySeconds: TimeInterval) throws -> DatabasePool {
    var configuration = Configuration()
    configuration.busyMode = .timeout(busySeconds)
    configuration.foreignKeysEnabled = false
    let pool = try DatabasePool(path: url.path, configuration: configuration)
    // GRDB sets NORMAL when it makes a pool; what a command acknowledged must survive a power cut.
    try pool.writeWithoutTransaction {
      try $0.execute(sql: "PRAGMA synchronous = FULL; PRAGMA cache_size = -\(writerCacheKibibytes)")
    }
    return pool
  }

  private func bringUpToDate(isForRepair: Bool) throws {
    let migrator = Migrations.migrator(for: author)
    try pool.read { database in
      guard try !migrator.hasBeenSuperseded(database) else {
        throw StoreError(
          .newerDatabase, "The replica was written by a newer syncd. Nothing was changed.",
          hint: "Use that version of syncd, or a later one.")
      }
    }
    try Migrations.complete(migrator, in: pool)
    let isCurrent = try pool.read { database in
      let session = try Session(database, plans: plans, rights: rights)
      return try footing.hasTables(in: session)
        && (isForRepair || footing.isCounted(in: session))
    }
    guard !isCurrent else { return }
    try transaction(at: Timestamp(milliseconds: 0), isTrial: false) { session, reception in
      try TypeTables.update(for: schema, footing: footing, in: session)
      guard !isForRepair else { return }
      try adopt(in: session, reception: reception)
    }
  }

  /// Peers or the schema changed: count every log anew, and rank what has several siblings.
  private func adopt(in session: Session, reception: Reception) throws {
    for var log in try Logs(session).all() { try reception.recount(&log) }
    try reception.merging.carryOutAgain()
    try reception.finish()
    try Records(session).rankAgain()
    try footing.noteCounted(in: session)
  }

  // MARK: Transactions

  /// A read that sees one moment of the replica.
  ///
  /// - Throws: `newer_database` if another process has upgraded the tables meanwhile.
  func read<Result>(_ body: (Session) throws -> Result) throws -> Result {
    do {
      return try pool.read { database in
        let session = try Session(database, plans: plans, rights: rights)
        try footing.requireTables(in: session)
        return try body(session)
      }
    } catch {
      throw StoreError.wrapping(error)
    }
  }

  /// One transaction: all of it is durable, or nothing of it happened.
  ///
  /// Another process may have counted under other Peers since the last one: then everything is
  /// counted again first, so that one state never mixes two of them.
  ///
  /// - Parameter isTrial: do all of it, tell what came of it, and roll it back.
  /// - Throws: `newer_database` if another process has upgraded the tables meanwhile.
  func write<Result>(
    at now: Timestamp, isTrial: Bool = false, durability: Durability = .full,
    _ body: (Session, Reception) throws -> Result
  ) throws -> Result {
    try transaction(at: now, isTrial: isTrial, durability) { session, reception in
      try footing.requireTables(in: session)
      if try !footing.isCounted(in: session) { try adopt(in: session, reception: reception) }
      return try body(session, reception)
    }
  }

  /// A transaction for what was merely seen of others. Losing it in a power cut does no harm, so
  /// nothing waits for the disk; what other transactions wrote stays as durable as it was.
  func observe(_ body: (Session) throws -> Void) throws {
    do {
      try pool.writeWithoutTransaction { database in
        try Durability.normal.during(database) {
          try database.inTransaction(.immediate) {
            try body(Session(database, plans: plans, rights: rights))
            return .commit
          }
        }
      }
    } catch {
      throw StoreError.wrapping(error)
    }
  }

  /// One transaction in which nothing is counted or checked before the body runs.
  func transaction<Result>(
    at now: Timestamp, isTrial: Bool, _ durability: Durability = .full,
    _ body: (Session, Reception) throws -> Result
  ) throws -> Result {
    do {
      var hasErased = false
      defer { if hasErased { scrubIfNeeded() } }
      return try pool.writeWithoutTransaction { database in
        var outcome: Result?
        try durability.during(database) {
          try database.inTransaction(.immediate) {
            let session = try Session(database, plans: plans, rights: rights)
            let reception = Reception(session, now: now)
            outcome = try body(session, reception)
            try reception.finish()
            hasErased = session.hasErased && !isTrial
            return isTrial ? .rollback : .commit
          }
        }
        guard let outcome else { throw CancellationError() }
        return outcome
      }
    } catch {
      throw StoreError.wrapping(error)
    }
  }
}
