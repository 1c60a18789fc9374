import SyncCore
import SyncWire
import Testing

/// The vectors that the second implementation wrote.
struct ErasingVectorTests {
  private func lines(_ path: String) throws -> [[UInt8]] {
    try Fixture.bytes(path).split(separator: UInt8(ascii: "\n")).map { Array($0) }
  }

  private func golden(_ number: Int) throws -> Changeset {
    try Changeset.decode(try lines("golden/exchange.jsonl")[number])
  }

  private func place(_ cell: String, of id: String = "14-kol-1") throws -> CellPlace {
    CellPlace(try Sample.record(id), try Sample.cell(cell))
  }

  @Test func `what is left here is what the second implementation left, byte for byte`() throws {
    let (first, second) = (try golden(0), try golden(1))
    let once = first.erasing([try place("note")])
    let left = [
      once, once?.erasing([try place("keys", of: "14-kol-2")]),
      second.erasing([try place("note")]), first.erasing([try place("status")]),
    ]
    let wanted = try lines("erasing/lines.jsonl").prefix(4).map { Optional($0) }
    #expect(left.map { $0?.line } == wanted)
    let expected = try RelaxedJSON.read(try Fixture.bytes("erasing/expected.json"))
    let remainders = left.map { Value.string($0?.remainder?.description ?? "") }
    #expect(expected["remainders"] == .array(remainders))
  }

  @Test func `the changeset that erases is sealed again byte for byte`() throws {
    let (first, second, last) = (try golden(0), try golden(1), try golden(7))
    func erasure(_ changeset: Changeset, _ cells: [CellPlace]) throws -> Erasure {
      Erasure(
        author: changeset.header.author, sequence: changeset.header.sequence,
        header: changeset.header.hash, remainder: try #require(changeset.remainder),
        cells: cells)
    }
    let erases = [
      try erasure(first, [try place("note"), try place("keys", of: "14-kol-2")]),
      try erasure(second, [try place("note")]),
    ]
    let draft = Draft(
      log: last.header.log, after: last.header.head,
      time: try #require(Timestamp("2026-11-22T02:00:00.000Z")), schema: 1, changes: [],
      message: "Begäran", person: nil, salt: (200..<216).map { UInt8($0) }, erases: erases)
    let key = try SigningKey(seed: Golden.hospitalSeed)
    #expect(try draft.sealed(with: key).line == lines("erasing/lines.jsonl").last)
  }

  @Test func `the digest after the erasure is the one that the second implementation found`() throws
  {
    var exchange = try lines("golden/exchange.jsonl")
    let left = try lines("erasing/lines.jsonl")
    (exchange[0], exchange[1]) = (left[1], left[2])
    let states = try GoldenTests.merged(try exchange.map { try Changeset.decode($0) })
    let name = try Sample.record()
    let expected = try RelaxedJSON.read(try Fixture.bytes("erasing/expected.json"))
    #expect(expected["digest"] == .string(try #require(states[name]).digest(of: name).description))
  }

  @Test func `what must be refused is refused for its reason`() throws {
    let rights = try Rights([try Party.decode(try Fixture.bytes("golden/party.json"))])
    for row in try lines("erasing/refused.jsonl") {
      let row = try RelaxedJSON.read(row)
      let line = Array(try #require(row["line"]?.asText).string.utf8)
      do {
        _ = try Changeset.decode(line).verified(against: rights)
        Issue.record("accepted: \(String(describing: row["why"]))")
      } catch {
        #expect(row["code"] == .string(error.code), "\(String(describing: row["why"]))")
      }
    }
  }
}
