import Catalogue
package import SyncCore

extension String {
  /// The text without what would steer a terminal: control characters, but for line ends and
  /// tabs, become `\u{FFFD}`.
  package var printable: String {
    guard utf8.contains(where: { $0 == 0xC2 || Self.steers($0) }) else { return self }
    let bytes = Array(utf8)
    var printable: [UInt8] = []
    printable.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      // U+0080 to U+009F are C2 and a byte below A0.
      let isPair = bytes[index] == 0xC2 && bytes[index + 1] < 0xA0
      if isPair || Self.steers(bytes[index]) {
        printable += "\u{FFFD}".utf8
      } else {
        printable.append(bytes[index])
      }
      index += isPair ? 2 : 1
    }
    return String(decoding: printable, as: UTF8.self)
  }

  /// Whether a byte is a control character, but for line ends and tabs.
  private static func steers(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x09, 0x0A, 0x0D: false
    default: byte < 0x20 || byte == 0x7F
    }
  }

  /// A person's own words in a message: in quotes, short, with personal numbers masked.
  package var quoted: String { "'\(ContentRules.masked(self).printable.shortened(to: 80))'" }

  /// The text on one line, cut to so many characters. Cost: what is kept, not the whole text.
  package func shortened(to limitCharacters: Int) -> String {
    var line: [Character] = []
    var endsLine = false
    for character in self {
      if character.isNewline {
        endsLine = !line.isEmpty
        continue
      }
      if endsLine { line.append(" ") }
      endsLine = false
      line.append(character)
      if line.count > limitCharacters { return String(line.prefix(limitCharacters - 1)) + "…" }
    }
    return String(line)
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
    case .erased: "(erased)"
    default: String(decoding: wire, as: UTF8.self)
    }
  }
}
