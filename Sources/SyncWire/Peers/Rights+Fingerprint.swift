public import SyncCore

extension Rights {
  /// The hash of all that decides what counts and what it does: authors with their parties, keys,
  /// writes and pins (DESIGN section 8). An author's party decides whether it may erase.
  ///
  /// Two replicas with equal heads but different fingerprints may rightly differ in state. The
  /// order of files, authors, scopes and pins makes no difference, nor does a scope named twice.
  public var fingerprint: ContentHash {
    let authors = parties.flatMap { party in
      party.authors.map { ($0.author.text, $0.fingerprintValue(in: party.name)) }
    }
    return .sha256(CanonicalJSON.write(.object([("authors", .object(authors))])))
  }
}

extension Registration {
  fileprivate func fingerprintValue(in party: String) -> Value {
    let scopes = Set(writes).sorted().map { Value.text($0.text) }
    let members: [(Text, Value)] = [
      ("key", .string(KeyText.encode(key))), ("party", .string(party)), ("pins", pinsValue),
      ("writes", .array(scopes)),
    ]
    return .object(members)
  }

  private var pinsValue: Value {
    .object(pins.map { scope, head in (scope.text, head.fingerprintValue) })
  }
}

extension Head {
  fileprivate var fingerprintValue: Value {
    let members: [(Text, Value)] = [
      ("hash", .string(hash.description)), ("sequence", .integer(sequence)),
    ]
    return .object(members)
  }
}
