/// How text may look where it is printed: colours and weights, and how wide a line may be.
struct Style: Sendable, Hashable {
  let isColoured: Bool
  /// How many characters a line holds.
  let width: Int

  /// The width where nothing is known of the terminal.
  static let usualWidth = 80

  init(isColoured: Bool, width: Int = Self.usualWidth) {
    self.isColoured = isColoured
    self.width = width
  }

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
