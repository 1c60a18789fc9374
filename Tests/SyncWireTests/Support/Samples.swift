import Foundation
import SyncCore
import SyncWire
import Testing

/// The author, key and log that most tests write with. The key is for tests only.
enum Sample {
  static let seed = (0..<32).map { UInt8($0) }
  static let salt = (0..<16).map { UInt8($0 * 16) }

  static func key() throws -> SigningKey { try SigningKey(seed: seed) }
  static func author() throws -> Author { try #require(Author("14-vgr")) }
  static func scope() throws -> Scope { try #require(Scope("region/14")) }
  static func log() throws -> LogName { LogName(try scope(), try author()) }
  static func time() throws -> Timestamp { try #require(Timestamp("2026-11-22T01:10:00.123Z")) }
  static func dot(_ text: String) throws -> Dot { try #require(Dot(text)) }
  static func cell(_ text: String) throws -> CellName { try #require(CellName(Text(text))) }

  static func record(_ id: String = "14-kol-1") throws -> RecordName {
    RecordName(try #require(TypeName("implementation")), try #require(RecordID(id)))
  }

  /// A head at a sequence, with a hash that nothing has.
  static func head(_ sequence: Int64) -> Head {
    Head(sequence: sequence, hash: .sha256("head \(sequence)".utf8))
  }

  static func draft(
    after head: Head? = nil, changes: [Change], message: String? = nil, person: String? = nil,
    salt: [UInt8] = salt
  ) throws -> Draft {
    Draft(
      log: try log(), after: head, time: try time(), schema: 1, changes: changes,
      message: message, person: person, salt: salt)
  }

  /// A changeset with every kind of part that format 1 knows.
  static func changeset() throws -> Changeset {
    let changes = [
      Change(
        record: try record(),
        writes: [
          Change.Write(try cell("note"), .string("Start i mars, \"kanske\"\n")),
          Change.Write(try cell("icd10/J44"), .boolean(true)),
          Change.Write(try cell("status"), .object([("status", .string("infort"))])),
        ],
        replaces: [Change.Replacement(try cell("note"), [try dot("14-vgr:16")])],
        reason: "Enligt beslut"),
      Change(
        record: try record("14-kol-2"),
        existence: .delete(seen: [try dot("08-x:3"), try dot("14-vgr:9")])),
      Change(
        record: try record("14-kol-3"),
        replaces: [Change.Replacement(.exists, [try dot("08-x:4")])], existence: .restore),
    ]
    return try draft(
      after: head(16), changes: changes, message: "Möte", person: "anna.berg"
    ).sealed(with: try key())
  }

  /// Peers with the one party that has the one author.
  static func rights(
    writes: [String] = ["region/14"], key: [UInt8]? = nil, pins: [Scope: Head] = [:],
    author: String = "14-vgr"
  ) throws -> Rights {
    let registration = Registration(
      author: try #require(Author(author)), key: try key ?? self.key().publicKey,
      writes: try writes.map { try #require(Scope($0)) }, pins: pins)
    return try Rights([
      Party(
        name: "14", title: "Västra Götalandsregionen", healthcareRegion: nil,
        authors: [registration], receives: [], endpoints: [:])
    ])
  }

  /// A line put together from JSON texts, with the right hash and a good signature: what a writer
  /// with the key but without our checks could send.
  ///
  /// - Parameters:
  ///   - body: the canonical body.
  ///   - header: the canonical header, with `BODY` where the body's hash belongs.
  static func line(body: String?, header: String, key: SigningKey? = nil) throws -> [UInt8] {
    let hash = ContentHash.sha256(Array((body ?? "").utf8)).description
    let header = header.replacingOccurrences(of: "BODY", with: hash)
    let signature = try (key ?? self.key()).signature(of: Array(header.utf8))
    let start = body.map { "\"body\":\($0)," } ?? ""
    let text = "{\(start)\"header\":\(header),\"signature\":\"\(KeyText.encode(signature))\"}"
    return Array(text.utf8)
  }

  /// The header that `line` is given where nothing about it is the point.
  static let header = """
    {"author":"14-vgr","body":"BODY","format":1,"previous":"\(head(16).hash)","schema":1,\
    "scope":"region/14","sequence":17,"time":"2026-11-22T01:10:00.123Z"}
    """

  /// A body around the text of some changes.
  static func body(changes: String) -> String {
    "{\"changes\":[\(changes)],\"salt\":\"AAAAAAAAAAAAAAAAAAAAAA==\"}"
  }
}

/// Where the fixtures of these tests lie.
enum Fixture {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures")

  static func bytes(_ path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: folder.appending(path: path)))
  }
}
