public import SyncCore

extension Party {
  /// The party's file for Peers: JSON with two spaces of indent and a line end, in the order in
  /// which DESIGN section 5 shows the keys. Reading it gives an equal party.
  public var encoded: [UInt8] {
    var file: [Pretty.Member] = [("party", .string(name)), ("name", .string(title))]
    if name != "national" { file.append(("county_code", .string(name))) }
    if let healthcareRegion {
      file.append(("healthcare_region", .string(healthcareRegion)))
    }
    file.append(("authors", .array(authors.map(\.pretty))))
    file.append(("receives", .array(receives.map { .string($0.string) })))
    if !endpoints.isEmpty {
      let sorted = endpoints.map { (Text($0), $1) }.sorted { $0.0 < $1.0 }
      file.append(("endpoints", .object(sorted.map { ($0.0.string, .string($0.1)) })))
    }
    var bytes: [UInt8] = []
    Pretty.object(file).append(to: &bytes, indent: 0)
    bytes.append(.lineFeed)
    return bytes
  }
}

extension Registration {
  fileprivate var pretty: Pretty {
    var entry: [Pretty.Member] = [
      ("author", .string(author.string)), ("key", .string(KeyText.encode(key))),
      ("writes", .array(writes.map { .string($0.string) })),
    ]
    let sorted = pins.sorted { $0.key < $1.key }
    if !sorted.isEmpty {
      let pins: [Pretty.Member] = sorted.map { scope, head in
        let hash = Pretty.string(head.hash.description)
        return (scope.string, .object([("sequence", .integer(head.sequence)), ("hash", hash)]))
      }
      entry.append(("pins", .object(pins)))
    }
    return .object(entry)
  }
}

/// JSON for people to read and edit, with keys in the order given.
private indirect enum Pretty {
  typealias Member = (key: String, value: Pretty)

  case string(String)
  case integer(Int64)
  case array([Pretty])
  case object([Member])

  /// Writes the value; `indent` is how far the line it stands on is set in, in spaces.
  func append(to bytes: inout [UInt8], indent: Int) {
    switch self {
    case .string(let string): CanonicalJSON.append(string, to: &bytes)
    case .integer(let number): CanonicalJSON.append(number, to: &bytes)
    case .array(let elements):
      append(elements, "[", "]", to: &bytes, indent: indent) { element, bytes in
        element.append(to: &bytes, indent: indent + 2)
      }
    case .object(let members):
      append(members, "{", "}", to: &bytes, indent: indent) { member, bytes in
        CanonicalJSON.append(member.key, to: &bytes)
        bytes.append(contentsOf: ": ".utf8)
        member.value.append(to: &bytes, indent: indent + 2)
      }
    }
  }

  /// Writes elements one to a line; nothing between the brackets if there are none.
  private func append<Element>(
    _ elements: [Element], _ open: Unicode.Scalar, _ close: Unicode.Scalar,
    to bytes: inout [UInt8], indent: Int, each: (Element, inout [UInt8]) -> Void
  ) {
    func line(_ indent: Int, _ bytes: inout [UInt8]) {
      bytes.append(.lineFeed)
      bytes.append(contentsOf: repeatElement(.space, count: indent))
    }
    bytes.append(UInt8(ascii: open))
    for (index, element) in elements.enumerated() {
      if index > 0 { bytes.append(.comma) }
      line(indent + 2, &bytes)
      each(element, &bytes)
    }
    if !elements.isEmpty { line(indent, &bytes) }
    bytes.append(UInt8(ascii: close))
  }
}
