extension ReportDocument {
  /// The report as one HTML file that needs nothing else: no scripts, no fonts, no pictures.
  var html: String {
    let parts = zip(1..., sections).map { number, section in
      """
      <section aria-labelledby="s\(number)">
      <h2 id="s\(number)">\(Self.escaped(section.title))</h2>
      \(section.blocks.map { Self.html(of: $0) }.joined(separator: "\n"))
      </section>

      """
    }
    return """
      <!DOCTYPE html>
      <html lang="sv">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <title>\(Self.escaped(title))</title>
      <style>
      \(Self.style)
      </style>
      </head>
      <body>
      <header>
      <h1>\(Self.escaped(title))</h1>
      <p>\(Self.escaped(subtitle))</p>
      </header>
      <main>
      \(parts.joined())</main>
      </body>
      </html>

      """
  }

  private static func html(of block: Block) -> String {
    switch block {
    case .paragraph(let text): "<p>\(escaped(text))</p>"
    case .list(let items): "<ul>\n" + list(items) + "</ul>"
    case .tasks(let items): "<ol class=\"tasks\">\n" + list(items) + "</ol>"
    case .table(let caption, let columns, let rows): table(caption, columns, rows)
    }
  }

  private static func list(_ items: [String]) -> String {
    items.map { "<li>\(escaped($0))</li>\n" }.joined()
  }

  private static func table(
    _ caption: String, _ columns: [Column], _ rows: [[String]]
  ) -> String {
    let head = columns.map { column in
      "<th scope=\"col\"\(column.isNumber ? " class=\"n\"" : "")>\(escaped(column.title))</th>"
    }
    let body = rows.map { row in
      let cells = zip(columns, row).enumerated().map { index, cell in
        let (column, text) = cell
        if index == 0 { return "<th scope=\"row\">\(escaped(text))</th>" }
        return "<td\(column.isNumber ? " class=\"n\"" : "")>\(escaped(text))</td>"
      }
      return "<tr>\(cells.joined())</tr>\n"
    }
    // A wide table scrolls by itself; whoever has no mouse reaches it with the keyboard.
    return """
      <div class="wide" role="region" aria-label="\(escaped(caption))" tabindex="0">
      <table>
      <caption>\(escaped(caption))</caption>
      <thead><tr>\(head.joined())</tr></thead>
      <tbody>
      \(body.joined())</tbody>
      </table>
      </div>
      """
  }

  /// A text that HTML shows as it is, in an attribute too.
  private static func escaped(_ text: String) -> String {
    text.onePlainLine.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
      .replacing(">", with: "&gt;").replacing("\"", with: "&quot;").replacing("'", with: "&#39;")
  }

  private static let style = """
    :root { color-scheme: light dark; }
    body { font: 1rem/1.5 system-ui, sans-serif; max-width: 70rem; margin: 0 auto; padding: 1rem; }
    h1 { font-size: 1.6rem; } h2 { font-size: 1.2rem; margin-top: 2rem; }
    .wide { overflow-x: auto; }
    table { border-collapse: collapse; width: 100%; }
    caption { text-align: left; font-style: italic; padding-bottom: .3rem; }
    th, td { text-align: left; vertical-align: top; padding: .3rem .6rem; border-bottom: 1px solid GrayText; overflow-wrap: anywhere; }
    thead th { overflow-wrap: normal; }
    .n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
    .tasks { border-left: .4rem solid #b3261e; padding: .6rem .6rem .6rem 2.2rem; }
    @media print { body { max-width: none; padding: 0; } .wide { overflow: visible; } section { break-inside: avoid; } }
    """
}
