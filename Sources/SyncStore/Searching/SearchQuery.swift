/// What a person typed, as a question to the index.
///
/// Nothing of it is syntax: each word stands in quotes and is the beginning of what is looked for;
/// where it holds several tokens, as `M16.9` does, they have to follow upon each other.
struct SearchQuery: Equatable {
  /// The expression for `MATCH`, or nil where nothing is asked for.
  let expression: String?

  /// How many words count; those behind them are left out.
  static let wordsLimit = 16
  /// How much of a text counts, in bytes.
  static let limitBytes = 1_000

  init(_ text: String) {
    let part = String(decoding: text.utf8.prefix(Self.limitBytes), as: UTF8.self)
    // By scalars: a quotation mark that a combining one follows is another `Character`.
    let words = part.searchable.unicodeScalars.split {
      $0 == "\"" || $0.properties.isWhitespace
    }
    let terms = words.filter(Self.hasToken).prefix(Self.wordsLimit).map {
      "\"" + String($0) + "\" *"
    }
    expression = terms.isEmpty ? nil : terms.joined(separator: " AND ")
  }

  /// The same question to names and titles alone.
  var inTitles: String? { expression.map { "{name title} : (\($0))" } }

  /// Whether the tokenizer finds anything in a word: a letter or a digit.
  private static func hasToken(_ word: Substring.UnicodeScalarView) -> Bool {
    word.contains { scalar in
      switch scalar.properties.generalCategory {
      case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
        .decimalNumber, .letterNumber, .otherNumber:
        true
      default: false
      }
    }
  }
}
