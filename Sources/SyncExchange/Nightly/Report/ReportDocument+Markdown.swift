extension ReportDocument {
  /// The report as Markdown (CommonMark, with the tables of GitHub's dialect).
  var markdown: String {
    let head = "# \(Self.escaped(title))\n\n\(Self.escaped(subtitle))\n"
    let parts = sections.map { section in
      let blocks = section.blocks.map { Self.markdown(of: $0) }
      return "\n## \(Self.escaped(section.title))\n\n" + blocks.joined(separator: "\n")
    }
    return head + parts.joined()
  }

  private static func markdown(of block: Block) -> String {
    switch block {
    case .paragraph(let text): return opening(text) + "\n"
    case .list(let items): return items.map { "- \(opening($0))\n" }.joined()
    case .tasks(let items):
      return zip(1..., items).map { "\($0). \(opening($1))\n" }.joined()
    case .table(_, let columns, let rows):
      let rules = columns.map { $0.isNumber ? "---:" : "---" }
      return ([columns.map { escaped($0.title) }, rules] + rows.map { $0.map(escaped) })
        .map { "| " + $0.joined(separator: " | ") + " |\n" }.joined()
    }
  }

  /// A text at the start of a block, where a sign or a number would open a list or a heading.
  private static func opening(_ text: String) -> String {
    let isSign = text.first.map { "+-=".contains($0) } ?? false
    let rest = text.drop { $0.isNumber }
    let isNumber = rest.count < text.count && [".", ")"].contains(rest.first)
    if isNumber { return text.prefix(text.count - rest.count) + "\\" + escaped(String(rest)) }
    return (isSign ? "\\" : "") + escaped(text)
  }

  /// A text that Markdown shows as it is: no link, no markup, no HTML, no new cell.
  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for character in text.onePlainLine {
      if "\\`*_[]<>|&~#!@".contains(character) { escaped.append("\\") }
      escaped.append(character)
    }
    // GitHub's dialect makes links of addresses that stand in the text.
    return escaped.replacing("://", with: "\\://").replacing("www.", with: "www\\.")
  }
}
