import SyncCore
import SyncWire
import Testing

/// A text that is not canonical JSON, and what is to be said of it.
struct FaultyJSON: CustomTestStringConvertible {
  let bytes: [UInt8]
  let offset: Int
  let reason: Malformed.Reason

  init(_ text: String, _ offset: Int, _ reason: Malformed.Reason) {
    self.init(Array(text.utf8), offset, reason)
  }

  init(_ bytes: [UInt8], _ offset: Int, _ reason: Malformed.Reason) {
    self.bytes = bytes
    self.offset = offset
    self.reason = reason
  }

  var testDescription: String { String(decoding: bytes, as: UTF8.self) }

  static let strict: [FaultyJSON] = [
    FaultyJSON("", 0, .unexpectedEnd), FaultyJSON("[1", 2, .unexpectedEnd),
    FaultyJSON("\"a", 2, .unexpectedEnd), FaultyJSON("\"a\\", 3, .unexpectedEnd),
    FaultyJSON("{\"a\"", 4, .unexpectedEnd), FaultyJSON("tru", 3, .unexpectedEnd),
    FaultyJSON("-", 1, .unexpectedEnd), FaultyJSON("[1,", 3, .unexpectedEnd),
    FaultyJSON("nul!", 3, .unexpectedByte(0x21)), FaultyJSON("[1,]", 3, .unexpectedByte(0x5D)),
    FaultyJSON("{,}", 1, .unexpectedByte(0x2C)), FaultyJSON("[,1]", 1, .unexpectedByte(0x2C)),
    FaultyJSON("{\"a\":1,}", 7, .unexpectedByte(0x7D)),
    FaultyJSON("{1:2}", 1, .unexpectedByte(0x31)), FaultyJSON("+1", 0, .unexpectedByte(0x2B)),
    FaultyJSON("[1}", 2, .unexpectedByte(0x7D)), FaultyJSON("'a'", 0, .unexpectedByte(0x27)),
    FaultyJSON("[1 ,2]", 2, .whiteSpace), FaultyJSON(" 1", 0, .whiteSpace),
    FaultyJSON("{\"a\": 1}", 5, .whiteSpace), FaultyJSON("1\n", 1, .whiteSpace),
    FaultyJSON("[]]", 2, .trailingBytes), FaultyJSON("1,", 1, .trailingBytes),
    FaultyJSON("\u{FEFF}1", 0, .byteOrderMark), FaultyJSON("\"a\u{1}\"", 2, .controlCharacter),
    FaultyJSON("\"abcdefgh\t\"", 9, .controlCharacter), FaultyJSON("\"a\u{0}\"", 2, .nul),
    FaultyJSON(#""a\u0000""#, 2, .nul), FaultyJSON(#""\x""#, 1, .invalidEscape),
    FaultyJSON(#""\u12g4""#, 1, .invalidEscape), FaultyJSON(#""\u12""#, 1, .invalidEscape),
    FaultyJSON(#""\/""#, 1, .needlessEscape), FaultyJSON(#""\u0041""#, 1, .needlessEscape),
    FaultyJSON(#""\u000a""#, 1, .needlessEscape), FaultyJSON(#""\u001F""#, 1, .needlessEscape),
    FaultyJSON(#""\ud83d\ude02""#, 1, .needlessEscape),
    FaultyJSON(#""ab\ud83d""#, 3, .loneSurrogate), FaultyJSON(#""\ude02""#, 1, .loneSurrogate),
    FaultyJSON(#""\ud83d\u0041""#, 1, .loneSurrogate),
    FaultyJSON(#"{"b":1,"a":2}"#, 7, .keyOrder), FaultyJSON(#"{"ab":1,"a":2}"#, 8, .keyOrder),
    FaultyJSON(#"{"a":1,"a":2}"#, 7, .duplicateKey), FaultyJSON("[-0]", 1, .negativeZero),
    FaultyJSON("[01]", 1, .leadingZero), FaultyJSON("-012", 0, .leadingZero),
    FaultyJSON("[1.5]", 1, .fraction), FaultyJSON("1e3", 0, .fraction),
    FaultyJSON("1.", 0, .fraction), FaultyJSON("-0.0", 0, .fraction),
  ]

  /// Bytes that are not UTF-8, with how many good bytes stand before them.
  static let notUTF8: [(bytes: [UInt8], good: Int)] = [
    ([0x61, 0xFF], 1), ([0xC3], 0), ([0xC0, 0x80], 0), ([0xED, 0xA0, 0x80], 0),
    ([0xC3, 0xA5, 0xF4, 0x90, 0x80, 0x80], 2), ([0x80], 0), ([0xE2, 0x82], 0),
    ([0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0xF0, 0x9F], 9),
  ]
}

struct MalformedJSONTests {
  @Test(arguments: FaultyJSON.strict)
  func `what is not canonical is refused at its byte`(faulty: FaultyJSON) {
    #expect(throws: Malformed(faulty.reason, at: faulty.offset)) {
      try CanonicalJSON.read(faulty.bytes)
    }
  }

  @Test(arguments: FaultyJSON.notUTF8.map { FaultyJSON($0.bytes, $0.good, .invalidUTF8) })
  func `bytes that are not UTF-8 are refused in values and in keys`(faulty: FaultyJSON) {
    let value = [UInt8(ascii: "\"")] + faulty.bytes + [UInt8(ascii: "\"")]
    let fault = Malformed(.invalidUTF8, at: faulty.offset + 1)
    #expect(throws: fault) { try CanonicalJSON.read(value) }
    #expect(throws: fault) { try RelaxedJSON.read(value) }
    let key = Array("{".utf8) + value + Array(":1}".utf8)
    #expect(throws: Malformed(.invalidUTF8, at: faulty.offset + 2)) {
      try CanonicalJSON.read(key)
    }
  }

  @Test func `the replacement character is text like any other`() throws {
    let bytes = Array("\"a\u{FFFD}b\"".utf8)
    #expect(try CanonicalJSON.read(bytes) == .string("a\u{FFFD}b"))
  }

  @Test func `arrays nest to the limit and no deeper`() throws {
    func nested(_ depth: Int) -> [UInt8] {
      Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
    }
    let limit = CanonicalJSON.nestingLimit
    #expect(CanonicalJSON.write(try CanonicalJSON.read(nested(limit))) == nested(limit))
    #expect(throws: Malformed(.tooDeep(limit: limit), at: limit)) {
      try CanonicalJSON.read(nested(limit + 1))
    }
    #expect(throws: Malformed(.tooDeep(limit: limit), at: limit)) {
      try CanonicalJSON.read(Array(repeating: UInt8(ascii: "["), count: 1_000_000))
    }
  }

  @Test func `a text reaches to the limit and no further, as value and as key`() throws {
    func quoted(_ count: Int) -> String { "\"\(String(repeating: "x", count: count))\"" }
    let limit = Limits.textBytes
    let fault = Malformed(.textTooLong(limitBytes: limit), at: 1)
    #expect(try CanonicalJSON.read(Array(quoted(limit).utf8)).asText?.sizeBytes == limit)
    #expect(throws: fault) { try CanonicalJSON.read(Array(quoted(limit + 1).utf8)) }
    #expect(throws: Malformed(fault.reason, at: 2)) {
      try CanonicalJSON.read(Array("{\(quoted(limit + 1)):1}".utf8))
    }
  }

  @Test func `every reason has words of its own`() {
    let reasons = Set(FaultyJSON.strict.map(\.reason)).union([.invalidUTF8, .integerRange])
    #expect(Set(reasons.map(\.text)).count == reasons.count)
  }
}
