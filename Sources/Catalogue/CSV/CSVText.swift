/// The bytes of a CSV file, known to be UTF-8 without U+0000, after their byte order mark.
struct CSVText {
  let bytes: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) throws(CSVError) {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    self.bytes = bytes.starts(with: mark) ? bytes.dropFirst(mark.count) : bytes[...]
    if let invalid = Self.firstInvalid(in: self.bytes) {
      let (line, column) = place(of: invalid)
      throw .notUTF8(line: line, column: column, guess: guess)
    }
    if let zero = self.bytes.firstIndex(of: 0) {
      let (line, column) = place(of: zero)
      // Plain ASCII in UTF-16 is valid UTF-8 with a zero beside every letter.
      let isUTF16 = self.bytes.prefix(100).count { $0 == 0 } * 3 > self.bytes.prefix(100).count
      if isUTF16 { throw .notUTF8(line: line, column: column, guess: .utf16) }
      throw .zeroCharacter(line: line, column: column)
    }
  }

  /// The line, from 1, and the column, from 1 in Unicode scalars, of a byte.
  func place(of index: Int) -> (line: Int, column: Int) {
    let before = bytes[..<index]
    let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? bytes.startIndex
    return (
      line: before.count { $0 == UInt8(ascii: "\n") } + 1,
      column: bytes[start..<index].count { $0 & 0xC0 != 0x80 } + 1
    )
  }

  private var guess: CSVError.Guess {
    let start = Array(bytes.prefix(2))
    return start == [0xFF, 0xFE] || start == [0xFE, 0xFF] ? .utf16 : .windows1252
  }

  private static func firstInvalid(in bytes: ArraySlice<UInt8>) -> Int? {
    var position = bytes.startIndex
    var iterator = bytes.makeIterator()
    var decoder = UTF8()
    while true {
      switch decoder.decode(&iterator) {
      case .scalarValue(let scalar): position += UTF8.width(scalar)
      case .emptyInput: return nil
      case .error: return position
      }
    }
  }
}
