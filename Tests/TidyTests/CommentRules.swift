/// What comments must say, and must not hold.
enum CommentRules {
  /// Types and functions for other modules that nothing is said about. Operators and witnesses
  /// that every reader knows speak for themselves.
  static func undocumented(in file: SourceFile) -> [Finding] {
    file.code.indices.compactMap { index in
      guard let name = sharedDeclaration(in: file.code[index]) else { return nil }
      guard !isDocumented(index, in: file) else { return nil }
      return Finding(file, index + 1, "\(name) has no documentation")
    }
  }

  /// Functions that the standard library's protocols ask for.
  private static let witnesses: Set = ["hash", "next"]

  /// The name of the type or function that a line declares `public` or `package`.
  static func sharedDeclaration(in line: String) -> String? {
    let words = line.split(whereSeparator: { " \t(:{".contains($0) }).map(String.init)
    guard words.contains("public") || words.contains("package") else { return nil }
    guard let keyword = words.firstIndex(of: "func"), keyword + 1 < words.count else {
      return LanguageRules.declaredType(in: line)
    }
    let name = words[keyword + 1].prefix { $0 != "<" }
    let isWord = name.first.map { $0.isLetter || "_`".contains($0) } ?? false
    return isWord && !witnesses.contains(String(name)) ? String(name) : nil
  }

  private static func isDocumented(_ index: Int, in file: SourceFile) -> Bool {
    for line in file.lines[..<index].reversed() {
      let text = line.drop { $0 == " " }
      if text.hasPrefix("///") { return true }
      guard text.hasPrefix("@") || text.hasPrefix("//") else { return false }
    }
    return false
  }

  /// Comments that are code: a rough guess from how a line begins and ends.
  static func commentedOutCode(in file: SourceFile) -> [Finding] {
    zip(1..., file.lines).compactMap { number, line in
      guard let text = plainComment(in: line), looksLikeCode(text) else { return nil }
      return Finding(file, number, "commented-out code: \(text)")
    }
  }

  /// What stands after `//`, where that opens the line; nil for documentation.
  private static func plainComment(in line: String) -> String? {
    let text = line.drop { $0 == " " }
    guard text.hasPrefix("//"), !text.hasPrefix("///") else { return nil }
    return String(text.dropFirst(2).drop { $0 == " " })
  }

  private static func looksLikeCode(_ text: String) -> Bool {
    let text = text.last == " " ? String(text.dropLast()) : text
    let openers = ["let ", "var ", "func ", "return ", "guard ", "if ", "for ", "try ", "case "]
    let ends: [Character] = ["{", "}", ";"]
    if let last = text.last, ends.contains(last) { return true }
    if text.hasPrefix("import "), text.split(separator: " ").count == 2 { return true }
    let isCall = text.hasSuffix(")") && text.first?.isLowercase == true && !text.contains(" ")
    let isStatement = openers.contains(where: text.hasPrefix) && text.contains(" = ")
    let isReturn = text.hasPrefix("return ") && text.hasSuffix(")")
    return isCall || isStatement || isReturn
  }

  /// Marks of unfinished work that name no issue.
  static func unnumberedTodos(in file: SourceFile) -> [Finding] {
    zip(1..., file.comments).compactMap { number, comment in
      guard ["TODO", "FIXME"].contains(where: comment.contains), !namesIssue(comment) else {
        return nil
      }
      return Finding(file, number, "unfinished work without the number of an issue")
    }
  }

  private static func namesIssue(_ line: String) -> Bool {
    zip(line, line.dropFirst()).contains { $0 == "#" && $1.isNumber }
  }
}
