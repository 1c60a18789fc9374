import Foundation
import SyncCore
import TestSupport

/// Texts that are looked for byte by byte: each of them is written once, but for who writes on what
/// was shown.
enum Secret {
  private static let prefix = "hemlig-"
  private static let digits = 9

  static func text(using random: inout SeededRandom) -> String {
    let number = String(random.number(in: 0...999_999_999))
    return prefix + String(repeating: "0", count: digits - number.count) + number
  }

  static func stands(in value: Value) -> Bool {
    value.asText.map { $0.string.hasPrefix(prefix) } ?? false
  }

  /// Every such text that stands anywhere in some bytes.
  static func texts(in bytes: Data) -> Set<String> {
    let wanted = Data(prefix.utf8)
    var texts: Set<String> = []
    var rest = bytes[...]
    while let found = rest.range(of: wanted) {
      let end = min(found.upperBound + digits, bytes.endIndex)
      texts.insert(String(decoding: bytes[found.lowerBound..<end], as: UTF8.self))
      rest = bytes[found.upperBound...]
    }
    return texts
  }
}
