package import SyncCore

/// A record in which something was found.
package struct SearchHit: Hashable, Sendable {
  package let key: RecordKey
  /// Its title, whether the words stand in it or not; empty if it has none.
  package let title: [SnippetPiece]
  /// The part of its other texts that holds most of the words, or their beginning.
  package let snippet: [SnippetPiece]
}

/// A part of what was found, the best first.
package struct SearchResult: Hashable, Sendable {
  package let hits: [SearchHit]
  /// How many records were found, at most `SearchIndex.hitsLimit`.
  package let total: Int
  /// Whether there are more than `total`; those are on no page.
  package let isCut: Bool
}

extension SearchIndex {
  /// How many hits are ranked and can be paged through.
  package static let hitsLimit = 2_000
  /// What a word in an id or title counts for, and one in any other text.
  fileprivate static let ranking = "bm25(texts, 10.0, 10.0, 1.0)"

  /// Finds the visible records in which every word of a query begins a word, whatever its case.
  ///
  /// Records that hold all words in their id or title come first; among equals, those in which the
  /// words stand out more. What the replica got since the last `refresh` is not found.
  ///
  /// - Parameters:
  ///   - query: what a person typed; none of it is syntax. Nothing is found where it holds no
  ///     letter or digit.
  ///   - keys: the records among which it looks; nil for all.
  package func search(
    _ query: String, types: Set<TypeName>? = nil, scopes: Set<Scope>? = nil,
    among keys: Set<RecordKey>? = nil, limit: Int, offset: Int = 0
  ) throws -> SearchResult {
    let query = SearchQuery(query)
    guard let expression = query.expression, let inTitles = query.inTitles else {
      return SearchResult(hits: [], total: 0, isCut: false)
    }
    var condition = SQLCondition(scopes: scopes, types: types)
    if let keys {
      condition.require("type || '/' || id || ' in ' || scope", in: keys.map(\.description))
    }
    return try read { index in
      let all = try index.docs(matching: expression, condition)
      let first = try index.docs(matching: inTitles, condition)
      let known = Set(first)
      let docs = (first + all.filter { !known.contains($0) }).prefix(Self.hitsLimit)
      let page = docs.dropFirst(max(0, offset)).prefix(max(0, limit))
      return SearchResult(
        hits: try index.hits(Array(page), for: expression), total: docs.count,
        isCut: all.count > Self.hitsLimit)
    }
  }
}

extension Session {
  /// The rows that an expression finds, the best first; one more than are ranked at most, and
  /// then not ranked, for that reads all of them.
  fileprivate func docs(matching expression: String, _ condition: SQLCondition) throws -> [Int64] {
    func docs(_ order: String) throws -> [Int64] {
      try statement(
        """
        SELECT doc FROM texts JOIN docs ON doc = texts.rowid
        WHERE texts MATCH ? AND \(condition.sql) \(order) LIMIT ?
        """
      ).bind(
        all: [.text(expression)] + condition.values + [.integer(Int64(SearchIndex.hitsLimit + 1))]
      ).rows { $0.integer(0) }
    }
    let found = try docs("")
    guard found.count <= SearchIndex.hitsLimit else { return found }
    return try docs("ORDER BY \(SearchIndex.ranking), docs.id, type, scope")
  }
}
