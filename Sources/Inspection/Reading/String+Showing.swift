import Catalogue
package import SyncCore

extension String {
  /// The text without what would steer a terminal: control characters, but for line ends and
  /// tabs, become `\u{FFFD}`.
  package var printable: String {
    guard utf8.contains(where: { $0 < 0x20 || $0 == 0x7F || $0 == 0xC2 }) else { return self }
    let scalars = unicodeScalars.map { scalar -> Unicode.Scalar in
      let steers = scalar.properties.generalCategory == .control
      return steers && scalar != "\n" && scalar != "\t" && scalar != "\r" ? "\u{FFFD}" : scalar
    }
    return String(String.UnicodeScalarView(scalars))
  }

  /// A person's own words in a message: in quotes, short, with personal numbers masked.
  package var quoted: String { "'\(ContentRules.masked(self).printable.shortened(to: 80))'" }

  /// The text on one line, cut to so many characters.
  package func shortened(to limitCharacters: Int) -> String {
    let line = split(whereSeparator: \.isNewline).joined(separator: " ")
    return line.count > limitCharacters ? line.prefix(limitCharacters - 1) + "…" : line
  }

  /// `1 record`, `2 records`.
  package static func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }
}

extension Value {
  /// A value in one short line for people: text bare, all else as JSON.
  package var shown: String {
    switch self {
    case .null: "(empty)"
    case .text(let text): text.string.printable
    default: String(decoding: wire, as: UTF8.self)
    }
  }
}
