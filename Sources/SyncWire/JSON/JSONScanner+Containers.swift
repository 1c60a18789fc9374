import SyncCore

extension JSONScanner {
  /// A key of an object, as it stands between its quotes.
  struct Key {
    let raw: RawString
    fileprivate let line: UnsafeBufferPointer<UInt8>

    /// The bytes between the quotes.
    @inline(__always) var bytes: UnsafeBufferPointer<UInt8> {
      UnsafeBufferPointer(rebasing: line[raw.start..<raw.end])
    }

    /// The offset of the key's opening quote.
    var offset: Int { raw.start - 1 }

    /// Matches a key by its bytes; a name of plain ASCII has no second spelling in canonical form.
    static func ~= (name: StaticString, key: Key) -> Bool {
      guard name.utf8CodeUnitCount == key.bytes.count else { return false }
      for index in 0..<key.bytes.count where name.utf8Start[index] != key.bytes[index] {
        return false
      }
      return true
    }
  }

  /// How far an object's keys have been read.
  struct Keys {
    fileprivate var previous: Key?
    /// In relaxed form order says nothing, so the keys are remembered; nil until there is one.
    fileprivate var seen: Set<Text>?
  }

  /// Goes into an object.
  mutating func openObject() throws(Malformed) -> Keys {
    guard byte == .openBrace else { throw wrongType(.object) }
    try descend()
    return Keys()
  }

  /// The next key, with the scanner at its value; nil, and past the object, when there is none.
  mutating func nextKey(_ keys: inout Keys) throws(Malformed) -> Key? {
    skipSpace()
    if byte == .closeBrace {
      ascend()
      return nil
    }
    if keys.previous != nil {
      try expect(.comma)
      skipSpace()
    }
    guard byte == .quote else { throw unexpected() }
    let raw = try rawString()
    let key = Key(raw: raw, line: bytes)
    // Nobody may ever ask for this key as a text, so what could be wrong with it is found here.
    if raw.hasEscape || !raw.isASCII || key.bytes.count > Limits.textBytes {
      _ = try text(of: raw)
    }
    try check(key, &keys)
    keys.previous = key
    skipSpace()
    try expect(.colon)
    skipSpace()
    return key
  }

  /// Goes into an array.
  mutating func openArray() throws(Malformed) {
    guard byte == .openBracket else { throw wrongType(.array) }
    try descend()
  }

  /// Whether an element follows, with the scanner at it; false, and past the array, if not.
  mutating func nextElement(isFirst: inout Bool) throws(Malformed) -> Bool {
    skipSpace()
    if byte == .closeBracket {
      ascend()
      return false
    }
    if isFirst {
      isFirst = false
    } else {
      try expect(.comma)
      skipSpace()
      if byte == .closeBracket { throw unexpected() }
    }
    return true
  }

  /// Finds a key that stands twice or out of order.
  private func check(_ key: Key, _ keys: inout Keys) throws(Malformed) {
    if form == .relaxed {
      var seen = keys.seen.take() ?? []
      guard seen.insert(try text(of: key.raw)).inserted else {
        throw Malformed(.duplicateKey, at: key.offset)
      }
      keys.seen = seen
      return
    }
    guard let previous = keys.previous else { return }
    let order = try order(of: previous, key)
    if order == 0 { throw Malformed(.duplicateKey, at: key.offset) }
    if order > 0 { throw Malformed(.keyOrder, at: key.offset) }
  }

  /// Below, equal to or above zero, as `left` stands before, at or after `right` by UTF-16 units.
  ///
  /// Bytes order two texts the same way unless an escape hides a character, or one of them leaves
  /// the Basic Multilingual Plane (first byte 0xF0) where the other has one of its last
  /// characters (0xEE, 0xEF): only then the texts are decoded.
  private func order(of left: Key, _ right: Key) throws(Malformed) -> Int {
    let first = left.bytes
    let second = right.bytes
    let count = min(first.count, second.count)
    var index = 0
    while index < count, first[index] == second[index] { index += 1 }
    let isPlain = !left.raw.hasEscape && !right.raw.hasEscape
    if index == count {
      if isPlain || first.count == second.count { return first.count - second.count }
    } else if isPlain, min(first[index], second[index]) < 0xEE {
      return Int(first[index]) - Int(second[index])
    }
    let leftText = try text(of: left.raw)
    let rightText = try text(of: right.raw)
    if leftText == rightText { return 0 }
    return leftText.precedesAsKey(rightText) ? -1 : 1
  }
}
