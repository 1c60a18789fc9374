/// Which constructs and names the sources do without.
enum LanguageRules {
  static let bannedWords = [
    "try!", "as!", "fatalError", "@unchecked Sendable", "nonisolated(unsafe)",
  ]

  static let bannedSuffixes = [
    "Manager", "Helper", "Helpers", "Utility", "Utilities", "Common", "Info",
  ]

  static func bannedConstructs(in file: SourceFile) -> [Finding] {
    file.numberedCode.flatMap { number, line in
      var findings = bannedWords.filter(line.contains).map { Finding(file, number, $0) }
      if forcesUnwrap(line) { findings.append(Finding(file, number, "a forced unwrap")) }
      return findings
    }
  }

  /// Whether a mark follows directly upon a value or type, as in `name!`, `call()!`, `list[0]!`.
  private static func forcesUnwrap(_ line: String) -> Bool {
    let characters = Array(line)
    return characters.indices.dropFirst().contains { index in
      guard characters[index] == "!" else { return false }
      let before = characters[index - 1]
      let isCompared = index + 1 < characters.count && characters[index + 1] == "="
      let isKeyword = line.prefix(index).hasSuffix("try") || line.prefix(index).hasSuffix("as")
      let isValue = before.isLetter || before.isNumber || "_)]>`\"}".contains(before)
      return isValue && !isCompared && !isKeyword
    }
  }

  /// Types whose names end in a word that says nothing.
  static func emptyNames(in file: SourceFile) -> [Finding] {
    file.numberedCode.compactMap { number, line in
      guard let name = declaredType(in: line) else { return nil }
      guard let suffix = bannedSuffixes.first(where: name.hasSuffix) else { return nil }
      return Finding(file, number, "\(name) ends in \(suffix)")
    }
  }

  /// The name of the type that a line declares.
  static func declaredType(in line: String) -> String? {
    let kinds: Set<Substring> = [
      "struct", "class", "enum", "actor", "protocol", "typealias",
    ]
    let words = line.split(whereSeparator: { !($0.isLetter || $0.isNumber || "_@".contains($0)) })
    guard let kind = words.firstIndex(where: kinds.contains), kind + 1 < words.count else {
      return nil
    }
    let name = words[kind + 1]
    guard name.first?.isUppercase == true, words.first != "import" else { return nil }
    return String(name)
  }
}
