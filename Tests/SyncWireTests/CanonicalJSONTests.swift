import SyncCore
import SyncWire
import Testing

struct CanonicalJSONTests {
  @Test(arguments: ["arrays", "french", "unicode", "weird"])
  func `the published vectors of RFC 8785 come out byte for byte`(name: String) throws {
    let value = try RelaxedJSON.read(try Fixture.bytes("jcs/input/\(name).json"))
    let expected = try Fixture.bytes("jcs/output/\(name).json")
    #expect(CanonicalJSON.write(value) == expected)
    #expect(try CanonicalJSON.read(expected) == value)
  }

  @Test func `the vector with 56.0 is refused where the fraction stands`() throws {
    let input = try Fixture.bytes("jcs/input/structures.json")
    let relaxed = try RelaxedJSON.read(input)
    #expect(relaxed["1"]?["\n"] == .string("56.0"))
    let canonical = Array(#"{"a":56.0}"#.utf8)
    #expect(throws: Malformed(.fraction, at: 5)) { try CanonicalJSON.read(canonical) }
  }

  @Test func `the vector with 56.0 comes out byte for byte once its number is whole`() throws {
    let text = String(decoding: try Fixture.bytes("jcs/input/structures.json"), as: UTF8.self)
    let value = try RelaxedJSON.read(Array(text.replacing("56.0", with: "56").utf8))
    #expect(CanonicalJSON.write(value) == (try Fixture.bytes("jcs/output/structures.json")))
  }

  @Test func `any value is read back as it was written`() throws {
    let failure = try firstFailingSeed(outOf: 2_000) { random in
      let value = Value.arbitrary(using: &random)
      let bytes = CanonicalJSON.write(value)
      return try CanonicalJSON.read(bytes) == value && RelaxedJSON.read(bytes) == value
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }

  @Test func `what is read strictly is written back byte for byte`() throws {
    let failure = firstFailingSeed(outOf: 3_000) { random in
      var bytes = CanonicalJSON.write(.arbitrary(using: &random))
      let place = Int.random(in: 0..<bytes.count, using: &random)
      bytes[place] = UInt8.random(in: 0...255, using: &random)
      guard let value = try? CanonicalJSON.read(bytes) else { return true }
      return CanonicalJSON.write(value) == bytes
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }

  @Test func `texts that only Unicode calls equal stay two keys`() throws {
    let bytes = Array("{\"e\u{301}\":1,\"é\":2}".utf8)
    let value = try CanonicalJSON.read(bytes)
    #expect(CanonicalJSON.write(value) == bytes)
    #expect(value["é"] == .integer(2))
    #expect(value["e\u{301}"] == .integer(1))
  }

  @Test func `keys stand in the order of UTF-16 units where that of bytes differs`() throws {
    // U+10000 is D800 DC00 in UTF-16 and so before U+E000; in UTF-8 it is after it.
    let members: [(Text, Value)] = [("\u{E000}", .integer(1)), ("\u{10000}", .integer(2))]
    let bytes = CanonicalJSON.write(.object(members))
    #expect(bytes == Array("{\"\u{10000}\":2,\"\u{E000}\":1}".utf8))
    #expect(try CanonicalJSON.read(bytes) == .object(members))
    let wrong = Array("{\"\u{E000}\":1,\"\u{10000}\":2}".utf8)
    #expect(throws: Malformed(.keyOrder, at: 9)) { try CanonicalJSON.read(wrong) }
  }

  @Test func `an escape in a key counts as the character it stands for`() throws {
    // A line feed (escaped, first byte 0x5C) stands before a space.
    let right = Array(#"{"\n":1," ":2,"\\":3,"]":4}"#.utf8)
    #expect(CanonicalJSON.write(try CanonicalJSON.read(right)) == right)
    let wrong = Array(#"{" ":2,"\n":1}"#.utf8)
    #expect(throws: Malformed(.keyOrder, at: 7)) { try CanonicalJSON.read(wrong) }
    let prefix = Array(#"{"a":1,"a\n":2,"a\\":3,"ab":4}"#.utf8)
    #expect(CanonicalJSON.write(try CanonicalJSON.read(prefix)) == prefix)
  }

  @Test func `integers reach to the limits and no further`() throws {
    for text in ["9007199254740991", "-9007199254740991", "0", "-1"] {
      #expect(CanonicalJSON.write(try CanonicalJSON.read(Array(text.utf8))) == Array(text.utf8))
    }
    for text in ["9007199254740992", "-9007199254740992", "99999999999999999999999999"] {
      #expect(throws: Malformed(.integerRange, at: 0)) {
        try CanonicalJSON.read(Array(text.utf8))
      }
    }
  }
}
