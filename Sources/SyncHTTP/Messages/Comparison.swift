import SyncCore
import SyncExchange

/// `POST /v1/compare`: do we hold the same?
struct CompareRequest: Message, Hashable {
  /// The hash over the asker's heads, of the scopes that both sides may have.
  let heads: ContentHash

  init(heads: ContentHash) {
    self.heads = heads
  }

  init(_ place: MessagePlace) throws(MessageError) {
    heads = try place.required("heads").hash()
  }

  var value: Value { .object([("heads", .string(heads.description))]) }
}

/// What the answerer holds, as far as the two differ.
struct CompareReply: Message, Hashable {
  let isEqual: Bool
  /// The author that the answering replica writes as.
  let author: Author
  /// The format that it merges, and the hash of its rights, so that differences can be explained.
  let format: Int64
  let rights: ContentHash
  /// The hash of its heads in each scope; empty where all are equal.
  let scopes: [Scope: ContentHash]

  init(
    isEqual: Bool, author: Author, format: Int64, rights: ContentHash,
    scopes: [Scope: ContentHash]
  ) {
    self.isEqual = isEqual
    self.author = author
    self.format = format
    self.rights = rights
    self.scopes = scopes
  }

  init(_ place: MessagePlace) throws(MessageError) {
    isEqual = try place.required("equal").boolean()
    author = try place.required("author").form("an author") { Author($0) }
    format = try place.required("format").count()
    rights = try place.required("rights").hash()
    var scopes: [Scope: ContentHash] = [:]
    for (key, hash) in try place.optional("scopes")?.members() ?? [] {
      guard let scope = Scope(key.string) else {
        throw MessageError(message: "\(hash.path) is no scope.")
      }
      scopes[scope] = try hash.hash()
    }
    self.scopes = scopes
  }

  var value: Value {
    var members: [(Text, Value)] = [
      ("equal", .boolean(isEqual)), ("author", .text(author.text)), ("format", .integer(format)),
      ("rights", .string(rights.description)),
    ]
    if !isEqual {
      members.append(
        ("scopes", .object(scopes.map { ($0.text, .string($1.description)) })))
    }
    return .object(members)
  }
}

/// `POST /v1/heads`: how do the logs of these scopes stand with you, and here is how with me.
struct HeadsRequest: Message, Hashable {
  let scopes: [Scope]
  /// How the asker's logs stand there; the answerer says which of them it would refuse.
  let logs: [LogStanding]

  init(scopes: [Scope], logs: [LogStanding]) {
    self.scopes = scopes
    self.logs = logs
  }

  init(_ place: MessagePlace) throws(MessageError) {
    var scopes: [Scope] = []
    for element in try place.required("scopes").elements() { scopes.append(try element.scope()) }
    self.scopes = scopes
    logs = try LogStanding.read(place.optional("logs"))
  }

  var value: Value {
    .object([
      ("scopes", .array(scopes.map { .text($0.text) })), ("logs", .array(logs.map(\.value))),
    ])
  }
}

/// How the answerer's logs stand, and which of the asker's it would refuse.
struct HeadsReply: Message, Hashable {
  let logs: [LogStanding]
  /// Logs of authors or scopes that its Peers gives no right.
  let refuses: [LogName]

  init(logs: [LogStanding], refuses: [LogName]) {
    self.logs = logs
    self.refuses = refuses
  }

  init(_ place: MessagePlace) throws(MessageError) {
    logs = try LogStanding.read(place.required("logs"))
    var refuses: [LogName] = []
    for element in try place.optional("refuses")?.elements() ?? [] {
      refuses.append(try element.log())
    }
    self.refuses = refuses
  }

  var value: Value {
    .object([
      ("logs", .array(logs.map(\.value))),
      ("refuses", .array(refuses.map { .object($0.members) })),
    ])
  }
}

extension LogStanding {
  fileprivate static func read(_ place: MessagePlace?) throws(MessageError) -> [LogStanding] {
    var standings: [LogStanding] = []
    for element in try place?.elements() ?? [] {
      let sequence = try element.required("sequence").count()
      standings.append(
        LogStanding(
          log: try element.log(),
          head: Head(
            sequence: sequence,
            hash: sequence == 0 ? .zero : try element.required("hash").hash()),
          fork: try element.optional("fork")?.count(), end: try element.optional("end")?.count(),
          gap: try gap(element, below: sequence)))
    }
    return standings
  }

  /// `lacks`: what is not held below the head, as `{"after":N,"through":N}`.
  private static func gap(
    _ place: MessagePlace, below head: Int64
  ) throws(MessageError) -> ClosedRange<Int64>? {
    guard let lacks = try place.optional("lacks") else { return nil }
    let (after, through) = (
      try lacks.required("after").count(), try lacks.required("through").count()
    )
    guard after < through, through <= head else {
      throw MessageError(message: "\(lacks.path).through must lie above after, up to the head.")
    }
    return after + 1...through
  }

  fileprivate var value: Value {
    var members = log.members
    members.append(("sequence", .integer(head.sequence)))
    if let gap {
      let lacks: [(Text, Value)] = [
        ("after", .integer(gap.lowerBound - 1)), ("through", .integer(gap.upperBound)),
      ]
      members.append(("lacks", .object(lacks)))
    }
    if head.sequence > 0 { members.append(("hash", .string(head.hash.description))) }
    if let fork { members.append(("fork", .integer(fork))) }
    if let end { members.append(("end", .integer(end))) }
    return .object(members)
  }
}
