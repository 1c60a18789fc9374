import SyncCore

/// A set in one cell of a sheet: its members between ` | `, as in `J44 | J45`.
///
/// In a member, `|` and `\` get a `\` before them, and so do blanks at its ends, which would
/// else be taken for the space around the separator.
enum SetText {
  /// The members in the order of their bytes.
  static func text(of members: Set<Text>) -> String {
    members.sorted().map { escaped($0.string) }.joined(separator: " | ")
  }

  /// The members; empty pieces are none.
  static func members(in text: String) -> Set<Text> {
    var members: Set<Text> = []
    var piece: [UInt8] = []
    /// How much of the piece stays even if it ends in blanks.
    var kept = 0
    var isEscaped = false
    func finish() {
      let member = String(decoding: piece[..<kept], as: UTF8.self)
      if !member.isEmpty { members.insert(Text(member)) }
      (piece, kept) = ([], 0)
    }
    for byte in text.utf8 {
      if isEscaped {
        piece.append(byte)
        (kept, isEscaped) = (piece.count, false)
      } else if byte == backslash {
        isEscaped = true
      } else if byte == bar {
        finish()
      } else if blanks.contains(byte) {
        if kept > 0 { piece.append(byte) }
      } else {
        piece.append(byte)
        kept = piece.count
      }
    }
    finish()
    return members
  }

  private static func escaped(_ member: String) -> String {
    let bytes = Array(member.utf8)
    let first = bytes.firstIndex { !blanks.contains($0) } ?? bytes.count
    let last = bytes.lastIndex { !blanks.contains($0) } ?? -1
    var escaped: [UInt8] = []
    for (index, byte) in bytes.enumerated() {
      let isOuterBlank = index < first || index > last
      if byte == bar || byte == backslash || isOuterBlank { escaped.append(backslash) }
      escaped.append(byte)
    }
    return String(decoding: escaped, as: UTF8.self)
  }

  private static let bar = UInt8(ascii: "|")
  private static let backslash = UInt8(ascii: "\\")
  private static let blanks = Array(" \t\r\n".utf8)
}
