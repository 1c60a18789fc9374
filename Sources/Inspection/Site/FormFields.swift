import Foundation

/// Names and values as a browser sends them, `application/x-www-form-urlencoded`, in its order.
///
/// Source: WHATWG URL, section 5.
struct FormFields: Hashable {
  let pairs: [(name: String, value: String)]

  init(_ pairs: [(name: String, value: String)]) {
    self.pairs = pairs
  }

  /// Reads a query or a body; what is no UTF-8 becomes U+FFFD. Line ends of text areas, which
  /// browsers send as CR LF, become LF, as texts have them.
  init(encoded: some Sequence<UInt8>) {
    pairs = Array(encoded).split(separator: UInt8(ascii: "&")).map { pair in
      let equals = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
      let value = pair[min(equals + 1, pair.endIndex)...]
      return (Self.decoded(pair[..<equals]), Self.decoded(value))
    }
  }

  /// The first value of a name; nil where it was not sent.
  subscript(name: String) -> String? { pairs.first { $0.name == name }?.value }

  /// The first value of a name unless it is blank.
  func filled(_ name: String) -> String? {
    guard let value = self[name]?.trimmingCharacters(in: .whitespacesAndNewlines), !value.isEmpty
    else { return nil }
    return value
  }

  /// Every value of a name, blank ones left out.
  func all(_ name: String) -> [String] {
    pairs.filter { $0.name == name && !$0.value.isEmpty }.map(\.value)
  }

  private static func decoded(_ bytes: ArraySlice<UInt8>) -> String {
    var plain: [UInt8] = []
    plain.reserveCapacity(bytes.count)
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      if byte == UInt8(ascii: "%"), index + 2 < bytes.endIndex,
        let high = digit(bytes[index + 1]), let low = digit(bytes[index + 2])
      {
        plain.append(high << 4 | low)
        index += 3
        if plain.count > 1, plain[plain.count - 2] == 0x0D, plain[plain.count - 1] == 0x0A {
          plain.removeLast(2)
          plain.append(0x0A)
        }
        continue
      }
      plain.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
      index += 1
    }
    return String(decoding: plain, as: UTF8.self)
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }

  static func == (left: Self, right: Self) -> Bool {
    left.pairs.elementsEqual(right.pairs) { $0.name == $1.name && $0.value == $1.value }
  }

  func hash(into hasher: inout Hasher) {
    for pair in pairs { hasher.combine(pair.name); hasher.combine(pair.value) }
  }
}
