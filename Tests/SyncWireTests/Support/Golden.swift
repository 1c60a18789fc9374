import SyncCore
import SyncWire
import Testing

/// The changesets of `Fixtures/golden`, drafted again: two writers and an incarnation, who edit,
/// disagree, delete and restore two records of one scope.
enum Golden {
  static let vgrSeed = (0..<32).map { UInt8($0) }
  static let hospitalSeed = (32..<64).map { UInt8($0) }

  /// The whole exchange in the order of the file, the lines that nobody merges last.
  static func changesets() throws -> [Changeset] {
    var writers = Writers()
    return [
      try writers.seal("14-vgr", [try first(), try tricky()], message: "Startläge"),
      try writers.seal("14-vgr", [try change("14-kol-1", second)]),
      try writers.seal("14-vgr-su", [try change("14-kol-1", concurrent)]),
      try writers.seal("14-vgr~k3v9x2ab", [try change("14-kol-1", incarnate)]),
      try writers.seal("14-vgr", [try delete("14-kol-2", ["14-vgr:1"], replaces: [])]),
      try writers.seal("14-vgr-su", [try change("14-kol-2", unseen)]),
      try writers.seal("14-vgr", [try restore("14-kol-2", replaces: ["14-vgr:3"])]),
      try writers.seal(
        "14-vgr-su",
        [try delete("14-kol-2", ["14-vgr-su:2", "14-vgr:1", "14-vgr:4"], replaces: ["14-vgr:4"])]),
      try writers.sealUnknownKeys("14-vgr"), try writers.sealNewerFormat("14-vgr"),
      try writers.seal("14-vgr", []).withoutBody,
    ]
  }

  private static let second = [
    "note": (Value.string("Start i april"), ["14-vgr:1"]), "icd10/J44.1": (nil, ["14-vgr:1"]),
  ]
  private static let concurrent = [
    "note": (Value.string("Start efter sommaren"), ["14-vgr:1"]),
    "icd10/I50": (.boolean(true), []),
  ]
  private static let incarnate = ["note": (Value.string("Start i mars"), [String]())]
  private static let unseen = ["priority": (Value.integer(-3), [String]())]

  private static func first() throws -> Change {
    let status: [(Text, Value)] = [
      ("status", .string("infort")), ("status_date", .string("2026-05-01")),
      ("local_status_text", .string("Införd på alla sjukhus")),
    ]
    return try change(
      "14-kol-1",
      [
        "note": (.string("Start i mars"), []), "status": (.object(status), []),
        "icd10/J44": (.boolean(true), []), "icd10/J44.1": (.boolean(true), []),
      ])
  }

  /// Everything that a careless reader or writer of JSON gets wrong.
  private static func tricky() throws -> Change {
    let keys: [(Text, Value)] = [
      ("\u{E000}", .integer(1)), ("\u{10000}", .integer(2)), ("\n", .integer(3)),
      ("", .null), ("é", .integer(4)), ("e\u{301}", .integer(5)), ("10", .integer(6)),
      ("9", .integer(7)),
    ]
    let numbers: [Value] = [
      .integer(Value.integerLimit), .integer(-Value.integerLimit), .integer(0),
    ]
    return try change(
      "14-kol-2",
      [
        "escapes": (.string("\u{1}\u{8}\t\n\u{C}\r\u{1F} \"\\/ \u{7F}\u{80}\u{2028}😂"), []),
        "keys": (.object(keys), []), "numbers": (.array(numbers), []),
        "deep": ((0..<8).reduce(Value.boolean(false)) { value, _ in .array([value]) }, []),
        "icd10/å\u{10000}": (.boolean(true), []), "icd10/å\u{E000}": (.boolean(true), []),
      ])
  }

  private static func change(
    _ id: String, _ cells: [String: (Value?, [String])]
  ) throws -> Change {
    let cells = try cells.map { (try Sample.cell($0.key), $0.value.0, try dots($0.value.1)) }
    return Change(
      record: try Sample.record(id),
      writes: cells.compactMap { cell, value, _ in value.map { Change.Write(cell, $0) } },
      replaces: cells.compactMap { cell, _, dots in
        dots.isEmpty ? nil : Change.Replacement(cell, dots)
      })
  }

  private static func delete(
    _ id: String, _ seen: [String], replaces: [String]
  ) throws -> Change {
    Change(
      record: try Sample.record(id), replaces: try replacing(replaces),
      existence: .delete(seen: Set(try dots(seen))), reason: "Dubblett")
  }

  private static func restore(_ id: String, replaces: [String]) throws -> Change {
    Change(
      record: try Sample.record(id), replaces: try replacing(replaces), existence: .restore,
      reason: "Ingen dubblett")
  }

  private static func replacing(_ texts: [String]) throws -> [Change.Replacement] {
    texts.isEmpty ? [] : [Change.Replacement(.exists, try dots(texts))]
  }

  private static func dots(_ texts: [String]) throws -> [Dot] {
    try texts.map { try Sample.dot($0) }
  }

  /// The logs under way.
  private struct Writers {
    private var heads: [String: Head] = [:]
    private var minutes: Int64 = 0

    mutating func seal(
      _ author: String, _ changes: [Change], message: String? = nil
    ) throws -> Changeset {
      let draft = Draft(
        log: LogName(try Sample.scope(), try #require(Author(author))), after: heads[author],
        time: nextTime(), schema: 1, changes: changes, message: message,
        person: author == "14-vgr" ? "anna.berg" : nil,
        salt: (0..<16).map { UInt8(minutes) &* 16 &+ $0 })
      let changeset = try draft.sealed(with: key(author))
      heads[author] = changeset.header.head
      return changeset
    }

    /// A changeset as a later program of the same format could write it.
    mutating func sealUnknownKeys(_ author: String) throws -> Changeset {
      let change = """
        {"colour":[1,{"nyans":"blå"}],"id":"14-kol-1","set":{"later_field":[]},\
        "type":"implementation"}
        """
      let body = "{\"changes\":[\(change)],\"mood\":\"good\",\"salt\":\"AAAAAAAAAAAAAAAAAAAAAA==\"}"
      return try sealText(author, body: body, format: 1, more: "\"machine\":{\"os\":null},")
    }

    mutating func sealNewerFormat(_ author: String) throws -> Changeset {
      try sealText(author, body: "[\"whatever format 2 says\"]", format: 2, more: "")
    }

    private mutating func sealText(
      _ author: String, body: String, format: Int, more: String
    ) throws -> Changeset {
      let head = try #require(heads[author])
      let header = """
        {"author":"\(author)","body":"BODY","format":\(format),\(more)"previous":"\(head.hash)",\
        "scope":"region/14","sequence":\(head.sequence + 1),"time":"\(nextTime())"}
        """
      let changeset = try Changeset.decode(
        try Sample.line(body: body, header: header, key: try key(author)))
      heads[author] = changeset.header.head
      return changeset
    }

    private mutating func nextTime() -> Timestamp {
      minutes += 1
      return Timestamp(milliseconds: 1_795_309_800_123 + minutes * 60_000)
    }

    private func key(_ author: String) throws -> SigningKey {
      try SigningKey(seed: author == "14-vgr-su" ? hospitalSeed : vgrSeed)
    }
  }
}
