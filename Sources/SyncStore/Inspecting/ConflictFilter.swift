package import SyncCore
import SyncWire

/// Which open conflicts are asked for. Nil stands for all; an empty set for none.
package struct ConflictFilter: Hashable, Sendable {
  package var scopes: Set<Scope>?
  package var types: Set<TypeName>?
  package var kinds: Set<Conflict.Kind>?
  /// The earliest instant of notice that is asked for.
  package var noticedAfter: Timestamp?
  /// The first instant of notice that is not asked for any more.
  package var noticedBefore: Timestamp?
  /// Only these records, each in one scope.
  package var keys: Set<RecordKey>?
  /// Only these records, whatever scope they are in; such as those of a programme area.
  package var names: Set<RecordName>?

  package init(
    scopes: Set<Scope>? = nil, types: Set<TypeName>? = nil, kinds: Set<Conflict.Kind>? = nil,
    noticedAfter: Timestamp? = nil, noticedBefore: Timestamp? = nil, keys: Set<RecordKey>? = nil,
    names: Set<RecordName>? = nil
  ) {
    self.scopes = scopes
    self.types = types
    self.kinds = kinds
    self.noticedAfter = noticedAfter
    self.noticedBefore = noticedBefore
    self.keys = keys
    self.names = names
  }

  /// What the rows of `conflicts` that are asked for have in common.
  var condition: SQLCondition {
    var condition = SQLCondition()
    if let scopes { condition.require("scope", in: scopes.map(\.string)) }
    if let types { condition.require("type", in: types.map(\.string)) }
    // A conflict is about existence exactly where its cell is `exists`.
    if let kinds, !kinds.contains(.existence) { condition.require("cell <> 'exists'") }
    if let kinds, !kinds.contains(.values) { condition.require("cell = 'exists'") }
    if let noticedAfter { condition.require("noticed >= ?", .integer(noticedAfter.milliseconds)) }
    if let noticedBefore { condition.require("noticed < ?", .integer(noticedBefore.milliseconds)) }
    if let names { condition.require("type || '/' || id", in: names.map(\.description)) }
    if let keys {
      condition.require("type || '/' || id || ' in ' || scope", in: keys.map(\.description))
    }
    return condition
  }
}

/// Terms that a row has to meet, all of them, with the values of their parameters.
struct SQLCondition {
  private var terms: [String] = []
  private(set) var values: [SQLValue] = []

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
