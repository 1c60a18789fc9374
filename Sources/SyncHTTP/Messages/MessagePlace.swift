import SyncCore
import SyncWire

/// Why a message of the exchange could not be read, with the path of the value that is wrong.
struct MessageError: Error, Hashable {
  let message: String
}

/// A value in a message together with the path that leads to it, for errors that name it.
///
/// Keys that nobody here knows are passed over: a later version may say more.
struct MessagePlace {
  let path: String
  let value: Value

  /// Reads the bytes of a message, which need not be canonical: people write some by hand.
  init(_ bytes: [UInt8]) throws(MessageError) {
    do {
      self.init(path: "", value: try RelaxedJSON.read(bytes))
    } catch {
      throw MessageError(message: "The body is not JSON: \(error.message).")
    }
  }

  private init(path: String, value: Value) {
    self.path = path
    self.value = value
  }

  /// The value of a key that must be there.
  func required(_ key: Text) throws(MessageError) -> MessagePlace {
    guard let place = try optional(key) else {
      throw MessageError(message: "\(child(key)) is missing.")
    }
    return place
  }

  /// The value of a key, or nil where the object lacks it or it is null.
  func optional(_ key: Text) throws(MessageError) -> MessagePlace? {
    guard case .object(let members) = value else { throw wrong("an object") }
    guard let value = members[key], value != .null else { return nil }
    return MessagePlace(path: child(key), value: value)
  }

  /// The members of an object.
  func members() throws(MessageError) -> [(key: Text, place: MessagePlace)] {
    guard case .object(let members) = value else { throw wrong("an object") }
    return members.entries.map { ($0.key, MessagePlace(path: child($0.key), value: $0.value)) }
  }

  /// The most elements of an array.
  static let elementsLimit = 100_000

  /// The elements of an array.
  func elements() throws(MessageError) -> [MessagePlace] {
    guard case .array(let elements) = value, elements.count <= Self.elementsLimit else {
      throw wrong("an array of at most \(Self.elementsLimit) elements")
    }
    return elements.enumerated().map { MessagePlace(path: "\(path)[\($0)]", value: $1) }
  }

  func string() throws(MessageError) -> String {
    guard let text = value.asText else { throw wrong("a text") }
    return text.string
  }

  func boolean() throws(MessageError) -> Bool {
    guard case .boolean(let value) = value else { throw wrong("true or false") }
    return value
  }

  /// A whole number that is not negative.
  func count() throws(MessageError) -> Int64 {
    guard case .integer(let number) = value, number >= 0 else {
      throw wrong("a whole number from 0")
    }
    return number
  }

  /// A text of a fixed form, such as a scope or a hash; `name` is what people are told.
  func form<Result>(
    _ name: String, _ make: (String) -> Result?
  ) throws(MessageError) -> Result {
    guard let result = make(try string()) else { throw wrong(name) }
    return result
  }

  func scope() throws(MessageError) -> Scope { try form("a scope") { Scope($0) } }
  func hash() throws(MessageError) -> ContentHash { try form("a hash") { ContentHash($0) } }

  /// The log that `scope` and `author` of this object name.
  func log() throws(MessageError) -> LogName {
    LogName(
      try required("scope").scope(), try required("author").form("an author") { Author($0) })
  }

  private func wrong(_ expected: String) -> MessageError {
    MessageError(message: "\(path.isEmpty ? "The body" : path) must be \(expected).")
  }

  private func child(_ key: Text) -> String {
    path.isEmpty ? key.string : "\(path).\(key)"
  }
}

/// A message of the exchange as JSON.
protocol Message: Sendable {
  init(_ place: MessagePlace) throws(MessageError)
  var value: Value { get }
}

extension Message {
  /// Reads a whole body.
  init(decoding bytes: [UInt8]) throws(MessageError) {
    try self.init(MessagePlace(bytes))
  }

  /// The canonical JSON.
  var encoded: [UInt8] { CanonicalJSON.write(value) }
}

extension LogName {
  /// The members that name a log.
  var members: [(Text, Value)] { [("author", .text(author.text)), ("scope", .text(scope.text))] }
}
