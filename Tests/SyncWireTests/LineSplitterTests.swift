import SyncWire
import Testing

struct LineSplitterTests {
  /// All lines of a stream whose chunks end at the given places.
  private func lines(
    _ bytes: [UInt8], cutAt cuts: [Int], limitBytes: Int = 100
  ) -> [LineSplitter.Line] {
    var splitter = LineSplitter(limitBytes: limitBytes)
    var lines: [LineSplitter.Line] = []
    var start = 0
    for end in cuts.sorted() + [bytes.count] {
      splitter.append(bytes[start..<end])
      while let line = splitter.next() { lines.append(line) }
      start = end
    }
    if let tail = splitter.finish() { lines.append(tail) }
    return lines
  }

  @Test func `lines keep their offsets, carriage returns and emptiness`() {
    let lines = lines(Array("a\r\n\nbc\n".utf8), cutAt: [])
    #expect(
      lines == [
        .line(Array("a\r".utf8), offset: 0), .line([], offset: 3),
        .line(Array("bc".utf8), offset: 4),
      ])
  }

  @Test func `what follows the last line feed is given only by finish`() {
    var splitter = LineSplitter()
    splitter.append(Array("a\ntorn".utf8))
    #expect(splitter.next() == .line(Array("a".utf8), offset: 0))
    #expect(splitter.next() == nil)
    #expect(splitter.finish() == .line(Array("torn".utf8), offset: 2))
    #expect(splitter.finish() == nil)
  }

  @Test func `an empty stream has no line`() {
    #expect(lines([], cutAt: []).isEmpty)
  }

  @Test func `any cutting of a stream gives the same lines`() {
    let failure = firstFailingSeed(outOf: 500) { random in
      let alphabet = Array("ab\n\n\r".utf8)
      let count = Int.random(in: 0...60, using: &random)
      let bytes = (0..<count).map { _ in
        alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
      }
      let cuts = (0..<Int.random(in: 0...10, using: &random)).map { _ in
        Int.random(in: 0...count, using: &random)
      }
      // The lines as an oracle sees them, by looking at the whole stream.
      var expected: [LineSplitter.Line] = []
      var start = 0
      for end in bytes.indices where bytes[end] == 0x0A {
        expected.append(oracle(Array(bytes[start..<end]), start))
        start = end + 1
      }
      if start < count { expected.append(oracle(Array(bytes[start...]), start)) }
      return lines(bytes, cutAt: cuts, limitBytes: 4) == expected
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }

  private func oracle(_ line: [UInt8], _ offset: Int) -> LineSplitter.Line {
    let length = line.last == 0x0D ? line.count - 1 : line.count
    return length > 4 ? .tooLong(offset: offset) : .line(line, offset: offset)
  }

  @Test func `a line at the limit is given, one above it is passed over to its end`() {
    let text = "1234\n12345\n1234\r\n12345\r\nab\n"
    let expected: [LineSplitter.Line] = [
      .line(Array("1234".utf8), offset: 0), .tooLong(offset: 5),
      .line(Array("1234\r".utf8), offset: 11), .tooLong(offset: 17),
      .line(Array("ab".utf8), offset: 24),
    ]
    for width in 1...text.utf8.count {
      let cuts = Array(stride(from: 0, to: text.utf8.count, by: width))
      #expect(lines(Array(text.utf8), cutAt: cuts, limitBytes: 4) == expected)
    }
  }

  @Test func `an endless line is reported once, at the end`() {
    var splitter = LineSplitter(limitBytes: 10)
    for _ in 0..<1_000 {
      splitter.append([UInt8](repeating: 0x61, count: 1_000))
      #expect(splitter.next() == nil)
    }
    #expect(splitter.finish() == .tooLong(offset: 0))
    #expect(splitter.finish() == nil)
  }
}
