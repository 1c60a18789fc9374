import SyncCore
import Testing

@testable import SyncWire

struct PackedLineTests {
  /// A text that packs well, badly or not at all.
  private func line(using random: inout SeededRandom) -> [UInt8] {
    let words = ["{\"set\":", "samordning", "Införs stegvis", "å", "0", "}"]
    var line = Array("{".utf8)
    for _ in 0..<Int.random(in: 0...300, using: &random) {
      if Int.random(in: 0..<10, using: &random) < 3 {
        line.append(UInt8.random(in: 0...255, using: &random))
      } else {
        line += Array((words.randomElement(using: &random) ?? "").utf8)
      }
    }
    return line
  }

  @Test func `what is unpacked is what was packed, byte for byte`() {
    let failure = firstFailingSeed(outOf: 500) { random in
      let line = line(using: &random)
      let packed = PackedLine.pack(line)
      return PackedLine.unpack(packed) == line && packed.count <= line.count
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }

  @Test func `a line of many records shrinks`() {
    let line = Array(("{" + String(repeating: "\"note\":\"Införs stegvis\",", count: 100)).utf8)
    #expect(PackedLine.pack(line).count < line.count / 10)
  }

  @Test func `what packing would not shorten stands as it is`() {
    let line = Array("{\"a\":1}".utf8)
    #expect(PackedLine.pack(line) == line && PackedLine.unpack(line) == line)
  }

  @Test func `nothing stays nothing`() {
    #expect(PackedLine.pack([]) == [] && PackedLine.unpack([]) == [])
  }

  @Test func `a packed line that is cut or has something behind it is damaged`() {
    let packed = PackedLine.pack(Array(String(repeating: "{\"note\":1}", count: 50).utf8))
    for length in 1..<packed.count {
      #expect(PackedLine.unpack(Array(packed.prefix(length))) == nil)
    }
    #expect(PackedLine.unpack(packed + [0]) == nil)
  }

  @Test func `a changed byte is damage, or changes nothing`() {
    let line = Array(String(repeating: "{\"note\":\"Start i mars\"}", count: 50).utf8)
    let packed = PackedLine.pack(line)
    for index in packed.indices {
      var changed = packed
      changed[index] ^= 0x55
      let unpacked = PackedLine.unpack(changed)
      #expect(unpacked == nil || unpacked == line || unpacked == changed, "at byte \(index)")
    }
  }

  @Test func `a length over the limit is refused before anything is unpacked`() {
    #expect(PackedLine.unpack([1, 0x7F, 0xFF, 0xFF, 0xFF, 0x78, 0x01]) == nil)
  }
}
