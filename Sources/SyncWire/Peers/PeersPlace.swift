import SyncCore

/// A value in a file of Peers together with the path that leads to it, for errors that name it.
struct PeersPlace {
  let path: String
  let value: Value

  /// The value of a key that must be there.
  func required(_ key: Text) throws(PartyError) -> PeersPlace {
    guard let place = try optional(key) else { throw .missing(place: child(key)) }
    return place
  }

  /// The value of a key, or nil where the object lacks it or it is null.
  func optional(_ key: Text) throws(PartyError) -> PeersPlace? {
    guard case .object(let members) = value else {
      throw .wrongType(place: path, expected: .object)
    }
    guard let value = members[key], value != .null else { return nil }
    return PeersPlace(path: child(key), value: value)
  }

  /// The members of an object, each with its key.
  func members() throws(PartyError) -> [(key: Text, place: PeersPlace)] {
    guard case .object(let members) = value else {
      throw .wrongType(place: path, expected: .object)
    }
    return members.entries.map {
      ($0.key, PeersPlace(path: "\(path)[\"\($0.key)\"]", value: $0.value))
    }
  }

  /// The elements of an array.
  func elements() throws(PartyError) -> [PeersPlace] {
    guard case .array(let elements) = value else {
      throw .wrongType(place: path, expected: .array)
    }
    return elements.enumerated().map { PeersPlace(path: "\(path)[\($0)]", value: $1) }
  }

  /// A text.
  func string() throws(PartyError) -> String {
    guard let text = value.asText else { throw .wrongType(place: path, expected: .text) }
    return text.string
  }

  /// A text of a fixed form.
  func form<Result>(
    _ form: PartyError.Form, _ make: (String) -> Result?
  ) throws(PartyError) -> Result {
    guard let result = make(try string()) else { throw .invalid(place: path, needs: form) }
    return result
  }

  /// A sequence of a log, from 1.
  func sequence() throws(PartyError) -> Int64 {
    guard case .integer(let number) = value else {
      throw .wrongType(place: path, expected: .integer)
    }
    guard number >= 1 else { throw .invalid(place: path, needs: .sequence) }
    return number
  }

  private func child(_ key: Text) -> String {
    path.isEmpty ? key.string : "\(path).\(key)"
  }
}
