import SyncCore

extension JSONScanner {
  /// The bytes of a JSON string between its quotes, as they stand.
  struct RawString {
    /// The offset of the first byte after the opening quote.
    let start: Int
    let end: Int
    /// Whether an escape stands in it.
    let hasEscape: Bool
    /// Whether every byte is ASCII, so that nothing is left to check but escapes and length.
    let isASCII: Bool
  }

  /// Passes a string and says where it stood.
  mutating func rawString() throws(Malformed) -> RawString {
    guard byte == .quote else { throw wrongType(.text) }
    let start = position + 1
    var end = start
    var hasEscape = false
    var union: UInt8 = 0
    while true {
      let run = plainRun(at: end)
      union |= run.union
      end += run.count
      let byte = byte(at: end)
      if byte == .quote { break }
      union |= byte
      if byte == .backslash {
        hasEscape = true
        // The byte after it cannot end the string; what it is gets checked when it is read.
        end += 1
      } else if byte < .space {
        throw faultInString(at: end)
      }
      end += 1
    }
    position = end + 1
    return RawString(start: start, end: end, hasEscape: hasEscape, isASCII: union < 0x80)
  }

  /// How many bytes from an offset need no look of their own, eight at a time, and their union's
  /// highest bit. It stops at a quote, a backslash, a control character or near the end.
  ///
  /// Per byte, `x - 1 & ~x & 0x80` says that x is zero, and so, after an exclusive or, that x is a
  /// quote or backslash; `x - 0x20 & ~x & 0x80` that it is a control character. A borrow can only
  /// disturb the bytes above the first that is met, and only that one is used (Warren, "Hacker's
  /// Delight", 6-1).
  @inline(__always) private func plainRun(at offset: Int) -> (count: Int, union: UInt8) {
    guard let base = bytes.baseAddress.map({ UnsafeRawPointer($0) }) else { return (0, 0) }
    let ones: UInt64 = 0x0101_0101_0101_0101
    let high = ones &* 0x80
    var union: UInt64 = 0
    var end = offset
    while end + 8 <= bytes.count {
      let word = UInt64(littleEndian: base.loadUnaligned(fromByteOffset: end, as: UInt64.self))
      let quotes = word ^ (ones &* UInt64(UInt8.quote))
      let backslashes = word ^ (ones &* UInt64(UInt8.backslash))
      let stops =
        ((quotes &- ones) & ~quotes | (backslashes &- ones) & ~backslashes
          | (word &- ones &* 0x20) & ~word) & high
      if stops != 0 {
        let plain = stops.trailingZeroBitCount / 8
        let below = (1 as UInt64) << UInt64(plain * 8) &- 1
        union |= word & below
        end += plain
        break
      }
      union |= word
      end += 8
    }
    return (end - offset, union & high == 0 ? 0 : 0x80)
  }

  /// Reads a string.
  mutating func text() throws(Malformed) -> Text {
    let raw = try rawString()
    return try text(of: raw)
  }

  /// The text that a raw string stands for, checked: UTF-8, escapes, length.
  func text(of raw: RawString) throws(Malformed) -> Text {
    if raw.hasEscape {
      let decoded = try unescaped(raw)
      return try decoded.withUnsafeBufferPointer { (buffer) throws(Malformed) in
        try text(decoding: buffer, at: raw)
      }
    }
    return try text(
      decoding: UnsafeBufferPointer(rebasing: bytes[raw.start..<raw.end]), at: raw)
  }

  /// The text of bytes whose escapes are resolved; a fault is placed in the raw string.
  private func text(
    decoding buffer: UnsafeBufferPointer<UInt8>, at raw: RawString
  ) throws(Malformed) -> Text {
    guard buffer.count <= Limits.textBytes else {
      throw Malformed(.textTooLong(limitBytes: Limits.textBytes), at: raw.start)
    }
    // `String(validating:)` takes three times as long as this, which puts U+FFFD where bytes are
    // not UTF-8; so they were valid exactly if nothing changed.
    var string = String(decoding: buffer, as: UTF8.self)
    if !raw.isASCII {
      let isSame = string.withUTF8 { $0.hasSameBytes(as: buffer) }
      guard isSame else {
        throw Malformed(.invalidUTF8, at: raw.start + validPrefix(from: raw.start, to: raw.end))
      }
    }
    return Text(string)
  }

  /// How many bytes of a range are UTF-8 before the first that is not.
  private func validPrefix(from start: Int, to end: Int) -> Int {
    var parser = Unicode.UTF8.ForwardParser()
    var iterator = bytes[start..<end].makeIterator()
    var length = 0
    while case .valid(let scalar) = parser.parseScalar(from: &iterator) {
      length += scalar.count
    }
    return length
  }

  /// Why a string cannot go on here: its end, NUL or another control character.
  private func faultInString(at offset: Int) -> Malformed {
    if offset >= bytes.count { return Malformed(.unexpectedEnd, at: bytes.count) }
    return Malformed(bytes[offset] == 0 ? .nul : .controlCharacter, at: offset)
  }

  /// The bytes of a raw string with its escapes resolved.
  private func unescaped(_ raw: RawString) throws(Malformed) -> [UInt8] {
    var decoded: [UInt8] = []
    decoded.reserveCapacity(raw.end - raw.start)
    var offset = raw.start
    while offset < raw.end {
      let byte = byte(at: offset)
      if byte == .backslash {
        let escape = try escape(at: offset)
        decoded.append(contentsOf: Array(String(escape.scalar).utf8))
        offset += escape.length
      } else {
        decoded.append(byte)
        offset += 1
      }
    }
    return decoded
  }

  /// What an escape stands for, and how many bytes it takes.
  private struct Escape {
    let scalar: Unicode.Scalar
    let length: Int
  }

  /// Reads the escape at a backslash.
  private func escape(at offset: Int) throws(Malformed) -> Escape {
    let letter = byte(at: offset + 1)
    if letter == UInt8(ascii: "u") { return try numericEscape(at: offset) }
    if let scalar = Self.shortEscapes[letter] { return Escape(scalar: scalar, length: 2) }
    guard letter == .slash else { throw Malformed(.invalidEscape, at: offset) }
    if form == .canonical { throw Malformed(.needlessEscape, at: offset) }
    return Escape(scalar: "/", length: 2)
  }

  /// The escapes of one letter that canonical JSON writes.
  private static let shortEscapes: [UInt8: Unicode.Scalar] = [
    .quote: "\"", .backslash: "\\", UInt8(ascii: "b"): "\u{8}", UInt8(ascii: "t"): "\t",
    UInt8(ascii: "n"): "\n", UInt8(ascii: "f"): "\u{C}", UInt8(ascii: "r"): "\r",
  ]

  /// Reads `\uXXXX`, or two of them that make up one character.
  private func numericEscape(at offset: Int) throws(Malformed) -> Escape {
    guard let unit = codeUnit(at: offset) else { throw Malformed(.invalidEscape, at: offset) }
    if unit == 0 { throw Malformed(.nul, at: offset) }
    let escape: Escape
    if let scalar = Unicode.Scalar(unit) {
      escape = Escape(scalar: scalar, length: 6)
    } else {
      guard unit < 0xDC00, let low = codeUnit(at: offset + 6), (0xDC00...0xDFFF).contains(low),
        let scalar = Unicode.Scalar(
          0x10000 + (UInt32(unit) - 0xD800) << 10 + UInt32(low) - 0xDC00)
      else { throw Malformed(.loneSurrogate, at: offset) }
      escape = Escape(scalar: scalar, length: 12)
    }
    if form == .canonical, !isMinimal(escape, at: offset) {
      throw Malformed(.needlessEscape, at: offset)
    }
    return escape
  }

  /// Whether RFC 8785 (3.2.2.2) writes this character exactly so: `\u00` and two lower-case
  /// digits, for the control characters that have no letter.
  private func isMinimal(_ escape: Escape, at offset: Int) -> Bool {
    guard escape.scalar.value < 0x20, !Self.shortEscapes.values.contains(escape.scalar) else {
      return false
    }
    return !(UInt8(ascii: "A")...UInt8(ascii: "F")).contains(byte(at: offset + 5))
  }

  /// The four digits of a `\uXXXX`, or nil if they do not stand there.
  private func codeUnit(at offset: Int) -> UInt16? {
    guard byte(at: offset) == .backslash, byte(at: offset + 1) == UInt8(ascii: "u") else {
      return nil
    }
    var unit: UInt16 = 0
    for place in offset + 2..<offset + 6 {
      let digit = byte(at: place)
      let lower = digit | 0x20
      if digit.isDigit {
        unit = unit << 4 | UInt16(digit - .zero)
      } else if (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(lower) {
        unit = unit << 4 | UInt16(lower - UInt8(ascii: "a") + 10)
      } else {
        return nil
      }
    }
    return unit
  }
}
