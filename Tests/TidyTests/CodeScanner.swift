/// Tells Swift code from the comments and quoted texts around it, well enough for line rules.
struct CodeScanner {
  private enum Place: Equatable {
    case code
    case lineComment
    case blockComment(depth: Int)
    /// Inside quotes: how many quotation marks close it, with how many number signs.
    case quoted(marks: Int, signs: Int)
  }

  private let bytes: [UInt8]
  private let newline = UInt8(ascii: "\n")
  private let space = UInt8(ascii: " ")
  private var index = 0
  private var place = Place.code
  /// The quotations that an interpolation interrupts, each with its open parentheses.
  private var interrupted: [(place: Place, parentheses: Int)] = []
  private var code: [UInt8] = []
  private var comments: [UInt8] = []

  private init(_ text: String) {
    bytes = Array(text.utf8)
  }

  /// The text twice: with spaces in place of comments and quoted parts, and with spaces in place
  /// of all but comments. Lines stay where they are.
  static func split(_ text: String) -> (code: String, comments: String) {
    var scanner = CodeScanner(text)
    while scanner.index < scanner.bytes.count { scanner.step() }
    return (
      String(decoding: scanner.code, as: UTF8.self),
      String(decoding: scanner.comments, as: UTF8.self)
    )
  }

  private mutating func step() {
    switch place {
    case .code: stepInCode()
    case .lineComment:
      if bytes[index] == newline { place = .code }
      blank(1)
    case .blockComment(let depth): stepInBlockComment(depth)
    case .quoted(let marks, let signs): stepInQuotes(marks, signs)
    }
  }

  private mutating func stepInCode() {
    if sees("//") {
      place = .lineComment
      blank(2)
    } else if sees("/*") {
      place = .blockComment(depth: 1)
      blank(2)
    } else if let opening = openingQuotes {
      place = opening
      guard case .quoted(let marks, let signs) = opening else { return }
      blank(marks + signs)
    } else {
      countParentheses()
      keep()
    }
  }

  /// An interpolation ends at the parenthesis that closes it; then the quotation goes on.
  private mutating func countParentheses() {
    guard let last = interrupted.indices.last else { return }
    if bytes[index] == UInt8(ascii: "(") { interrupted[last].parentheses += 1 }
    if bytes[index] == UInt8(ascii: ")") { interrupted[last].parentheses -= 1 }
    if interrupted[last].parentheses == 0 { place = interrupted.removeLast().place }
  }

  private mutating func stepInBlockComment(_ depth: Int) {
    if sees("*/") {
      place = depth == 1 ? .code : .blockComment(depth: depth - 1)
      blank(2)
    } else if sees("/*") {
      place = .blockComment(depth: depth + 1)
      blank(2)
    } else {
      blank(1)
    }
  }

  private mutating func stepInQuotes(_ marks: Int, _ signs: Int) {
    let sign = String(repeating: "#", count: signs)
    if sees(String(repeating: "\"", count: marks) + sign) {
      blank(marks + signs)
      place = .code
    } else if sees("\\" + sign + "(") {
      interrupted.append((place, 1))
      blank(2 + signs)
      place = .code
    } else if sees("\\" + sign) {
      blank(2 + signs)
    } else {
      blank(1)
    }
  }

  private var openingQuotes: Place? {
    var signs = 0
    while index + signs < bytes.count, bytes[index + signs] == UInt8(ascii: "#") { signs += 1 }
    let sign = String(repeating: "#", count: signs)
    if sees(sign + "\"\"\"") { return .quoted(marks: 3, signs: signs) }
    if sees(sign + "\"") { return .quoted(marks: 1, signs: signs) }
    return nil
  }

  private func sees(_ text: String) -> Bool {
    guard index + text.utf8.count <= bytes.count else { return false }
    return bytes[index...].starts(with: text.utf8)
  }

  private mutating func keep() {
    code.append(bytes[index])
    comments.append(bytes[index] == newline ? newline : space)
    index += 1
  }

  private mutating func blank(_ count: Int) {
    let isQuoted = if case .quoted = place { true } else { false }
    for _ in 0..<min(count, bytes.count - index) {
      let byte = bytes[index]
      code.append(byte == newline ? newline : space)
      comments.append(byte == newline || !isQuoted ? byte : space)
      index += 1
    }
  }
}
