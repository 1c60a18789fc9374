import Catalogue
import Foundation
import StoreFixtures
import SyncCore
import SyncStore
import SyncWire
import TestSupport

/// What a released program left of its story: a database, an export, and what it said of them.
struct ReleasedDatabase {
  let folder: ReplicaFolder
  /// What the old program printed with `--json`.
  let said: Value
  private let parent: TemporaryFolder
  private let place: URL

  private static let fixtures = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Fixtures/released")

  /// The folders of all releases.
  static func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: fixtures.path)
      .filter { $0.hasPrefix("migration-") }.sorted()
  }

  /// The releases that left a replica which had begun with a snapshot.
  static func namesWithSnapshots() throws -> [String] {
    try names().filter { name in
      FileManager.default.fileExists(
        atPath: fixtures.appending(path: "\(name)/begun.sqlite.gz").path)
    }
  }

  /// A copy of a release's database in a folder of its own.
  ///
  /// - Parameter database: `replica`, or `begun` for the one that began with a snapshot.
  init(_ name: String, _ database: String = "replica") throws {
    place = Self.fixtures.appending(path: name)
    let author: Author = database == "begun" ? .national : .vgr
    parent = try TemporaryFolder()
    folder = ReplicaFolder(parent.file("replica"))
    try folder.create(author: author, replica: "replica-of-tests", signingKey: .trial(author))
    var bytes: [UInt8] = []
    let inflater = try Inflater()
    let packed = try Data(contentsOf: place.appending(path: "\(database).sqlite.gz"))
    try inflater.inflate(Array(packed)) { bytes += $0 }
    try inflater.finish()
    try Data(bytes).write(to: folder.database)
    said = try RelaxedJSON.read(Array(Data(contentsOf: place.appending(path: "said.json"))))
  }

  /// Opens the copy with today's program.
  func open(_ schema: Schema = Catalogue.schema) throws -> Replica {
    try Replica.open(folder, schema: schema, rights: TrialParties().rights)
  }

  /// The changesets that the old program exported.
  func exported() throws -> [[UInt8]] {
    try Data(contentsOf: place.appending(path: "export.jsonl"))
      .split(separator: UInt8(ascii: "\n")).map { Array($0) }
  }

  /// What the old program said of its heads.
  var heads: Heads {
    var heads: Heads = [:]
    for (scope, logs) in said["heads"]?.pairs ?? [] {
      for (author, head) in logs.pairs {
        guard let scope = Scope(scope), let author = Author(author),
          case .integer(let sequence)? = head["sequence"],
          let hash = ContentHash(head["hash"].spelling)
        else { continue }
        heads[LogName(scope, author)] = Head(sequence: sequence, hash: hash)
      }
    }
    return heads
  }

  /// Its digests by scope.
  var digests: [String: String] {
    let scopes = said["digest"]?["scopes"]?.pairs ?? []
    return Dictionary(uniqueKeysWithValues: scopes.map { ($0, Optional($1).spelling) })
  }

  /// Its open conflicts: the record, the cell and every dot.
  var conflicts: Set<String> {
    Set(
      (said["conflicts"]?["conflicts"]?.elements ?? []).map { conflict in
        let dots = (conflict["siblings"]?.elements ?? []).map { $0["dot"].spelling }
        return "\(conflict["type"].spelling)/\(conflict["id"].spelling) "
          + "\(conflict["field"].spelling) \(dots.sorted().joined(separator: " "))"
      })
  }

  /// The codes of what it had refused, sorted.
  var refusals: [String] {
    (said["quarantine"]?["quarantined"]?.elements ?? []).map { $0["reason"].spelling }.sorted()
  }

  /// The note that each record showed; nil where it was hidden.
  var notes: [(name: RecordName, note: Value?)] {
    (said["records"]?.elements ?? []).map { record in
      let name = RecordName.named("\(record["type"].spelling)/\(record["id"].spelling)")
      return (name, record["exists"] == true ? record["fields"]?["note"] : nil)
    }
  }
}

extension Value {
  fileprivate var pairs: [(String, Value)] {
    if case .object(let members) = self {
      members.entries.map { ($0.key.string, $0.value) }
    } else {
      []
    }
  }

  fileprivate var elements: [Value] { if case .array(let elements) = self { elements } else { [] } }
}

extension Value? {
  /// The text inside; empty where there is none.
  fileprivate var spelling: String { self?.asText?.string ?? "" }
}
