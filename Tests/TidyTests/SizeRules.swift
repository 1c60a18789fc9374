/// How long files and functions may be.
enum SizeRules {
  static let fileLimitLines = 300
  static let medianLimitLines = 100
  static let functionLimitLines = 40
  /// What stands before a longer function, followed by the reason.
  static let excuse = "// Long because: "

  static func longFiles(among files: [SourceFile]) -> [Finding] {
    files.filter { $0.lines.count > fileLimitLines }.map {
      Finding($0, 0, "\($0.lines.count) lines; the limit is \(fileLimitLines)")
    }
  }

  /// The length in the middle; of two in the middle the greater.
  static func medianLines(of files: [SourceFile]) -> Int {
    let counts = files.map(\.lines.count).sorted()
    return counts.isEmpty ? 0 : counts[counts.count / 2]
  }

  /// Functions, initialisers, subscripts and computed properties over the limit without a reason.
  static func longFunctions(in file: SourceFile) -> [Finding] {
    file.code.indices.compactMap { start in
      guard opensFunction(file.code[start]), let end = endOfBody(from: start, in: file) else {
        return nil
      }
      let count = end - start + 1
      guard count > functionLimitLines, !isExcused(start, in: file) else { return nil }
      return Finding(file, start + 1, "a function of \(count) lines")
    }
  }

  private static func opensFunction(_ line: String) -> Bool {
    let words = line.split(whereSeparator: { " \t(<:?".contains($0) })
    let declares = words.contains { ["func", "init", "deinit", "subscript"].contains($0) }
    return declares || (words.contains("var") && line.hasSuffix("{") && !line.contains("="))
  }

  /// The line of the brace that closes the first one opened; nil where there is no body.
  private static func endOfBody(from start: Int, in file: SourceFile) -> Int? {
    var depth = 0
    var parentheses = 0
    for index in start..<file.code.count {
      for character in file.code[index] {
        switch character {
        case "(", "[": parentheses += 1
        case ")", "]": parentheses -= 1
        case "{" where parentheses == 0: depth += 1
        case "}" where parentheses == 0:
          depth -= 1
          if depth <= 0 { return depth == 0 ? index : nil }
        default: break
        }
      }
      // A requirement of a protocol has no body: its line ends outside all parentheses.
      let next = index + 1 < file.code.count ? file.code[index + 1] : ""
      let goesOn = next.drop { $0 == " " }.first.map { "{)-w".contains($0) } ?? false
      if depth == 0, parentheses == 0, !goesOn, !continues(file.code[index]) { return nil }
    }
    return nil
  }

  private static func continues(_ line: String) -> Bool {
    let last = line.last { $0 != " " }
    return last == "," || last == ">" || last == "("
  }

  private static func isExcused(_ start: Int, in file: SourceFile) -> Bool {
    for line in file.lines[..<start].reversed() {
      let text = line.drop { $0 == " " }
      if text.hasPrefix(excuse) { return true }
      guard text.hasPrefix("//") || text.hasPrefix("@") else { return false }
    }
    return false
  }
}
