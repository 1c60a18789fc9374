import SyncCore

extension JSONScanner {
  /// Reads any value.
  mutating func value() throws(Malformed) -> Value {
    switch byte {
    case .quote: return .text(try text())
    case .openBrace: return .object(try members())
    case .openBracket: return .array(try elements())
    case UInt8(ascii: "t"):
      try literal("true")
      return .boolean(true)
    case UInt8(ascii: "f"):
      try literal("false")
      return .boolean(false)
    case UInt8(ascii: "n"):
      try literal("null")
      return .null
    default: return try number()
    }
  }

  /// Reads a whole number within ±(2^53−1).
  mutating func integer() throws(Malformed) -> Int64 {
    let start = position
    guard byte == .minus || byte.isDigit else { throw wrongType(.integer) }
    guard case .integer(let number) = try number() else {
      throw Malformed(.fraction, at: start)
    }
    return number
  }

  /// Reads an object.
  private mutating func members() throws(Malformed) -> Value.Members {
    let start = position
    var keys = try openObject()
    var entries: [Value.Member] = []
    while let key = try nextKey(&keys) {
      let name = try text(of: key.raw)
      entries.append(Value.Member(name, try value()))
    }
    if form == .canonical { return Value.Members(canonical: entries) }
    guard let members = Value.Members(entries) else {
      throw Malformed(.duplicateKey, at: start)
    }
    return members
  }

  /// Reads an array.
  private mutating func elements() throws(Malformed) -> [Value] {
    try openArray()
    var elements: [Value] = []
    var isFirst = true
    while try nextElement(isFirst: &isFirst) { elements.append(try value()) }
    return elements
  }

  /// Passes a word, byte by byte.
  private mutating func literal(_ word: StaticString) throws(Malformed) {
    for index in 0..<word.utf8CodeUnitCount { try expect(word.utf8Start[index]) }
  }

  /// Reads a number. In relaxed form a fraction, an exponent and an integer that is too large
  /// become the text of their digits, so that keys nobody asked for do no harm.
  private mutating func number() throws(Malformed) -> Value {
    let start = position
    let isNegative = byte == .minus
    if isNegative { position += 1 }
    guard byte.isDigit else { throw unexpected() }
    var magnitude: Int64 = 0
    var isInRange = true
    let digits = position
    while byte.isDigit {
      magnitude = magnitude &* 10 &+ Int64(byte - .zero)
      if position - digits > 15 || magnitude > Value.integerLimit { isInRange = false }
      position += 1
    }
    if byte(at: digits) == .zero, position > digits + 1 {
      throw Malformed(.leadingZero, at: start)
    }
    let isWhole = try passFraction(from: start)
    if isWhole, isInRange, !(isNegative && magnitude == 0 && form == .canonical) {
      return .integer(isNegative ? -magnitude : magnitude)
    }
    if form == .canonical {
      throw Malformed(isInRange ? .negativeZero : .integerRange, at: start)
    }
    return .string(String(decoding: bytes[start..<position], as: UTF8.self))
  }

  /// Passes a fraction and an exponent; says whether there was neither.
  private mutating func passFraction(from start: Int) throws(Malformed) -> Bool {
    let exponent: (UInt8) -> Bool = { $0 | 0x20 == UInt8(ascii: "e") }
    guard byte == .point || exponent(byte) else { return true }
    if form == .canonical { throw Malformed(.fraction, at: start) }
    if byte == .point {
      position += 1
      try passDigits()
    }
    if exponent(byte) {
      position += 1
      if byte == .plus || byte == .minus { position += 1 }
      try passDigits()
    }
    return false
  }

  /// Passes at least one digit.
  private mutating func passDigits() throws(Malformed) {
    guard byte.isDigit else { throw unexpected() }
    while byte.isDigit { position += 1 }
  }
}
