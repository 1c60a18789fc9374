import NIOConcurrencyHelpers

/// A value that is handed out once, and then let go of.
struct OnceGiven<Value: Sendable>: Sendable {
  private let value: NIOLockedValueBox<Value?>

  init(_ value: Value?) {
    self.value = NIOLockedValueBox(value)
  }

  /// The value the first time, nil from then on.
  func take() -> Value? {
    value.withLockedValue { value in
      defer { value = nil }
      return value
    }
  }
}
