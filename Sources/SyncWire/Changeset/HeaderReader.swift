import SyncCore

/// Reads the header of a changeset, with the scanner at its opening brace.
struct HeaderReader {
  /// The format, as soon as it has been read: it is known even where the rest is faulty.
  private(set) var format: Int64?
  private var author: Author?
  private var scope: Scope?
  private var sequence: Int64?
  private var schema: Int64?
  private var body: ContentHash?
  private var previous: ContentHash?
  private var time: Timestamp?

  /// Reads the whole object; keys that this format does not know are passed over, but signed.
  mutating func read(_ scanner: inout JSONScanner) throws(Malformed) -> Header {
    let start = scanner.position
    var keys = try scanner.openObject()
    while let key = try scanner.nextKey(&keys) {
      if author == nil, !("author" ~= key) {
        throw Malformed(.authorNotFirst, at: key.offset)
      }
      try take(key, &scanner)
    }
    return try header(bytes: Array(scanner.bytes[start..<scanner.position]), at: start)
  }

  /// Reads the value of one key.
  private mutating func take(
    _ key: JSONScanner.Key, _ scanner: inout JSONScanner
  ) throws(Malformed) {
    switch key {
    case "author": author = try scanner.named(.author) { Author($0) }
    case "body": body = try scanner.named(.hash) { ContentHash($0) }
    case "format": format = try scanner.positive(.format)
    case "previous": previous = try scanner.named(.hash) { ContentHash($0) }
    case "schema": schema = try scanner.integer()
    case "scope": scope = try scanner.named(.scope) { Scope($0) }
    case "sequence": sequence = try scanner.positive(.sequence)
    case "time": time = try scanner.named(.time) { Timestamp($0) }
    default: _ = try scanner.value()
    }
  }

  /// The header, if no key is missing and `previous` fits the sequence.
  private func header(bytes: [UInt8], at start: Int) throws(Malformed) -> Header {
    func missing(_ key: String) -> Malformed { Malformed(.missingKey(key), at: start) }
    guard let author else { throw missing("author") }
    guard let body else { throw missing("body") }
    guard let format else { throw missing("format") }
    guard let scope else { throw missing("scope") }
    guard let sequence else { throw missing("sequence") }
    guard let time else { throw missing("time") }
    if sequence == 1, previous != nil { throw Malformed(.previousAtStart, at: start) }
    if sequence > 1, previous == nil { throw Malformed(.previousMissing, at: start) }
    return Header(
      author: author, scope: scope, sequence: sequence, format: format, schema: schema,
      body: body, previous: previous, time: time, bytes: bytes, hash: .sha256(bytes))
  }
}

extension JSONScanner {
  /// Reads a text that has to have a fixed form.
  mutating func named<Name>(
    _ name: Malformed.Name, _ make: (String) -> Name?
  ) throws(Malformed) -> Name {
    let start = position
    guard let value = make(try text().string) else {
      throw Malformed(.invalidName(name), at: start)
    }
    return value
  }

  /// Reads an integer from 1.
  mutating func positive(_ name: Malformed.Name) throws(Malformed) -> Int64 {
    let start = position
    let number = try integer()
    guard number >= 1 else { throw Malformed(.invalidName(name), at: start) }
    return number
  }
}
