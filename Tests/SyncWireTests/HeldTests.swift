import SyncCore
import SyncWire
import Testing

struct HeldTests {
  private let newer = Sample.header.replacing("\"format\":1", with: "\"format\":2")

  @Test func `a line without a body is held and verifies by its header`() throws {
    let whole = try Sample.changeset()
    let held = whole.withoutBody
    #expect(held.isHeld)
    #expect(!whole.isHeld)
    #expect(held.header == whole.header)
    #expect(try Changeset.decode(held.line) == held)
    let start = String(decoding: held.line, as: UTF8.self).prefix(12)
    #expect(start == #"{"header":{""#)
    #expect(try held.verified(against: try Sample.rights()).isHeld)
  }

  @Test func `a body of a newer format is held as it is, whatever it says`() throws {
    let line = try Sample.line(body: #"{"anything":[{"set":{}}]}"#, header: newer)
    let changeset = try Changeset.decode(line)
    #expect(changeset.isHeld)
    #expect(changeset.line == line)
    #expect(try changeset.verified(against: try Sample.rights()).header.format == 2)
    let array = try Sample.line(body: "[1,2]", header: newer)
    #expect(try Changeset.decode(array).isHeld)
  }

  @Test func `a body of a newer format is held even where format 1 could read it`() throws {
    let line = try Sample.line(body: Sample.body(changes: ""), header: newer)
    #expect(try Changeset.decode(line).isHeld)
  }

  @Test func `a body of a newer format must still be canonical and have its hash`() throws {
    let line = try Sample.line(body: #"{"b":1,"a":2}"#, header: newer)
    #expect(throws: Refusal.malformed(Malformed(.keyOrder, at: 15))) {
      try Changeset.decode(line)
    }
    let good = String(decoding: try Sample.line(body: "[1]", header: newer), as: UTF8.self)
    let forged = good.replacing("\"body\":[1]", with: "\"body\":[2]")
    #expect(throws: Refusal.bodyMismatch(try Sample.dot("14-vgr:17"), try Sample.scope())) {
      try Changeset.decode(Array(forged.utf8))
    }
  }

  @Test func `a header of a newer format must still have the known keys`() throws {
    let header = newer.replacing("\"scope\":\"region/14\",", with: "")
    let line = try Sample.line(body: "[1]", header: header)
    #expect(throws: Refusal.malformed(Malformed(.missingKey("scope"), at: 21))) {
      try Changeset.decode(line)
    }
  }

  @Test func `an own dot that is not earlier does no harm in a newer format`() throws {
    let change = #"{"delete":["14-vgr:17"],"id":"a","type":"t"}"#
    let line = try Sample.line(body: Sample.body(changes: change), header: newer)
    #expect(try Changeset.decode(line).isHeld)
  }

  @Test func `keys that format 1 does not know are kept, signed and passed over`() throws {
    let header = Sample.header.replacing(
      "\"previous\"", with: "\"nyckel\":[1,{\"å\":null}],\"previous\"")
    let change = #"{"colour":"blue","id":"14-a","set":{"note":"x"},"type":"t","zebra":[]}"#
    let body = Sample.body(changes: change).replacing(
      "\"salt\"", with: "\"mood\":\"good\",\"salt\"")
    let line = try Sample.line(body: body, header: header)
    let changeset = try Changeset.decode(line).verified(against: try Sample.rights()).changeset
    #expect(changeset.line == line)
    #expect(changeset.header.bytes.count > Sample.header.utf8.count)
    #expect(changeset.body?.changes.first?.writes.count == 1)
  }

  @Test func `a key that the format does not know must be good JSON all the same`() throws {
    let change = #"{"colour":-0,"id":"14-a","type":"t"}"#
    let line = try Sample.line(body: Sample.body(changes: change), header: Sample.header)
    #expect(throws: Refusal.malformed(Malformed(.negativeZero, at: 30))) {
      try Changeset.decode(line)
    }
  }
}
