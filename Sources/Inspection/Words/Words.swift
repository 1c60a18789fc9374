/// What the pages say, in one language. Each phrase has a name, by which templates and code call
/// it.
struct Words {
  /// A phrase in both languages; `{0}`, `{1}` … stand for what is put in.
  struct Phrase {
    let name: String
    let swedish: String
    let english: String

    init(_ name: String, _ swedish: String, _ english: String) {
      self.name = name
      self.swedish = swedish
      self.english = english
    }
  }

  let language: Language
  /// The phrases by name.
  var table: [String: String] { Self.tables[language] ?? [:] }

  init(_ language: Language) {
    self.language = language
  }

  /// Every phrase; names are unique.
  static let phrases =
    frame + failures + overview + conflicts + conflict + catalogue + record + matrix + history
    + quarantine

  private static let tables: [Language: [String: String]] = [
    .swedish: Dictionary(phrases.map { ($0.name, $0.swedish) }) { first, _ in first },
    .english: Dictionary(phrases.map { ($0.name, $0.english) }) { first, _ in first },
  ]

  /// A phrase by its name; the name itself where there is none.
  subscript(name: String) -> String { table[name] ?? name }

  /// A phrase with values put in.
  func callAsFunction(_ name: String, _ values: String...) -> String {
    var text = self[name]
    for (index, value) in values.enumerated() { text = text.replacing("{\(index)}", with: value) }
    return text
  }

  /// A phrase for one thing, or for several: `NAME_one` and `NAME_many`, with the number put in.
  func count(_ number: Int, _ name: String) -> String {
    self(number == 1 ? "\(name)_one" : "\(name)_many", "\(number)")
  }
}
