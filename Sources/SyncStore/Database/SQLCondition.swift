import SyncCore
import SyncWire

/// Terms that a row has to meet, all of them, with the values of their parameters.
struct SQLCondition {
  private var terms: [String] = []
  private(set) var values: [SQLValue] = []

  /// Rows of these scopes and types; nil stands for all.
  init(scopes: Set<Scope>? = nil, types: Set<TypeName>? = nil) {
    if let scopes { require("scope", in: scopes.map(\.string)) }
    if let types { require("type", in: types.map(\.string)) }
  }

  /// What stands behind `WHERE`.
  var sql: String { terms.isEmpty ? "TRUE" : terms.joined(separator: " AND ") }

  mutating func require(_ term: String, _ values: SQLValue...) {
    terms.append("(\(term))")
    self.values += values
  }

  /// Requires a text to be one of any number of texts: they are one parameter, a JSON array.
  mutating func require(_ text: String, in texts: [String]) {
    let array = CanonicalJSON.write(.array(texts.map { .string($0) }))
    require(
      "\(text) IN (SELECT value FROM json_each(?))",
      .text(String(decoding: array, as: UTF8.self)))
  }
}
