import SyncCore
import SyncWire
import Testing

struct RelaxedJSONTests {
  private func read(_ text: String) throws -> Value {
    try RelaxedJSON.read(Array(text.utf8))
  }

  @Test func `white space, any order of keys and any escape are taken`() throws {
    let value = try read(" {\n\t\"b\" : [ 1 , 2 ] ,\r\n\"a\":\"\\u00e5\\/\\ud83d\\ude02\" } \n")
    #expect(CanonicalJSON.write(value) == Array("{\"a\":\"å/😂\",\"b\":[1,2]}".utf8))
  }

  @Test func `a key that stands twice is refused, also behind an escape`() {
    #expect(throws: Malformed(.duplicateKey, at: 8)) { try read(#"{"a": 1,"a":2}"#) }
    #expect(throws: Malformed(.duplicateKey, at: 7)) { try read(#"{"a":1,"\u0061":2}"#) }
  }

  @Test(arguments: ["1.5", "-0.0", "1e3", "1E+3", "2.5e-7", "9007199254740992"])
  func `a number that no value holds becomes the text of its digits`(digits: String) throws {
    #expect(try read("[\(digits)]") == .array([.string(digits)]))
  }

  @Test func `minus zero becomes zero`() throws {
    #expect(try read("-0") == .integer(0))
  }

  @Test(arguments: ["1.", "1.e3", "1e", "1e+", ".5", "01", "1.5.5", "[1 2]", "{\"a\" 1}", "[1,]"])
  func `what no JSON reader takes is refused`(text: String) {
    #expect(throws: Malformed.self) { try read(text) }
  }

  @Test func `a byte order mark, U+0000 and half a surrogate pair are refused`() {
    #expect(throws: Malformed(.byteOrderMark, at: 0)) { try read("\u{FEFF}{}") }
    #expect(throws: Malformed(.nul, at: 1)) { try read(#""\u0000""#) }
    #expect(throws: Malformed(.loneSurrogate, at: 1)) { try read(#""\udc00""#) }
  }

  @Test func `arrays nest to the limit and no deeper`() throws {
    let limit = RelaxedJSON.nestingLimit
    let nested = String(repeating: "[", count: limit) + String(repeating: "]", count: limit)
    #expect(throws: Never.self) { try read(nested) }
    #expect(throws: Malformed(.tooDeep(limit: limit), at: limit)) { try read("[\(nested)]") }
  }

  @Test func `no bytes at all make the reader fall over`() {
    let failure = firstFailingSeed(outOf: 3_000) { random in
      let alphabet = Array("{}[]\",:\\u0e1-.ntf \u{E5}".utf8)
      let count = Int.random(in: 0...40, using: &random)
      let bytes = (0..<count).map { _ in
        alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
      }
      guard let value = try? RelaxedJSON.read(bytes) else { return true }
      return (try? CanonicalJSON.read(CanonicalJSON.write(value))) == value
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }
}
