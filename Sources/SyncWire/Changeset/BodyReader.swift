import SyncCore

/// Reads the body of a changeset of format 1, with the scanner at its opening brace.
struct BodyReader {
  /// The highest sequence of each author that the body replaces or deletes, and where it stands.
  ///
  /// The body stands before the header in a line, so whose dots must be earlier is known later.
  private(set) var highestDots: [Author: (sequence: Int64, offset: Int)] = [:]
  /// The records changed so far: each may come once.
  private var records: Set<RecordName> = []
  private var cells = CellNames()
  private var changes: [Change] = []
  private var message: Text?
  private var person: Text?
  private var salt: [UInt8]?
  /// What `erases` says; an unknown key where the format, which stands in the header, is plain.
  private var erases: Result<[Erasure], Malformed> = .success([])

  /// Reads the whole object; keys that this format does not know are passed over, but hashed.
  mutating func read(_ scanner: inout JSONScanner) throws(Malformed) -> Body {
    let start = scanner.position
    var hasChanges = false
    var keys = try scanner.openObject()
    while let key = try scanner.nextKey(&keys) {
      switch key {
      case "changes":
        hasChanges = true
        try readChanges(&scanner)
      case "erases": try readErases(&scanner)
      case "message": message = try scanner.text()
      case "person": person = try scanner.text()
      case "salt":
        salt = try scanner.named(.salt) { text in
          Base64.decode(text).flatMap { $0.count == Body.saltBytes ? $0 : nil }
        }
      default: _ = try scanner.value()
      }
    }
    guard hasChanges else { throw Malformed(.missingKey("changes"), at: start) }
    // What is left of a body has no salt: it would let the values be guessed that are gone.
    let isErased = scanner.isAhead(of: ",\"erased\":")
    if salt == nil, !isErased { throw Malformed(.missingKey("salt"), at: start) }
    if salt != nil, isErased { throw Malformed(.saltBesideErased, at: start) }
    return Body(changes: changes, message: message, person: person, salt: salt, erases: [])
  }

  /// The body as its format has it: only one that erases gives `erases` a meaning.
  func body(_ body: Body, of header: Header) throws(Malformed) -> Body {
    guard header.format == Limits.erasingFormat else { return body }
    let erases = try erases.get()
    return Body(
      changes: body.changes, message: body.message, person: body.person, salt: body.salt,
      erases: erases)
  }

  /// Reads `erases`, and keeps a fault for the case that the format is the one that has it.
  private mutating func readErases(_ scanner: inout JSONScanner) throws(Malformed) {
    let start = scanner.position
    let depth = scanner.depth
    do throws(Malformed) {
      guard changes.isEmpty else { throw Malformed(.erasesBesideChanges, at: start) }
      erases = .success(try ErasureReader.read(&scanner))
    } catch {
      erases = .failure(error)
      scanner.rewind(to: start, depth: depth)
      _ = try scanner.value()
    }
  }

  /// Checks that a changeset supersedes only what its author wrote before it.
  func checkOwnDots(of header: Header) throws(Malformed) {
    guard let highest = highestDots[header.author], highest.sequence >= header.sequence else {
      return
    }
    throw Malformed(.ownDotNotEarlier, at: highest.offset)
  }

  /// Reads `changes`, and stops before the first one over the limit.
  private mutating func readChanges(_ scanner: inout JSONScanner) throws(Malformed) {
    try scanner.openArray()
    var isFirst = true
    while try scanner.nextElement(isFirst: &isFirst) {
      guard changes.count < Limits.changes else {
        throw Malformed(.tooManyChanges(limit: Limits.changes), at: scanner.position)
      }
      let start = scanner.position
      let change = try readChange(&scanner)
      guard records.insert(change.record).inserted else {
        throw Malformed(.recordTwice, at: start)
      }
      changes.append(change)
    }
  }

  /// Reads one change, with the scanner at its opening brace.
  private mutating func readChange(_ scanner: inout JSONScanner) throws(Malformed) -> Change {
    let start = scanner.position
    var parts = ChangeParts()
    var keys = try scanner.openObject()
    while let key = try scanner.nextKey(&keys) {
      switch key {
      case "delete":
        parts.existence = .delete(seen: Set(try readDots(&scanner, isSorted: true)))
      case "id": parts.id = try scanner.named(.id) { RecordID($0) }
      case "reason": parts.reason = try scanner.text()
      case "replaces": parts.replaces = try readReplaces(&scanner)
      case "restore":
        if parts.existence != nil { throw Malformed(.deleteAndRestore, at: key.offset) }
        parts.existence = try scanner.restore()
      case "set": parts.writes = try readWrites(&scanner)
      case "type": parts.type = try scanner.named(.type) { TypeName($0) }
      default: _ = try scanner.value()
      }
    }
    return try parts.change(at: start)
  }

  /// Reads `set`: at least one cell, never `exists`.
  private mutating func readWrites(
    _ scanner: inout JSONScanner
  ) throws(Malformed) -> [Change.Write] {
    let start = scanner.position
    var writes: [Change.Write] = []
    // Changes of one changeset look alike.
    writes.reserveCapacity(changes.last?.writes.count ?? 0)
    var keys = try scanner.openObject()
    while let key = try scanner.nextKey(&keys) {
      if "exists" ~= key { throw Malformed(.existsInSet, at: key.offset) }
      let cell = try cells.name(of: key, scanner)
      writes.append(Change.Write(cell, try scanner.value()))
    }
    guard !writes.isEmpty else { throw Malformed(.emptySet, at: start) }
    return writes
  }

  /// Reads `replaces`: at least one cell, and for each at least one dot.
  private mutating func readReplaces(
    _ scanner: inout JSONScanner
  ) throws(Malformed) -> [Change.Replacement] {
    let start = scanner.position
    var replaces: [Change.Replacement] = []
    var keys = try scanner.openObject()
    while let key = try scanner.nextKey(&keys) {
      let cell = try cells.name(of: key, scanner)
      let array = scanner.position
      let dots = try readDots(&scanner, isSorted: false)
      guard !dots.isEmpty else { throw Malformed(.emptyReplaces, at: array) }
      replaces.append(Change.Replacement(cell, dots))
    }
    guard !replaces.isEmpty else { throw Malformed(.emptyReplaces, at: start) }
    return replaces
  }

  /// Reads an array of dots, each once, and remembers the highest of each author.
  private mutating func readDots(
    _ scanner: inout JSONScanner, isSorted: Bool
  ) throws(Malformed) -> [Dot] {
    try scanner.openArray()
    var dots: [Dot] = []
    var seen: Set<Dot> = []
    var previous: Text?
    var isFirst = true
    while try scanner.nextElement(isFirst: &isFirst) {
      let offset = scanner.position
      let text = try scanner.text()
      guard let dot = Dot(text.string) else { throw Malformed(.invalidName(.dot), at: offset) }
      guard seen.insert(dot).inserted else { throw Malformed(.repeatedDot, at: offset) }
      if isSorted, let previous, text < previous {
        throw Malformed(.unsortedDots, at: offset)
      }
      if dot.sequence > highestDots[dot.author]?.sequence ?? 0 {
        highestDots[dot.author] = (dot.sequence, offset)
      }
      previous = text
      dots.append(dot)
    }
    return dots
  }
}

/// The parts of a change while its keys are read.
private struct ChangeParts {
  var type: TypeName?
  var id: RecordID?
  var writes: [Change.Write] = []
  var replaces: [Change.Replacement] = []
  var existence: ExistenceChange?
  var reason: Text?

  /// The change, if its record was named; `start` is where a missing key is placed.
  func change(at start: Int) throws(Malformed) -> Change {
    guard let id else { throw Malformed(.missingKey("id"), at: start) }
    guard let type else { throw Malformed(.missingKey("type"), at: start) }
    return Change(
      record: RecordName(type, id), writes: writes, replaces: replaces, existence: existence,
      reason: reason)
  }
}

extension JSONScanner {
  /// Reads `restore`, which can only be true.
  fileprivate mutating func restore() throws(Malformed) -> ExistenceChange {
    let start = position
    guard case .boolean(true) = try value() else {
      throw Malformed(.restoreNotTrue, at: start)
    }
    return .restore
  }
}
