import Inspection

/// A difference as lines for a terminal: two columns where they fit, else one text under the
/// other.
///
/// What was removed or added is marked, `[-so-]` and `{+so+}`, and coloured where colours may be.
struct DifferenceLayout {
  /// The narrowest terminal on which two columns are shown.
  static let sideBySideWidth = 100

  private let difference: TextDifference
  private let style: Style
  private let width: Int

  init(_ difference: TextDifference, style: Style, width: Int) {
    self.difference = difference
    self.style = style
    self.width = width
  }

  /// The lines, under a heading that names both texts.
  func lines(left: String, right: String) -> [String] {
    let isWide = style.width >= Self.sideBySideWidth
    let heading =
      isWide
      ? columns(MarkedText(left), MarkedText(right), isBold: true)
      : [style.bold(right) + " beside \(left):"]
    if difference.isEmpty { return heading + [style.dim("no difference")] }
    return heading
      + rows.flatMap { row -> [String] in
        switch row {
        case .unchanged(let count):
          [style.dim("… \(String.count(count, "paragraph")) unchanged …")]
        case .paragraph(let paragraph):
          isWide
            ? columns(MarkedText(paragraph.side(.removed)), MarkedText(paragraph.side(.added)))
            : underEachOther(paragraph)
        }
      }
  }

  private enum Row {
    case paragraph(TextDifference.Paragraph)
    /// So many paragraphs that nobody changed, far from any change.
    case unchanged(Int)
  }

  /// Every changed paragraph with its neighbours; longer unchanged runs are counted.
  private var rows: [Row] {
    let paragraphs = difference.paragraphs
    var rows: [Row] = []
    var hidden = 0
    for (index, paragraph) in paragraphs.enumerated() {
      let near = paragraphs[max(0, index - 1)...min(paragraphs.count - 1, index + 1)]
      if near.allSatisfy(\.isSame) {
        hidden += 1
        continue
      }
      if hidden > 0 { rows.append(.unchanged(hidden)) }
      hidden = 0
      rows.append(.paragraph(paragraph))
    }
    return hidden > 0 ? rows + [.unchanged(hidden)] : rows
  }

  /// What was, and below it what became of it.
  private func underEachOther(_ paragraph: TextDifference.Paragraph) -> [String] {
    let sides: [(String, TextDifference.Kind)] =
      paragraph.isSame ? [("  ", .same)] : [("- ", .removed), ("+ ", .added)]
    return sides.flatMap { sign, kind -> [String] in
      let pieces = paragraph.side(kind)
      guard !pieces.isEmpty else { return [] }
      return MarkedText(pieces).lines(of: width - 2).map { (sign + $0.text(style)).trimmingEnd() }
    }
  }

  private func columns(
    _ left: MarkedText, _ right: MarkedText, isBold: Bool = false
  ) -> [String] {
    let columnWidth = (width - 3) / 2
    let (leftLines, rightLines) = (left.lines(of: columnWidth), right.lines(of: columnWidth))
    return (0..<max(leftLines.count, rightLines.count)).map { index in
      let leftLine = index < leftLines.count ? leftLines[index] : MarkedText("")
      let rightLine = index < rightLines.count ? rightLines[index] : MarkedText("")
      let padding = String(repeating: " ", count: max(0, columnWidth - leftLine.count))
      let texts = [leftLine, rightLine].map {
        isBold ? style.bold($0.text(.plain)) : $0.text(style)
      }
      let line = texts[0] + padding + style.dim(" │ ") + texts[1]
      return line.trimmingEnd()
    }
  }
}
