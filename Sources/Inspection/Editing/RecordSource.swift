package import SyncCore
package import SyncStore

/// What records are looked up in: a replica, or a transaction that is about to write.
package protocol RecordSource {
  /// The scopes in which a record has live dots, deleted or not, sorted.
  func scopes(of name: RecordName) throws -> [Scope]
  /// The live values of a record; empty if there is none.
  func state(of key: RecordKey) throws -> RecordState
}

extension EditView: RecordSource {}

extension Replica: RecordSource {
  /// The live values that the replica holds of a record; empty if there is none.
  package func state(of key: RecordKey) throws -> RecordState {
    try record(key)?.state ?? RecordState()
  }
}
