import SyncCore

extension Value {
  /// An object of the pairs, its keys in canonical order.
  static func document(_ pairs: [(Text, Value)]) -> Value {
    .object(pairs)
  }

  /// A text, or null where there is none.
  static func optional(_ text: String?) -> Value {
    text.map(Value.string) ?? .null
  }

  static func count(_ number: Int) -> Value {
    .integer(Int64(number))
  }

  static func strings(_ strings: some Sequence<String>) -> Value {
    .array(strings.map(Value.string))
  }

  /// The same object with more members.
  func adding(_ pairs: [(Text, Value)]) -> Value {
    guard case .object(let members) = self else { return self }
    return .document(members.entries.map { ($0.key, $0.value) } + pairs)
  }
}
