import Foundation
import SyncWire
import Testing

struct GzipTests {
  private func pack(_ bytes: [UInt8], chunk: Int = 1_000, level: Int = 6) throws -> [UInt8] {
    let deflater = try Deflater(level: level)
    var packed: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: chunk) {
      let piece = Array(bytes[start..<min(start + chunk, bytes.count)])
      try deflater.deflate(piece) { packed += $0 }
    }
    try deflater.finish { packed += $0 }
    return packed
  }

  private func unpack(_ packed: [UInt8], chunk: Int = 1_000) throws -> [UInt8] {
    let inflater = try Inflater()
    var bytes: [UInt8] = []
    for start in stride(from: 0, to: packed.count, by: chunk) {
      let piece = Array(packed[start..<min(start + chunk, packed.count)])
      try inflater.inflate(piece) { bytes += $0 }
    }
    try inflater.finish()
    return bytes
  }

  private func noise(_ count: Int, _ random: inout SeededRandom) -> [UInt8] {
    (0..<count / 8 + 1).flatMap { _ in
      let word = random.next()
      return (0..<8).map { UInt8(truncatingIfNeeded: word >> ($0 * 8)) }
    }
  }

  @Test func `what is packed is unpacked, in any chunks`() throws {
    let failure = try firstFailingSeed(outOf: 30) { random in
      let count = Int.random(in: 0...90_000, using: &random)
      let bytes =
        Bool.random(using: &random) ? noise(count, &random) : Array(repeating: 7, count: count)
      let packed = try pack(bytes, chunk: Int.random(in: 1...70_000, using: &random))
      return try unpack(packed, chunk: Int.random(in: 1...70_000, using: &random)) == bytes
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }

  @Test func `the same bytes give the same file`() throws {
    let bytes = Array("en rad\n".utf8)
    #expect(try pack(bytes) == pack(bytes))
    // Bytes 4 to 7 are the time: none is named.
    #expect(try Array(pack(bytes)[4..<8]) == [0, 0, 0, 0])
  }

  @Test func `gzip is known by its first two bytes`() throws {
    #expect(Inflater.isGzip(try pack([])))
    #expect(!Inflater.isGzip(Array("{\"body\"".utf8)))
    #expect(!Inflater.isGzip([UInt8]([0x1F])))
  }

  @Test(arguments: [1, 2, 7, 10_000])
  func `members that follow one another are one stream`(chunk: Int) throws {
    let packed = try pack(Array("one".utf8)) + pack([]) + pack(Array("two".utf8))
    #expect(try unpack(packed, chunk: chunk) == Array("onetwo".utf8))
  }

  @Test func `a bomb comes out in pieces of a bounded size`() throws {
    let packed = try pack([UInt8](repeating: 0, count: 50_000_000), chunk: 1_000_000)
    #expect(packed.count < 60_000)
    let inflater = try Inflater()
    var total = 0
    var largest = 0
    try inflater.inflate(packed) {
      total += $0.count
      largest = max(largest, $0.count)
    }
    try inflater.finish()
    #expect(total == 50_000_000)
    #expect(largest <= Inflater.pieceBytes)
  }

  @Test func `the reader of a bomb can stop it`() throws {
    struct Enough: Error {}
    let packed = try pack([UInt8](repeating: 0, count: 5_000_000), chunk: 1_000_000)
    let inflater = try Inflater()
    var total = 0
    #expect(throws: Enough.self) {
      try inflater.inflate(packed) {
        total += $0.count
        if total > 100_000 { throw Enough() }
      }
    }
    #expect(total <= 100_000 + Inflater.pieceBytes)
  }

  @Test func `a stream cut short anywhere is truncated, and what came is given`() throws {
    var random = SeededRandom(seed: 1)
    let bytes = noise(600, &random)
    let packed = try pack(bytes)
    for count in 0..<packed.count {
      #expect(throws: GzipError.truncated) { try unpack(Array(packed[..<count])) }
    }
    let inflater = try Inflater()
    var given = 0
    try inflater.inflate(Array(packed.dropLast(8))) { given += $0.count }
    #expect(given == bytes.count)
  }

  @Test(arguments: [[0], [0x0A], Array("garbage".utf8), [0x1F, 0x8C, 0, 0]])
  func `what follows the last member must be another one`(garbage: [UInt8]) throws {
    let packed = try pack(Array("one".utf8)) + garbage
    #expect(throws: GzipError.damaged) { try unpack(packed) }
    #expect(throws: GzipError.damaged) { try unpack(packed, chunk: 1) }
  }

  @Test func `damage is found by the checksum`() throws {
    var random = SeededRandom(seed: 2)
    var packed = try pack(noise(2_000, &random))
    packed[packed.count / 2] ^= 1
    #expect(throws: GzipError.damaged) { try unpack(packed) }
    #expect(throws: GzipError.damaged) { try unpack(Array("plain text".utf8)) }
  }

  @Test func `zlib says no to a level that it does not know`() {
    #expect(throws: GzipError.self) { try Deflater(level: 99) }
  }

  @Test func `every error has a code and words of its own`() {
    let errors: [GzipError] = [.damaged, .truncated, .library(code: -4)]
    #expect(errors.map(\.code) == ["gzip_damaged", "gzip_truncated", "gzip_library"])
    #expect(Set(errors.map(\.message)).count == 3)
  }
}
