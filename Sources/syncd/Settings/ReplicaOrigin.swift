import Catalogue
import Foundation
import Inspection
import SyncCore
import SyncExchange
import SyncStore
import SyncWire

/// What a new replica starts from.
enum ReplicaOrigin {
  case backup(BackupFile, BackupFile.Contents)
  case snapshot(SnapshotFile)
  case server(Server)
  /// The snapshot that a server gave out, in a file that goes with the last who holds it.
  case fetched(SnapshotFile, from: Server, FetchedFile)

  /// Finds out by its content what a file is; a text with `://` is an address.
  ///
  /// - Throws: `file_missing`, `not_an_origin`, and what reading a backup says; nothing was made.
  init(_ path: String) throws {
    if path.contains("://") {
      guard let server = Server(path) else {
        throw Failure(
          "unsupported_address", "\(path) is no http or https address. Nothing was made.",
          hint: "Give the address of a server, or a file.")
      }
      self = .server(server)
      return
    }
    let url = URL(fileURLWithPath: path)
    guard let handle = try? FileHandle(forReadingFrom: url),
      let first = try? handle.read(upToCount: 16)
    else {
      throw Failure(
        "file_missing", "The file \(path) cannot be read. Nothing was made.",
        hint: "Check its path and your rights to it.")
    }
    if BackupFile.isDatabase(first) {
      let file = BackupFile(url)
      self = .backup(file, try file.contents())
    } else if SnapshotFile.opens(first) {
      self = .snapshot(SnapshotFile(url))
    } else {
      throw Failure(
        "not_an_origin", "\(path) is neither a backup nor a snapshot. Nothing was made.",
        hint: "Give a file that `syncd backup` or `syncd snapshot` made.")
    }
  }

  /// Whether an author may have what is in it, and with which key.
  ///
  /// A backup holds the internal scopes of the party that made it, and what its author signed:
  /// another party may not have it, and a new key in the author's entry would make it all fall away.
  ///
  /// - Throws: `other_party`, `key_in_use`, `bad_peers`; nothing was made.
  func require(_ author: Author, isNewKey: Bool, rights: Rights?) throws {
    guard let rights else {
      throw Failure(
        "bad_peers", "Without the parties of Peers nothing in the file would count.",
        hint: "Nothing was made. Name the folder of parties with --peers.")
    }
    let signed: Heads
    switch self {
    case .server: return
    case .snapshot(let file), .fetched(let file, _, _):
      signed = try file.manifest(under: rights).heads
    case .backup(_, let contents):
      signed = contents.heads
      func party(_ author: Author) -> String { rights.party(of: author) ?? PartyName.of(author) }
      guard party(author) == party(contents.author) else {
        throw Failure(
          "other_party",
          "The backup is of \(contents.author) and may hold what only party"
            + " \(party(contents.author)) may have. Nothing was made.",
          hint: "Name an author of that party with --as.")
      }
    }
    guard isNewKey, signed.keys.contains(where: { $0.author.registered == author }) else { return }
    throw Failure(
      "key_in_use",
      "The file holds what \(author) signed with the key in Peers; with another key there it would"
        + " count no longer. Nothing was made.",
      hint: "Give that key with --key FILE, or write under another name: --as \(author)-2.")
  }

  /// Puts it into the folder of a replica under way.
  func fill(_ folder: ReplicaFolder, author: Author, rights: Rights) throws {
    switch self {
    case .backup(let file, _): try folder.fill(from: file)
    case .server: break
    case .snapshot(let file), .fetched(let file, _, _):
      try folder.fill(
        from: file, author: author, schema: Catalogue.schema, rights: rights, at: .now)
    }
  }

  var json: Value {
    switch self {
    case .backup(let file, let contents):
      .document([
        ("kind", .string("backup")), ("file", .string(file.url.path)),
        ("author", .text(contents.author.text)), ("made", .string(contents.made.description)),
        ("logs", .count(contents.heads.count)),
      ])
    case .snapshot(let file):
      .document([("kind", .string("snapshot")), ("file", .string(file.url.path))])
    case .server(let server), .fetched(_, let server, _):
      .document([("kind", .string("snapshot")), ("address", .string(server.address))])
    }
  }

  var text: String {
    switch self {
    case .backup(_, let contents):
      "a backup of \(contents.author), made \(contents.made), with"
        + " \(String.count(contents.heads.count, "log"))"
    case .snapshot(let file): "the snapshot \(file.url.path); its older log is not here yet"
    case .server(let server), .fetched(_, let server, _):
      "a snapshot of \(server.address); its older log is not here yet"
    }
  }
}

/// A file in the folder for temporary ones, taken away with the last who holds it.
final class FetchedFile: Sendable {
  let url = FileManager.default.temporaryDirectory.appending(
    path: "syncd-" + UUID().uuidString + ".snapshot")

  deinit {
    try? FileManager.default.removeItem(at: url)
  }
}
