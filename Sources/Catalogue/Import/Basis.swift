package import SyncCore

/// The dots that a person was shown in an exported record, cell by cell.
///
/// As text: `note=14-vgr:16 status=14-vgr:3,14-vgr:9 #5c0e21af`. Members of sets are
/// percent-encoded (RFC 3986). The last word is a checksum over the record's name and what stands
/// before it, so that a cut cell, or a column sorted without the others, is noticed.
package struct Basis: Hashable, Sendable {
  /// A cell that is not named was empty when it was shown.
  package let dots: [CellName: Set<Dot>]

  /// Why a basis is not used.
  package enum Damage: Error, Equatable {
    /// The checksum is missing or wrong: text was cut or changed, or belongs to another record.
    case checksum
    /// A word has not the form `cell=author:sequence,…`.
    case word(String)
  }

  package init(_ dots: [CellName: Set<Dot>]) {
    self.dots = dots.filter { !$0.value.isEmpty }
  }

  /// Reads what `text(for:)` printed for the same record.
  package init(parsing text: String, for record: RecordName) throws(Damage) {
    var words = text.split(whereSeparator: { $0 == " " })
    guard let checksum = words.popLast(),
      checksum == Self.checksum(of: words.joined(separator: " "), for: record)
    else { throw .checksum }
    var dots: [CellName: Set<Dot>] = [:]
    for word in words {
      guard let (cell, seen) = Self.entry(word), dots.updateValue(seen, forKey: cell) == nil
      else { throw .word(String(word)) }
    }
    self.dots = dots
  }

  /// The basis as one cell of a sheet; the same basis always gives the same text.
  package func text(for record: RecordName) -> String {
    let words = dots.sorted { $0.key < $1.key }.map { cell, seen in
      let name = cell.member.map { "\(cell.field)/\(Self.encoded($0))" } ?? cell.field
      let dots = Dot.wireTexts(seen).map(\.string).joined(separator: ",")
      return "\(name)=\(dots)"
    }
    let entries = words.joined(separator: " ")
    return (words + [Self.checksum(of: entries, for: record)]).joined(separator: " ")
  }

  private static func entry(_ word: Substring) -> (CellName, Set<Dot>)? {
    let halves = word.split(separator: "=", omittingEmptySubsequences: false)
    guard halves.count == 2, let name = decoded(halves[0]), let cell = CellName(Text(name)) else {
      return nil
    }
    var seen: Set<Dot> = []
    for text in halves[1].split(separator: ",", omittingEmptySubsequences: false) {
      guard let dot = Dot(String(text)), seen.insert(dot).inserted else { return nil }
    }
    return (cell, seen)
  }
}

extension Basis {
  /// FNV-1a in 32 bits: it catches accidents, and nobody gains by forging it.
  private static func checksum(of entries: String, for record: RecordName) -> String {
    var hash: UInt32 = 0x811C_9DC5
    for byte in "\(record) \(entries)".utf8 {
      hash = (hash ^ UInt32(byte)) &* 0x0100_0193
    }
    let digits = String(hash, radix: 16)
    return "#" + String(repeating: "0", count: 8 - digits.count) + digits
  }

  private static func encoded(_ member: Text) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var encoded: [UInt8] = []
    for byte in member.string.utf8 {
      if isUnreserved(byte) {
        encoded.append(byte)
      } else {
        encoded += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: encoded, as: UTF8.self)
  }

  private static func decoded(_ text: Substring) -> String? {
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard rest.count >= 2,
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      else { return nil }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    return String(validating: bytes, as: UTF8.self)
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"):
      true
    default: "-._~".utf8.contains(byte)
    }
  }
}
