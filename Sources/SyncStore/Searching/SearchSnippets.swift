import SyncCore

/// A piece of a text in which something was found.
package struct SnippetPiece: Hashable, Sendable {
  package let text: String
  /// Whether this is a word that was looked for.
  package let isMatch: Bool
}

extension Session {
  /// How many words of a text are shown around what was found.
  private static let snippetWords: Int64 = 24

  /// The hits of a page with what was found marked, in the order of their rows.
  ///
  /// The marks come from a small index of the page alone: in the whole one, every row would cost
  /// a look at all rows that begin with the same words.
  func hits(_ docs: [Int64], for expression: String) throws -> [SearchHit] {
    guard !docs.isEmpty else { return [] }
    try run(
      "CREATE VIRTUAL TABLE temp.page USING fts5 (name, title, body, \(SearchTables.options))")
    for doc in docs {
      try run(
        """
        INSERT INTO temp.page (rowid, name, title, body)
        SELECT rowid, name, title, body FROM texts WHERE rowid = ?
        """, .integer(doc))
    }
    let hits = try statement(
      """
      SELECT doc, scope, type, id, highlight(page, 1, char(1), char(2)),
        snippet(page, 2, char(1), char(2), '…', ?)
      FROM temp.page JOIN docs ON doc = page.rowid WHERE page MATCH ?
      """
    ).bind(.integer(Self.snippetWords), .text(expression)).rows { ($0.integer(0), SearchHit($0)) }
    let byDoc = Dictionary(hits, uniquingKeysWith: { first, _ in first })
    return docs.compactMap { byDoc[$0] ?? nil }
  }
}

extension SearchHit {
  fileprivate init?(_ row: Statement) {
    guard let scope = Scope(row.text(1)), let type = TypeName(row.text(2)),
      let id = RecordID(row.text(3))
    else { return nil }
    self.init(
      key: RecordKey(scope, RecordName(type, id)), title: SnippetPiece.pieces(of: row.text(4)),
      snippet: SnippetPiece.pieces(of: row.text(5)))
  }
}

extension SnippetPiece {
  /// The pieces of a text in which matches stand between the characters 1 and 2.
  fileprivate static func pieces(of marked: String) -> [SnippetPiece] {
    var pieces: [SnippetPiece] = []
    var isMatch = false
    for part in marked.split(
      omittingEmptySubsequences: false, whereSeparator: { $0 == "\u{1}" || $0 == "\u{2}" })
    {
      if !part.isEmpty { pieces.append(SnippetPiece(text: String(part), isMatch: isMatch)) }
      isMatch.toggle()
    }
    return pieces
  }
}
