import Catalogue
import SyncCore
import Testing

private func parse(_ text: String) throws -> CSVDocument {
  try CSVDocument(parsing: Array(text.utf8))
}

@Test func `every document comes back from both forms`() throws {
  let failure = try firstFailingSeed(outOf: 2_000) { random in
    let width = Int.random(in: 1...4, using: &random)
    let header = (0..<width).map { "c\($0)" }
    let cells = (0..<Int.random(in: 0...4, using: &random)).map { _ in
      header.map { _ in arbitraryText(using: &random) }
    }
    let document = CSVDocument(header: header, cells: cells)
    for form in [CSVForm.swedishExcel, .plain] {
      let read = try CSVDocument(parsing: document.encoded(as: form))
      guard read.header == header else { return false }
      // A formula in the plain form is Excel's to read; only the guarded form promises all texts.
      if form.isGuarded || !cells.joined().contains(where: { $0.hasPrefix("=\"") }) {
        let texts = read.lines.map { $0.cells.map { Text($0) } }
        guard texts == cells.map({ $0.map { Text($0) } }) else { return false }
      }
    }
    return true
  }
  #expect(failure == nil, "replay with SYNCD_SEED")
}

@Test func `the same document always gives the same bytes`() throws {
  let document = CSVDocument(header: ["id", "note"], cells: [["01", "a;b"], ["", "\"x\"\r\ny"]])
  let expected =
    "\u{FEFF}id;note\r\n\"=\"\"01\"\"\";\"a;b\"\r\n;\"\"\"x\"\"\r\ny\"\r\n"
  #expect(document.encoded() == Array(expected.utf8))
  #expect(
    document.encoded(as: .plain) == Array("id,note\n01,\"a;b\"\n,\"\"\"x\"\"\r\ny\"\n".utf8))
}

@Test(arguments: [
  "a;b\r\n1;2\r\n", "a,b\n1,2\n", "\u{FEFF}a;b\n1;2", "a,b\r\n\"1\",\"2\"",
  "\n\na;b\n\n1;2\n\n\r\n",
])
func `separator, line ends and byte order mark are recognised`(text: String) throws {
  let document = try parse(text)
  #expect(document.header == ["a", "b"])
  #expect(document.lines.map(\.cells) == [["1", "2"]])
}

@Test func `the separator is the one that the header has more of outside quotes`() throws {
  #expect(try parse("\"a,b,c\";d\n1;2\n").header == ["a,b,c", "d"])
  #expect(try parse("a,\"b;c;d\"\n1,2\n").header == ["a", "b;c;d"])
  #expect(try parse("a\n1,2\n").lines[0].cells == ["1,2"])
}

@Test func `a cell may hold line ends, and lines are counted on`() throws {
  let document = try parse("a;b\r\n\"x\r\ny\nz\";1\r\n2;3\r\n")
  #expect(document.lines.map(\.number) == [2, 5])
  #expect(document.lines[0].cells == ["x\r\ny\nz", "1"])
}

@Test func `a carriage return inside a line is text`() throws {
  #expect(try parse("a;b\nx\ry;1\n").lines[0].cells == ["x\ry", "1"])
}

@Test func `quotes inside an unquoted cell are text`() throws {
  #expect(try parse("a;b\n5\" rör;=\"01\"\n").lines[0].cells == ["5\" rör", "01"])
}

private struct Broken: CustomTestStringConvertible {
  let bytes: [UInt8]
  let error: CSVError
  var testDescription: String { error.code }

  init(_ text: String, _ error: CSVError) {
    bytes = Array(text.utf8)
    self.error = error
  }

  init(bytes: [UInt8], _ error: CSVError) {
    self.bytes = bytes
    self.error = error
  }

  static let all: [Broken] = [
    Broken("", .empty),
    Broken("\u{FEFF}\r\n\r\n", .empty),
    Broken("a;b\n1;\"x\ny\n", .unclosedQuote(line: 2, column: 3)),
    Broken("a;b\nå;\"x\"y\n", .textAfterQuote(line: 2, column: 6)),
    Broken("a;b\n1\n", .wrongCellCount(line: 2, found: 1, expected: 2)),
    Broken("a;b\n1;2\n1;2;3\n", .wrongCellCount(line: 3, found: 3, expected: 2)),
    Broken("a;b;a\n1;2;3\n", .headerTwice(name: "a")),
    Broken("a;;b\n1;2;3\n", .headerMissing(cell: 2)),
    Broken("a;b\n1;x\0\n", .zeroCharacter(line: 2, column: 4)),
    Broken(
      bytes: Array("a;b\nå".utf8) + [0xE5, 0x3B, 0x31, 0x0A],
      .notUTF8(line: 2, column: 2, guess: .windows1252)),
    Broken(
      bytes: [0xFF, 0xFE] + Array("a;b\n".utf8).flatMap { [$0, 0] },
      .notUTF8(line: 1, column: 1, guess: .utf16)),
    Broken(
      bytes: Array("a;b\n".utf8).flatMap { [0, $0] },
      .notUTF8(line: 1, column: 1, guess: .utf16)),
    Broken(bytes: [0x61, 0xC3], .notUTF8(line: 1, column: 2, guess: .windows1252)),
    Broken(bytes: [0x61, 0xC0, 0x80], .notUTF8(line: 1, column: 2, guess: .windows1252)),
    Broken(bytes: [0xED, 0xA0, 0x80], .notUTF8(line: 1, column: 1, guess: .windows1252)),
  ]
}

@Test(arguments: Broken.all)
private func `a broken file is refused with its place`(broken: Broken) {
  #expect(throws: broken.error) { try CSVDocument(parsing: broken.bytes) }
  #expect(broken.error.message.contains("Nothing of the file was used."))
}

@Test func `any bytes are read or refused, never a crash`() {
  let failure = firstFailingSeed(outOf: 3_000) { random in
    let bytes = (0..<Int.random(in: 0...60, using: &random)).map { _ in
      random.chance(3)
        ? UInt8.random(in: 0...255, using: &random)
        : Array("a;,\"\n\r='&01".utf8).randomElement(using: &random) ?? 0
    }
    guard let document = try? CSVDocument(parsing: bytes) else { return true }
    return document.lines.allSatisfy { $0.cells.count == document.header.count }
  }
  #expect(failure == nil, "replay with SYNCD_SEED")
}
