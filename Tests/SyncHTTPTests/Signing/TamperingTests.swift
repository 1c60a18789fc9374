import StoreFixtures
import SyncCore
import TestSupport
import Testing

@testable import SyncHTTP

/// What happens to a signed request on its way.
struct TamperingTests {
  private static let covered = [
    "Content-Digest", "Signature", "Signature-Input", "Syncd-Receiver",
  ]

  @Test func `a change of one byte of what is covered is refused`() throws {
    let whole = try Attempt()
    let failure = firstFailingSeed(outOf: 1_000) { random in
      var attempt = whole
      let place = random.number(in: 0...6)
      switch place {
      case 0: attempt.method = Self.changed(attempt.method, using: &random)
      case 1: attempt.expected = Self.changed(attempt.expected, using: &random)
      case 2: attempt.body[random.number(in: 0...(attempt.body.count - 1))] ^= 1
      default:
        let name = Self.covered[place - 3]
        attempt.headers[name] = Self.changed(attempt.headers[name] ?? "", using: &random)
      }
      if place == 1, RequestTarget(attempt.expected) == RequestTarget(Attempt.target) {
        return true
      }
      return Self.isRefused(attempt)
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }

  @Test func `no header makes the gate stumble`() throws {
    let whole = try Attempt()
    let failure = firstFailingSeed(outOf: 1_000) { random in
      var attempt = whole
      for _ in 0...random.number(in: 1...6) {
        let name = random.one(of: Self.covered)
        attempt.headers[name] = Self.mangled(attempt.headers[name] ?? "", using: &random)
      }
      return attempt.headers == whole.headers || Self.isRefused(attempt)
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }

  private static func isRefused(_ attempt: Attempt) -> Bool {
    do {
      try attempt.check()
      return false
    } catch {
      return error is Problem
    }
  }

  /// The text with one ASCII character replaced by another, visible one.
  private static func changed(_ text: String, using random: inout SeededRandom) -> String {
    var bytes = Array(text.utf8)
    let place = random.number(in: 0...(bytes.count - 1))
    let old = bytes[place]
    while bytes[place] == old { bytes[place] = UInt8(random.number(in: 0x21...0x7E)) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The text with a piece cut out, doubled or replaced by what has a meaning in such headers.
  private static func mangled(_ text: String, using random: inout SeededRandom) -> String {
    let characters = Array(text)
    let start = random.number(in: 0...characters.count)
    let end = random.number(in: start...min(characters.count, start + 12))
    let pieces = [
      "", "(", ")", "\"", "\\", ";", "=", ",", ":", "-", "?1", "@1", "%\"%c3\"", "1.5", "999", "*",
      String(characters[start..<end]) + String(characters[start..<end]),
    ]
    return String(characters[..<start]) + random.one(of: pieces) + String(characters[end...])
  }
}
