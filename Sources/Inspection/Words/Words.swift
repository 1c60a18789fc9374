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

  /// A phrase with values put in, each once: what stands in a value is never taken for a hole.
  func callAsFunction(_ name: String, _ values: String...) -> String {
    let phrase = self[name]
    var text = ""
    var rest = phrase[...]
    while let open = rest.firstIndex(of: "{") {
      text += rest[..<open]
      let tail = rest[rest.index(after: open)...]
      if let close = tail.firstIndex(of: "}"), let index = Int(tail[..<close]),
        values.indices.contains(index)
      {
        text += values[index]
        rest = tail[tail.index(after: close)...]
      } else {
        text += "{"
        rest = tail
      }
    }
    return text + rest
  }

  /// A phrase for one thing, or for several: `NAME_one` and `NAME_many`, with the number put in.
  func count(_ number: Int, _ name: String) -> String {
    self(number == 1 ? "\(name)_one" : "\(name)_many", "\(number)")
  }
}
