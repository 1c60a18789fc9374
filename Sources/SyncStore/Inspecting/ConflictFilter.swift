package import SyncCore

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
    var condition = SQLCondition(scopes: scopes, types: types)
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
