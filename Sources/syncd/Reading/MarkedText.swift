import Inspection

/// Characters that are unchanged, removed or added, for lines of a terminal.
struct MarkedText {
  private struct Mark {
    let character: Character
    let kind: TextDifference.Kind
  }

  private var marks: [Mark]

  private init(_ marks: [Mark]) {
    self.marks = marks
  }

  /// Unchanged text.
  init(_ text: String) {
    marks = text.printable.map { Mark(character: $0, kind: .same) }
  }

  /// Pieces, those that changed between marks. Line ends are shown where they are all that changed.
  init(_ pieces: [TextDifference.Piece]) {
    let isOnlyLineEnds = pieces.allSatisfy { $0.kind == .same || Self.isLineEnds($0) }
    marks = pieces.flatMap { piece -> [Mark] in
      if Self.isLineEnds(piece), piece.kind == .same || !isOnlyLineEnds { return [] }
      let text = Self.shown(piece)
      let brackets =
        switch piece.kind {
        case .same: ("", "")
        case .removed: ("[-", "-]")
        case .added: ("{+", "+}")
        }
      return (brackets.0 + text + brackets.1).map { Mark(character: $0, kind: piece.kind) }
    }
  }

  var count: Int { marks.count }

  private static func isLineEnds(_ piece: TextDifference.Piece) -> Bool {
    piece.text.allSatisfy { $0 == "\n" || $0 == "\r" || $0 == "\r\n" }
  }

  private static func shown(_ piece: TextDifference.Piece) -> String {
    if isLineEnds(piece) {
      return String(piece.text.unicodeScalars.map { $0 == "\r" ? "␍" : "¶" })
    }
    let text = piece.text.printable.dropLast(while: \.isNewline)
    return String(text.map { $0.isWhitespace ? " " : $0.turnsText ? "\u{FFFD}" : $0 })
  }

  /// The text on lines of a width, broken at white space where there is any.
  func lines(of width: Int) -> [MarkedText] {
    var lines: [MarkedText] = []
    var rest = marks[...]
    while rest.count > width {
      let head = rest.prefix(width + 1)
      let space = head.lastIndex { $0.character == " " }
      let end = space.flatMap { $0 > rest.startIndex ? $0 : nil } ?? rest.startIndex + width
      lines.append(MarkedText(Array(rest[..<end])))
      rest = rest[(space == end ? end + 1 : end)...]
    }
    return lines + [MarkedText(Array(rest))]
  }

  /// The characters with the colours of their kinds.
  func text(_ style: Style) -> String {
    var text = ""
    var rest = marks[...]
    while let first = rest.first {
      let run = rest.prefix { $0.kind == first.kind }
      let part = String(run.map(\.character))
      switch first.kind {
      case .same: text += part
      case .removed: text += style.alarm(part)
      case .added: text += style.good(part)
      }
      rest = rest.dropFirst(run.count)
    }
    return text
  }
}

extension Character {
  /// Whether it would turn the direction of what follows on its line, the other column included.
  fileprivate var turnsText: Bool {
    unicodeScalars.contains { scalar in
      switch scalar.value {
      case 0x61C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
      default: false
      }
    }
  }
}

extension String {
  fileprivate func dropLast(while isDropped: (Character) -> Bool) -> Substring {
    prefix(upTo: lastIndex { !isDropped($0) }.map(index(after:)) ?? startIndex)
  }

  /// The text without the spaces at its end.
  func trimmingEnd() -> String { String(dropLast(while: { $0 == " " })) }
}
