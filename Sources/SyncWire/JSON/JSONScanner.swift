/// Reads JSON byte by byte, front to back, each byte once.
///
/// In canonical form (RFC 8785 as restricted by DESIGN section 6) every deviation is a fault; in
/// relaxed form white space, any order of keys and any escape are taken too.
///
/// Invariant: bytes are only read through `byte` and `byte(at:)`, which answer 0 beyond the end. NUL
/// is legal nowhere in JSON, so no hostile input can make the scanner read outside the buffer.
struct JSONScanner {
  /// Which JSON is read.
  enum Form {
    case canonical, relaxed
  }

  let bytes: UnsafeBufferPointer<UInt8>
  let form: Form
  /// The most arrays and objects around a value.
  let nestingLimit: Int
  var position = 0
  private(set) var depth = 0

  /// A scanner at the first byte of a buffer that must outlive it.
  init(_ bytes: UnsafeBufferPointer<UInt8>, form: Form, nestingLimit: Int) {
    self.bytes = bytes
    self.form = form
    self.nestingLimit = nestingLimit
  }

  /// The byte that is read next, 0 at the end.
  @inline(__always) var byte: UInt8 { byte(at: position) }

  /// The byte at an offset, 0 outside the buffer.
  @inline(__always) func byte(at offset: Int) -> UInt8 {
    offset < bytes.count ? bytes[offset] : 0
  }

  var isAtEnd: Bool { position >= bytes.count }

  /// Begins a document: a byte order mark is the one fault that can stand before the first token.
  mutating func begin() throws(Malformed) {
    if byte == 0xEF, byte(at: 1) == 0xBB, byte(at: 2) == 0xBF {
      throw Malformed(.byteOrderMark, at: 0)
    }
    skipSpace()
  }

  /// Ends a document: nothing may follow the value.
  mutating func end() throws(Malformed) {
    skipSpace()
    guard isAtEnd else {
      throw Malformed(isSpace(byte) ? .whiteSpace : .trailingBytes, at: position)
    }
  }

  /// Passes white space in relaxed form; in canonical form white space is left to be a fault.
  @inline(__always) mutating func skipSpace() {
    if form == .canonical { return }
    while isSpace(byte) { position += 1 }
  }

  @inline(__always) func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }

  /// Whether exactly these bytes come next.
  func isAhead(of text: StaticString) -> Bool {
    (0..<text.utf8CodeUnitCount).allSatisfy { byte(at: position + $0) == text.utf8Start[$0] }
  }

  /// Passes one byte that must stand here.
  @inline(__always) mutating func expect(_ wanted: UInt8) throws(Malformed) {
    guard byte == wanted else { throw unexpected() }
    position += 1
  }

  /// The fault of a byte that cannot stand here.
  func unexpected() -> Malformed {
    if isAtEnd { return Malformed(.unexpectedEnd, at: position) }
    return Malformed(isSpace(byte) ? .whiteSpace : .unexpectedByte(byte), at: position)
  }

  /// The fault of a value whose JSON type is not the wanted one.
  func wrongType(_ expected: Malformed.Expected) -> Malformed {
    let starts = "\"{[tfn-0123456789"
    guard !isAtEnd, starts.utf8.contains(byte) else { return unexpected() }
    return Malformed(.wrongType(expected: expected), at: position)
  }

  /// Goes into an array or object.
  mutating func descend() throws(Malformed) {
    guard depth < nestingLimit else {
      throw Malformed(.tooDeep(limit: nestingLimit), at: position)
    }
    depth += 1
    position += 1
    skipSpace()
  }

  /// Leaves an array or object.
  mutating func ascend() {
    depth -= 1
    position += 1
  }

  /// Goes back to where a value began, to read it another way.
  mutating func rewind(to position: Int, depth: Int) {
    self.position = position
    self.depth = depth
  }
}
