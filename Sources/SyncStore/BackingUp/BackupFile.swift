package import Foundation
import GRDB
package import SyncCore

/// A copy of a replica's database, without its key: what `backup` makes and `init --from` takes.
///
/// It says of itself when it was made and whose it is, in its settings. So it is known for a copy
/// wherever it turns up, also where somebody puts it in a replica's place by hand.
package struct BackupFile: Sendable {
  package let url: URL
  /// What people know it by, where it is looked at in another place.
  private let path: String

  package init(_ url: URL) {
    self.init(url, knownAs: url)
  }

  init(_ url: URL, knownAs source: URL) {
    self.url = url
    path = source.path
  }

  /// What a backup says of itself.
  package struct Contents: Sendable {
    /// The author of the replica that it was made of.
    package let author: Author
    /// When it was made, by that replica's clock.
    package let made: Timestamp
    package let heads: Heads
  }

  // The header of an SQLite file: https://www.sqlite.org/fileformat.html, section 1.3.
  private static let magic = Array("SQLite format 3\u{0}".utf8)
  private static let headerBytes = 100
  private static let writeVersionOffset = 18
  private static let applicationOffset = 68
  /// What a database says that writes ahead, as a replica's own does; a backup does not.
  private static let writesAhead: UInt8 = 2

  /// Whether a file that begins with these bytes is an SQLite database.
  package static func isDatabase(_ firstBytes: some Collection<UInt8>) -> Bool {
    firstBytes.starts(with: magic)
  }

  /// Whether a file that begins with these bytes may be replaced by a backup: it is one, or empty.
  static func isReplaceable(_ header: [UInt8]) -> Bool {
    header.isEmpty || isBackup(header)
  }

  private static func isBackup(_ header: [UInt8]) -> Bool {
    guard isDatabase(header), header.count >= headerBytes else { return false }
    let mark = header[applicationOffset..<applicationOffset + 4].reduce(0) { $0 << 8 | Int($1) }
    return mark == Migrations.applicationID && header[writeVersionOffset] != writesAhead
  }

  /// The first bytes of a file; nil where it cannot be read.
  static func header(of url: URL) -> [UInt8]? {
    guard let handle = try? FileHandle(forReadingFrom: url) else { return nil }
    defer { try? handle.close() }
    return (try? handle.read(upToCount: headerBytes)).map { Array($0) }
  }

  /// Reads what a backup says of itself, and whether this program may use it.
  ///
  /// - Throws: `not_a_backup`, `newer_database`, `database_damaged`, `file_error`. Nothing was
  ///   changed.
  package func contents() throws -> Contents {
    try read(contents)
  }

  /// Reads all of a backup and holds its structure against what SQLite knows of it.
  ///
  /// - Throws: the same.
  func check() throws {
    try read { database in
      _ = try contents(database)
      let structure = try String.fetchAll(database, sql: "PRAGMA integrity_check(1)")
      guard structure == ["ok"] else {
        throw damaged(structure.first ?? "it says nothing", cause: nil)
      }
    }
  }

  private func read<Result>(_ body: (Database) throws -> Result) throws -> Result {
    guard let header = Self.header(of: url) else {
      throw StoreError(
        .fileError, "The backup \(path) cannot be read. Nothing was made.",
        hint: "Check its path and your rights to it.")
    }
    guard Self.isBackup(header) else { throw notABackup }
    do {
      var configuration = Configuration()
      configuration.readonly = true
      return try DatabaseQueue(path: url.path, configuration: configuration).read(body)
    } catch let error as DatabaseError {
      throw damaged(error.message ?? error.description, cause: error)
    } catch let error as StoreError where error.code == .database {
      throw damaged(error.message, cause: error)
    }
  }

  private func contents(_ database: Database) throws -> Contents {
    let session = try Session(database, plans: [:], rights: .none)
    guard let made = try session.setting(SettingName.madeFromBackup).flatMap({ Timestamp($0) }),
      let author = try session.setting(SettingName.backupAuthor).flatMap({ Author($0) })
    else { throw notABackup }
    guard try !Migrations.migrator(for: author).hasBeenSuperseded(database) else {
      throw StoreError(
        .newerDatabase, "The backup \(path) is of a newer syncd. Nothing was made.",
        hint: "Use that version of syncd, or a later one.")
    }
    return Contents(author: author, made: made, heads: try Heads(in: session))
  }

  private var notABackup: StoreError {
    StoreError(
      .notABackup, "\(path) is not a backup of a replica. Nothing was made.",
      hint: "Give a file that `syncd backup` made; the database of a running replica is none.")
  }

  private func damaged(_ detail: String, cause: (any Error)?) -> StoreError {
    StoreError(
      .databaseDamaged, "The backup \(path) is damaged (\(detail)). Nothing was made.",
      hint: "Copy it again, or take another backup.", cause: cause)
  }
}

extension Heads {
  /// The head of every log that holds at least one changeset.
  init(in session: Session) throws {
    self = [:]
    for log in try Logs(session).all() {
      if let head = log.head { self[log.name] = head }
    }
  }
}
