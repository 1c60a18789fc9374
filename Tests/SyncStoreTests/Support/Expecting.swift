import StoreFixtures
import SyncWire
import Testing

@testable import SyncStore

/// Expects `body` to fail with this code of the store.
func expect(
  _ code: StoreError.Code, sourceLocation: SourceLocation = #_sourceLocation,
  _ body: () throws -> Void
) {
  let error = #expect(throws: StoreError.self, sourceLocation: sourceLocation) { try body() }
  #expect(error?.code == code, sourceLocation: sourceLocation)
}

/// The code of the refusal, or nil if the outcome is another.
func refusalCode(_ outcome: Outcome?) -> String? {
  if case .refused(let refusal) = outcome { refusal.code } else { nil }
}
