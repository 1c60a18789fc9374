import SyncCore
import TestSupport
import Testing

@Suite struct ContentHashTests {
  static let hex = "00ff10203040506070809" + "0a0b0c0d0e0f0112233445566778899aabbccddeeff"

  @Test func `a hash reads back from its hex, wire text and bytes`() {
    let failure = firstFailingSeed(outOf: 300) { random in
      let hash = arbitraryHash(using: &random)
      return ContentHash(hex: hash.hex) == hash && ContentHash(hash.description) == hash
        && ContentHash(bytes: hash.bytes) == hash
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }

  @Test func `hex shows the bytes in their order`() {
    let hash = ContentHash(bytes: (0..<32).map { UInt8($0) })
    #expect(hash?.hex == "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f")
  }

  @Test func `the wire text is sha256, a colon and the hex`() {
    #expect(ContentHash(hex: Self.hex)?.description == "sha256:" + Self.hex)
  }

  @Test(arguments: [
    "", "sha256:", hex, "SHA256:" + hex, "sha256:" + hex.uppercased(), "sha256:" + hex.dropLast(),
    "sha256:" + hex + "0", "sha256: " + hex.dropLast(), "sha256:g" + hex.dropFirst(),
    "sha256:\u{301}" + hex, "sha512:" + hex, "sha256:" + hex + "\n",
  ])
  func `any other form of a hash is refused`(text: String) {
    #expect(ContentHash(text) == nil)
  }

  @Test(arguments: [0, 31, 33])
  func `a hash has exactly 32 bytes`(count: Int) {
    #expect(ContentHash(bytes: [UInt8](repeating: 1, count: count)) == nil)
  }

  @Test func `a sum is that of the numbers modulo 2^256`() {
    let failure = firstFailingSeed(outOf: 500) { random in
      let left = arbitraryHash(using: &random), right = arbitraryHash(using: &random)
      return (left &+ right).bytes == schoolSum(left.bytes, right.bytes)
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }

  @Test func `a sum depends neither on order nor on grouping`() {
    let failure = firstFailingSeed(outOf: 300) { random in
      let first = arbitraryHash(using: &random), second = arbitraryHash(using: &random)
      let third = arbitraryHash(using: &random)
      return first &+ second == second &+ first
        && (first &+ second) &+ third == first &+ (second &+ third)
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }

  @Test func `zero adds nothing`() {
    let hash = ContentHash(hex: Self.hex)
    #expect(hash.map { $0 &+ .zero } == hash)
  }

  @Test func `one more than the greatest is zero`() {
    let greatest = ContentHash(words: (.max, .max, .max, .max))
    #expect(greatest &+ ContentHash(words: (0, 0, 0, 1)) == .zero)
  }

  @Test func `hashes are ordered like their hex`() {
    let failure = firstFailingSeed(outOf: 300) { random in
      let left = arbitraryHash(using: &random), right = arbitraryHash(using: &random)
      return (left < right) == (left.hex < right.hex)
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }

  /// Words at the edges make carries run through the whole number.
  private func arbitraryHash(using random: inout SeededRandom) -> ContentHash {
    func word(_ random: inout SeededRandom) -> UInt64 {
      random.chance(percent: 50) ? random.one(of: [0, 1, .max, .max - 1]) : random.next()
    }
    return ContentHash(
      words: (word(&random), word(&random), word(&random), word(&random)))
  }

  /// Addition as at school, digit by digit from the right; the last carry is lost.
  private func schoolSum(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
    var digits: [UInt8] = []
    var carry = 0
    for (one, other) in zip(left.reversed(), right.reversed()) {
      let sum = Int(one) + Int(other) + carry
      digits.append(UInt8(sum % 256))
      carry = sum / 256
    }
    return digits.reversed()
  }
}
