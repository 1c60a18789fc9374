import SyncCore
import SyncWire
import Testing

struct PartyTests {
  private static let key = KeyText.encode([UInt8](repeating: 1, count: 32))
  private static let hash = ContentHash.sha256([]).description

  private func decode(_ text: String) throws -> Party {
    try Party.decode(Array(text.utf8))
  }

  private static func file(author: String) -> String {
    "{\"party\":\"14\",\"authors\":[{\(author)}]}"
  }

  @Test func `a whole file is read`() throws {
    let party = try decode(
      """
      { "party": "14", "name": "Västra Götalandsregionen", "county_code": "14",
        "healthcare_region": "Västra sjukvårdsregionen", "note": [1.5, null],
        "authors": [ { "author": "14-vgr", "key": "\(Self.key)",
          "writes": ["region/14", "national/psykisk-halsa"], "since": 1e3,
          "pins": { "national/psykisk-halsa": { "sequence": 41, "hash": "\(Self.hash)" } } } ],
        "receives": ["national"],
        "endpoints": { "http": "https://127.0.0.1:7414", "folder": "/mnt/share", "later": 7 } }
      """)
    #expect(party.name == "14")
    #expect(party.title == "Västra Götalandsregionen")
    #expect(party.healthcareRegion == "Västra sjukvårdsregionen")
    #expect(party.receives.map(\.string) == ["national"])
    #expect(party.endpoints == ["http": "https://127.0.0.1:7414", "folder": "/mnt/share"])
    let author = try #require(party.authors.first)
    #expect(author.key == [UInt8](repeating: 1, count: 32))
    #expect(author.writes.map(\.string) == ["region/14", "national/psykisk-halsa"])
    #expect(author.pins.first?.value == Head(sequence: 41, hash: .sha256([])))
  }

  @Test func `only party and authors are required`() throws {
    let party = try decode(#"{"party":"national","authors":[]}"#)
    #expect(party.title == "national")
    #expect(party.receives.map(\.string) == ["national", "region"])
    #expect(party.endpoints.isEmpty)
    #expect(party.healthcareRegion == nil)
  }

  @Test(arguments: [
    ("[]", PartyError.wrongType(place: "the file", expected: .object)),
    (#"{"authors":[]}"#, .missing(place: "party")),
    (#"{"party":"14"}"#, .missing(place: "authors")),
    (#"{"party":14,"authors":[]}"#, .wrongType(place: "party", expected: .text)),
    (#"{"party":"vgr","authors":[]}"#, .invalid(place: "party", needs: .party)),
    (#"{"party":"014","authors":[]}"#, .invalid(place: "party", needs: .party)),
    (#"{"party":"1٣","authors":[]}"#, .invalid(place: "party", needs: .party)),
    (#"{"party":"14","authors":{}}"#, .wrongType(place: "authors", expected: .array)),
    (#"{"party":"14","authors":[1]}"#, .wrongType(place: "authors[0]", expected: .object)),
    (#"{"party":"14","authors":[],"name":1}"#, .wrongType(place: "name", expected: .text)),
    (
      #"{"party":"14","authors":[],"receives":["Region"]}"#,
      .invalid(place: "receives[0]", needs: .scope)
    ),
    (
      #"{"party":"14","authors":[],"receives":"region"}"#,
      .wrongType(place: "receives", expected: .array)
    ),
    (
      #"{"party":"14","authors":[],"endpoints":{"http":1}}"#,
      .wrongType(place: "endpoints[\"http\"]", expected: .text)
    ),
    (#"{"party":"14","party":"15"}"#, .malformed(Malformed(.duplicateKey, at: 14))),
  ])
  func `a fault of the file is named with its place`(text: String, error: PartyError) {
    #expect(throws: error) { try decode(text) }
  }

  @Test(arguments: [
    ("", PartyError.missing(place: "authors[0].author")),
    (#""author":"14 vgr""#, .invalid(place: "authors[0].author", needs: .author)),
    (#""author":"14-vgr""#, .missing(place: "authors[0].key")),
    (#""author":"14-vgr","key":"ed25519:AA==""#, .invalid(place: "authors[0].key", needs: .key)),
    (
      #""author":"14-vgr","key":"KEY","writes":["a","/b"]"#,
      .invalid(place: "authors[0].writes[1]", needs: .scope)
    ),
    (
      #""author":"14-vgr","key":"KEY","pins":{"/":{}}"#,
      .invalid(place: "authors[0].pins[\"/\"]", needs: .scope)
    ),
    (
      #""author":"14-vgr","key":"KEY","pins":{"region/14":{"sequence":0}}"#,
      .invalid(place: "authors[0].pins[\"region/14\"].sequence", needs: .sequence)
    ),
    (
      #""author":"14-vgr","key":"KEY","pins":{"region/14":{"sequence":1.5}}"#,
      .wrongType(place: "authors[0].pins[\"region/14\"].sequence", expected: .integer)
    ),
    (
      #""author":"14-vgr","key":"KEY","pins":{"region/14":{"sequence":1}}"#,
      .missing(place: "authors[0].pins[\"region/14\"].hash")
    ),
    (
      #""author":"14-vgr","key":"KEY","pins":{"region/14":{"sequence":1,"hash":"x"}}"#,
      .invalid(place: "authors[0].pins[\"region/14\"].hash", needs: .hash)
    ),
  ])
  func `a fault of an author is named with its place`(author: String, error: PartyError) {
    let text = Self.file(author: author.replacing("KEY", with: Self.key))
    #expect(throws: error) { try decode(text) }
  }

  @Test func `an author named twice is an error`() throws {
    let entry = #"{"author":"14-vgr","key":"\#(Self.key)"}"#
    let author = try Sample.author()
    #expect(throws: PartyError.authorTwice(author)) {
      try decode(#"{"party":"14","authors":[\#(entry),\#(entry)]}"#)
    }
  }

  @Test func `a party is read back as it was written, in stable text`() throws {
    let registration = Registration(
      author: try Sample.author(), key: [UInt8](repeating: 2, count: 32),
      writes: [try Sample.scope()],
      pins: [
        try #require(Scope("region/14")): Sample.head(3),
        try #require(Scope("national/a")): Sample.head(9),
      ])
    let party = Party(
      name: "14", title: "Västra \"Götaland\"", healthcareRegion: "Väst",
      authors: [registration], receives: Party.defaultReceives,
      endpoints: ["http": "https://a", "folder": "/b"])
    #expect(try Party.decode(party.encoded) == party)
    let empty = Party(
      name: "national", title: "national", healthcareRegion: nil, authors: [], receives: [],
      endpoints: [:])
    #expect(try Party.decode(empty.encoded) == empty)
    #expect(
      String(decoding: empty.encoded, as: UTF8.self) == """
        {
          "party": "national",
          "name": "national",
          "authors": [],
          "receives": []
        }

        """)
  }

  @Test func `every error has a code of its own, and says what to do`() throws {
    let errors: [PartyError] = [
      .malformed(Malformed(.duplicateKey, at: 1)), .missing(place: "a"),
      .wrongType(place: "a", expected: .text), .invalid(place: "a", needs: .key),
      .authorTwice(try Sample.author()),
    ]
    #expect(
      errors.map(\.code) == [
        "peers_malformed", "peers_missing_key", "peers_wrong_type", "peers_invalid",
        "peers_author_twice",
      ])
    #expect(errors.allSatisfy { $0.message.hasSuffix("correct it and try again.") })
  }
}

struct FingerprintTests {
  private func party(_ name: String, _ authors: [Registration]) -> Party {
    Party(
      name: name, title: name, healthcareRegion: nil, authors: authors, receives: [],
      endpoints: [:])
  }

  private func registration(
    _ author: String, key: UInt8 = 1, writes: [String] = ["region/14"],
    pins: [Scope: Head] = [:]
  ) throws -> Registration {
    Registration(
      author: try #require(Author(author)), key: [UInt8](repeating: key, count: 32),
      writes: writes.compactMap { Scope($0) }, pins: pins)
  }

  @Test func `order, repetition and what decides nothing do not change the fingerprint`() throws {
    let a = try registration("14-a", writes: ["region/14", "national"])
    let b = try registration("14-b")
    let twice = try registration("14-a", writes: ["national", "region/14", "national"])
    let one = try Rights([party("14", [a, b]), party("national", [])])
    let other = try Rights([party("national", []), party("14", [b, twice])])
    #expect(one.fingerprint == other.fingerprint)
  }

  @Test func `author, key, right, pin and pinned hash each change the fingerprint`() throws {
    let scope = try Sample.scope()
    let variants = [
      try registration("14-a"), try registration("14-b"), try registration("14-a", key: 2),
      try registration("14-a", writes: ["region"]),
      try registration("14-a", pins: [scope: Sample.head(1)]),
      try registration("14-a", pins: [scope: Sample.head(2)]),
      try registration("14-a", pins: [scope: Head(sequence: 2, hash: .zero)]),
    ]
    let prints = try variants.map { try Rights([party("14", [$0])]).fingerprint }
    #expect(Set(prints).count == variants.count)
    #expect(!prints.contains(Rights.none.fingerprint))
  }

  @Test func `an author's party decides what it may erase, so it changes the fingerprint`() throws {
    let author = try registration("14-a")
    let prints = try ["14", "15"].map { try Rights([party($0, [author])]).fingerprint }
    #expect(prints[0] != prints[1])
  }
}
