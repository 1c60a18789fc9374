import Foundation
import StoreFixtures
import SyncCore
import SyncWire
import TestSupport
import Testing

@testable import SyncExchange

struct ChangesetLinesTests {
  /// The lines that a file with these bytes gives, and how it ended.
  private func read(
    _ bytes: [UInt8], stopsAtZero: Bool = false, limitBytes: Int = .max
  ) throws -> (lines: [LineSplitter.Line], ending: ChangesetLines.Ending) {
    let share = try Share()
    try share.put(bytes, at: "file")
    var lines: [LineSplitter.Line] = []
    let ending = try FileAccess.reading(
      share.url.appending(path: "file").path, followsLinks: true
    ) { descriptor in
      try ChangesetLines.read(
        descriptor, stopsAtZero: stopsAtZero, limitBytes: limitBytes
      ) { lines.append($0) }
    }
    return (lines, ending)
  }

  private func texts(_ lines: [LineSplitter.Line]) -> [String] {
    lines.map { line in
      if case .line(let bytes, _) = line { String(decoding: bytes, as: UTF8.self) } else { "?" }
    }
  }

  @Test func `lines are handed out one by one`() throws {
    let (lines, ending) = try read(Array("a\nb\n".utf8))
    #expect(texts(lines) == ["a", "b"] && ending == .whole)
  }

  @Test func `blank lines are passed over`() throws {
    #expect(try texts(read(Array("a\n\n\r\n  \t\nb\n".utf8)).lines) == ["a", "b"])
  }

  @Test func `a tail that is no changeset is torn and not handed out`() throws {
    let (lines, ending) = try read(Array("a\nb".utf8))
    #expect(texts(lines) == ["a"] && ending == .torn)
  }

  @Test func `what is packed is found by its first bytes and unpacked`() throws {
    let (lines, ending) = try read(packed([Array("a".utf8), Array("b".utf8)]))
    #expect(texts(lines) == ["a", "b"] && ending == .whole)
  }

  @Test func `packed files one behind the other are one stream`() throws {
    let bytes = try packed([Array("a".utf8)]) + packed([Array("b".utf8)])
    #expect(try texts(read(bytes).lines) == ["a", "b"])
  }

  @Test func `a packed file that was cut is torn`() throws {
    #expect(try read(packed([Array("a".utf8)]).dropLast(3)).ending == .torn)
  }

  @Test func `something behind the packed part is damage`() throws {
    let (lines, ending) = try read(packed([Array("a".utf8)]) + Array("more".utf8))
    #expect(texts(lines) == ["a"] && ending == .damaged)
  }

  @Test func `a zero byte ends a copy under way`() throws {
    let (lines, ending) = try read([65, 10, 66, 0, 10, 67, 10], stopsAtZero: true)
    #expect(texts(lines) == ["A"] && ending == .unfilled)
  }

  @Test func `zero bytes at the end are a copy under way, packed or not`() throws {
    let zeros = [UInt8](repeating: 0, count: 40)
    let plain = try read([65, 10, 66] + zeros, stopsAtZero: true)
    #expect(texts(plain.lines) == ["A"] && plain.ending == .unfilled)
    let whole = try packed([Array("a".utf8), Array("b".utf8)])
    #expect(try read(whole.dropLast(8) + zeros, stopsAtZero: true).ending == .unfilled)
    #expect(try read(whole + zeros, stopsAtZero: true).ending == .unfilled)
  }

  @Test func `a zero byte is a fault like any other where no copy is expected`() throws {
    #expect(try read([65, 10, 66, 0, 10, 67, 10]).lines.count == 3)
  }

  @Test(arguments: [(4, ChangesetLines.Ending.whole), (3, .tooLarge)])
  func `only so many unpacked bytes are read`(limit: Int, ending: ChangesetLines.Ending) throws {
    let lines = [Array("a".utf8), Array("b".utf8)]
    #expect(try read(joined(lines), limitBytes: limit).ending == ending)
    #expect(try read(packed(lines), limitBytes: limit).ending == ending)
  }

  @Test func `a line over the limit is told without its bytes`() throws {
    let long = Array(repeating: UInt8(ascii: "x"), count: Limits.changesetBytes + 2)
    let (lines, _) = try read(Array("a\n".utf8) + long + Array("\nb\n".utf8))
    #expect(texts(lines) == ["a", "?", "b"])
  }

  @Test(arguments: 0..<8)
  func `however large a file is its lines come whole`(seed: Int) throws {
    var random = SeededRandom(seed: UInt64(seed))
    var lines: [[UInt8]] = []
    for _ in 0..<random.number(in: 1...30) {
      lines.append(Array(repeating: 97, count: random.number(in: 1...20_000)))
    }
    #expect(try texts(read(joined(lines)).lines).map(\.utf8.count) == lines.map(\.count))
    #expect(try texts(read(packed(lines)).lines).map(\.utf8.count) == lines.map(\.count))
  }
}
