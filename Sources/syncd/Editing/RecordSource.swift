import SyncCore
import SyncStore

/// What records are looked up in: a replica, or a transaction that is about to write.
protocol RecordSource {
  /// The scopes in which a record has live dots, deleted or not, sorted.
  func scopes(of name: RecordName) throws -> [Scope]
  /// The live values of a record; empty if there is none.
  func state(of key: RecordKey) throws -> RecordState
}

extension EditView: RecordSource {}

extension Replica: RecordSource {
  func state(of key: RecordKey) throws -> RecordState {
    try record(key)?.state ?? RecordState()
  }
}
