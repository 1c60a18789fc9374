import SyncCore
import SyncWire
import Testing

/// A part of a changeset that breaks a rule of the format, where in that part, and which rule.
struct FaultyPart: CustomTestStringConvertible {
  let text: String
  let offset: Int
  let reason: Malformed.Reason

  init(_ text: String, _ offset: Int, _ reason: Malformed.Reason) {
    self.text = text
    self.offset = offset
    self.reason = reason
  }

  var testDescription: String { text }

  static let changes: [FaultyPart] = [
    FaultyPart(#"{"type":"t"}"#, 0, .missingKey("id")),
    FaultyPart(#"{"id":"a"}"#, 0, .missingKey("type")),
    FaultyPart("[]", 0, .wrongType(expected: .object)),
    FaultyPart(#"{"id":"-a","type":"t"}"#, 6, .invalidName(.id)),
    FaultyPart(#"{"id":1,"type":"t"}"#, 6, .wrongType(expected: .text)),
    FaultyPart(#"{"id":"a","type":"T"}"#, 17, .invalidName(.type)),
    FaultyPart(#"{"id":"a","set":{},"type":"t"}"#, 16, .emptySet),
    FaultyPart(#"{"id":"a","set":[],"type":"t"}"#, 16, .wrongType(expected: .object)),
    FaultyPart(#"{"id":"a","set":{"exists":true},"type":"t"}"#, 17, .existsInSet),
    FaultyPart(#"{"id":"a","set":{"Note":1},"type":"t"}"#, 17, .invalidName(.cell)),
    FaultyPart(#"{"id":"a","set":{"icd10/":1},"type":"t"}"#, 17, .invalidName(.cell)),
    FaultyPart(#"{"id":"a","replaces":{},"type":"t"}"#, 21, .emptyReplaces),
    FaultyPart(#"{"id":"a","replaces":{"n":[]},"type":"t"}"#, 26, .emptyReplaces),
    FaultyPart(#"{"id":"a","replaces":{"N":["a:1"]},"type":"t"}"#, 22, .invalidName(.cell)),
    FaultyPart(#"{"id":"a","replaces":{"n":["a:0"]},"type":"t"}"#, 27, .invalidName(.dot)),
    FaultyPart(#"{"id":"a","replaces":{"n":["a:01"]},"type":"t"}"#, 27, .invalidName(.dot)),
    FaultyPart(#"{"id":"a","replaces":{"n":["a"]},"type":"t"}"#, 27, .invalidName(.dot)),
    FaultyPart(#"{"id":"a","replaces":{"n":[1]},"type":"t"}"#, 27, .wrongType(expected: .text)),
    FaultyPart(#"{"id":"a","replaces":{"n":"a:1"},"type":"t"}"#, 26, .wrongType(expected: .array)),
    FaultyPart(#"{"id":"a","replaces":{"n":["a:1","a:1"]},"type":"t"}"#, 33, .repeatedDot),
    FaultyPart(#"{"delete":["a:1","a:1"],"id":"a","type":"t"}"#, 17, .repeatedDot),
    FaultyPart(#"{"delete":["a:2","a:10"],"id":"a","type":"t"}"#, 17, .unsortedDots),
    FaultyPart(#"{"delete":true,"id":"a","type":"t"}"#, 10, .wrongType(expected: .array)),
    FaultyPart(#"{"delete":[],"id":"a","restore":true,"type":"t"}"#, 22, .deleteAndRestore),
    FaultyPart(#"{"id":"a","restore":false,"type":"t"}"#, 20, .restoreNotTrue),
    FaultyPart(#"{"id":"a","restore":1,"type":"t"}"#, 20, .restoreNotTrue),
    FaultyPart(#"{"id":"a","reason":null,"type":"t"}"#, 19, .wrongType(expected: .text)),
    FaultyPart(#"{"delete":["14-vgr:16","14-vgr:17"],"id":"a","type":"t"}"#, 23, .ownDotNotEarlier),
    FaultyPart(
      #"{"id":"a","replaces":{"n":["14-vgr:99","x:1"]},"type":"t"}"#, 27, .ownDotNotEarlier),
    FaultyPart(
      #"{"id":"a","type":"t"},{"id":"b","type":"t"},{"id":"a","type":"t"}"#, 44, .recordTwice),
    FaultyPart(#"{"id":"a","set":{"n":1,"n":2},"type":"t"}"#, 23, .duplicateKey),
  ]

  static let headers: [FaultyPart] = [
    FaultyPart(#""author":"14-VGR""#, 9, .invalidName(.author)),
    FaultyPart(#""author":"14-vgr~short""#, 9, .invalidName(.author)),
    FaultyPart(#""body":"sha256:00""#, 7, .invalidName(.hash)),
    FaultyPart(#""format":0"#, 9, .invalidName(.format)),
    FaultyPart(#""format":-1"#, 9, .invalidName(.format)),
    FaultyPart(#""format":"1""#, 9, .wrongType(expected: .integer)),
    FaultyPart(#""previous":null"#, 11, .wrongType(expected: .text)),
    FaultyPart(#""previous":"md5:00""#, 11, .invalidName(.hash)),
    FaultyPart(#""schema":"1""#, 9, .wrongType(expected: .integer)),
    FaultyPart(#""scope":"region//14""#, 8, .invalidName(.scope)),
    FaultyPart(#""sequence":0"#, 11, .invalidName(.sequence)),
    FaultyPart(#""sequence":1.5"#, 11, .fraction),
    FaultyPart(#""time":"2026-11-22T01:10:00Z""#, 7, .invalidName(.time)),
    FaultyPart(#""time":"2026-02-30T01:10:00.123Z""#, 7, .invalidName(.time)),
    FaultyPart(#""time":"2026-11-22t01:10:00.123Z""#, 7, .invalidName(.time)),
  ]

  static let bodies: [FaultyPart] = [
    FaultyPart(#"{"salt":"AAAAAAAAAAAAAAAAAAAAAA=="}"#, 0, .missingKey("changes")),
    FaultyPart(#"{"changes":[]}"#, 0, .missingKey("salt")),
    FaultyPart("[]", 0, .wrongType(expected: .object)),
    FaultyPart(#"{"changes":{}}"#, 11, .wrongType(expected: .array)),
    FaultyPart(#"{"changes":[],"message":1}"#, 24, .wrongType(expected: .text)),
    FaultyPart(#"{"changes":[],"person":null}"#, 23, .wrongType(expected: .text)),
    FaultyPart(#"{"changes":[],"salt":"AAAA"}"#, 21, .invalidName(.salt)),
    FaultyPart(#"{"changes":[],"salt":"AAAAAAAAAAAAAAAAAAAAAA"}"#, 21, .invalidName(.salt)),
    FaultyPart(#"{"changes":[],"salt":"AAAAAAAAAAAAAAAAAAAAAB=="}"#, 21, .invalidName(.salt)),
  ]
}

struct MalformedChangesetTests {
  private func refusal(of line: [UInt8]) -> Refusal? {
    do {
      _ = try Changeset.decode(line)
      return nil
    } catch {
      return error
    }
  }

  @Test(arguments: FaultyPart.changes)
  func `a change that breaks a rule is refused at its byte`(faulty: FaultyPart) throws {
    let line = try Sample.line(
      body: Sample.body(changes: faulty.text), header: Sample.header)
    let start = #"{"body":{"changes":["#.utf8.count
    #expect(refusal(of: line) == .malformed(Malformed(faulty.reason, at: start + faulty.offset)))
  }

  @Test(arguments: FaultyPart.bodies)
  func `a body that breaks a rule is refused at its byte`(faulty: FaultyPart) throws {
    let line = try Sample.line(body: faulty.text, header: Sample.header)
    #expect(refusal(of: line) == .malformed(Malformed(faulty.reason, at: 8 + faulty.offset)))
  }

  @Test(arguments: FaultyPart.headers)
  func `a header that breaks a rule is refused at its byte`(faulty: FaultyPart) throws {
    let key = faulty.text.prefix { $0 != ":" }
    let start = try #require(Sample.header.firstRange(of: key + ":"))
    let rest = Sample.header[start.upperBound...].drop { $0 != "," && $0 != "}" }
    let header = Sample.header[..<start.lowerBound] + faulty.text + rest
    let line = try Sample.line(body: nil, header: String(header))
    let place = #"{"header":"#.utf8.count + Sample.header[..<start.lowerBound].utf8.count
    // `BODY` stands for 71 bytes of hash.
    let shift = header[..<start.lowerBound].contains("BODY") ? 71 - 4 : 0
    let offset = place + shift + faulty.offset
    #expect(refusal(of: line) == .malformed(Malformed(faulty.reason, at: offset)))
  }

  @Test(arguments: ["author", "body", "format", "scope", "sequence", "time"])
  func `a header without a key that must be there is refused`(key: String) throws {
    let members = Sample.header.dropFirst().dropLast().split(separator: ",")
    let kept = members.filter { !$0.hasPrefix("\"\(key)\"") }
    #expect(kept.count == members.count - 1)
    let line = try Sample.line(body: nil, header: "{\(kept.joined(separator: ","))}")
    let reason: Malformed.Reason = key == "author" ? .authorNotFirst : .missingKey(key)
    let offset = key == "author" ? 11 : 10
    #expect(refusal(of: line) == .malformed(Malformed(reason, at: offset)))
  }

  @Test func `the first key of a header is author, so no other signed object looks like one`()
    throws
  {
    let header = Sample.header.replacing("{\"author\"", with: "{\"area\":1,\"author\"")
    let line = try Sample.line(body: nil, header: header)
    #expect(refusal(of: line) == .malformed(Malformed(.authorNotFirst, at: 11)))
  }

  @Test func `sequence 1 has no previous, every other has one`() throws {
    let first = Sample.header.replacing("\"sequence\":17", with: "\"sequence\":1")
    #expect(
      refusal(of: try Sample.line(body: nil, header: first))
        == .malformed(Malformed(.previousAtStart, at: 10)))
    let later = Sample.header.replacing("\"previous\":\"\(Sample.head(16).hash)\",", with: "")
    #expect(
      refusal(of: try Sample.line(body: nil, header: later))
        == .malformed(Malformed(.previousMissing, at: 10)))
    let alone = first.replacing("\"previous\":\"\(Sample.head(16).hash)\",", with: "")
    #expect(refusal(of: try Sample.line(body: nil, header: alone)) == nil)
  }

  @Test func `a key beside header, body and signature is refused, for nothing signs it`() throws {
    let line = String(decoding: try Sample.changeset().line, as: UTF8.self)
    let more = line.dropLast() + #","zebra":1}"#
    #expect(
      refusal(of: Array(more.utf8))
        == .malformed(Malformed(.unknownKey, at: line.utf8.count)))
  }

  @Test func `header and signature must be there`() throws {
    #expect(refusal(of: Array("{}".utf8)) == .malformed(Malformed(.missingKey("header"), at: 0)))
    let line = String(decoding: try Sample.changeset().withoutBody.line, as: UTF8.self)
    let unsigned = try #require(line.firstRange(of: ",\"signature\"")).lowerBound
    #expect(
      refusal(of: Array((line[..<unsigned] + "}").utf8))
        == .malformed(Malformed(.missingKey("signature"), at: 0)))
  }

  @Test(arguments: ["ed25519:AAAA", "rsa:", "ed25519:" + String(repeating: "A", count: 86)])
  func `a signature of another form is refused`(text: String) throws {
    let line = String(decoding: try Sample.changeset().withoutBody.line, as: UTF8.self)
    let start = try #require(line.firstRange(of: "\"signature\":")).upperBound
    let changed = line[..<start] + "\"\(text)\"}"
    let offset = line[..<start].utf8.count
    #expect(
      refusal(of: Array(changed.utf8))
        == .malformed(Malformed(.invalidName(.signature), at: offset)))
  }

  @Test func `the first of two faults is named`() throws {
    let body = Sample.body(changes: #"{"id":"a"}"#)
    let line = try Sample.line(body: body, header: Sample.header.replacing("1,", with: "1.5,"))
    #expect(refusal(of: line) == .malformed(Malformed(.missingKey("type"), at: 20)))
  }

  @Test(arguments: ["", " ", "null", "[]", "7", "\u{FEFF}{}"])
  func `what is no object is refused`(text: String) {
    guard case .malformed = refusal(of: Array(text.utf8)) else {
      Issue.record("accepted, or refused for another reason")
      return
    }
  }

  @Test func `dots of replaces may stand in any order and may name exists`() throws {
    let change = #"{"id":"a","replaces":{"exists":["b:1","a:2"]},"type":"t"}"#
    let line = try Sample.line(body: Sample.body(changes: change), header: Sample.header)
    let dots = try Changeset.decode(line).body?.changes.first?.replaced(in: .exists)
    #expect(dots == [try Sample.dot("b:1"), try Sample.dot("a:2")])
  }

  @Test func `a change without effect is read, and so is a body without changes`() throws {
    for changes in ["", #"{"id":"a","type":"t"}"#] {
      let line = try Sample.line(body: Sample.body(changes: changes), header: Sample.header)
      #expect(refusal(of: line) == nil)
    }
  }
}
