/// Colours and weights of text on a terminal; nothing of it where the output is no terminal.
struct Style: Sendable, Hashable {
  let isColoured: Bool

  /// Text without any escapes.
  static let plain = Style(isColoured: false)

  func bold(_ text: String) -> String { wrap(text, "1") }
  func dim(_ text: String) -> String { wrap(text, "2") }
  /// What a person has to look at.
  func alarm(_ text: String) -> String { wrap(text, "31") }
  func good(_ text: String) -> String { wrap(text, "32") }

  private func wrap(_ text: String, _ code: String) -> String {
    isColoured ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
