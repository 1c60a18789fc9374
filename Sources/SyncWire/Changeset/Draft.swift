public import SyncCore

/// A changeset that its author has not signed yet.
public struct Draft: Hashable, Sendable {
  /// The log that the changeset becomes the next of.
  public let log: LogName
  /// The head of the log that it continues, nil for the first.
  public let head: Head?
  /// The instant that is claimed; nothing in the merge trusts it.
  public let time: Timestamp
  /// The version of the schema that the writer knows, for information.
  public let schema: Int64
  /// Each record at most once, each cell of a change at most once.
  public let changes: [Change]
  /// Why, in the words of the person.
  public let message: String?
  /// Who sits at the writing process.
  public let person: String?
  /// 16 random bytes.
  public let salt: [UInt8]
  /// The values that are to go; with `changes` empty.
  public let erases: [Erasure]

  /// A draft of the changeset after `head`. Nothing is checked before `sealed(with:)`.
  public init(
    log: LogName, after head: Head?, time: Timestamp, schema: Int64, changes: [Change],
    message: String?, person: String?, salt: [UInt8], erases: [Erasure] = []
  ) {
    self.log = log
    self.head = head
    self.time = time
    self.schema = schema
    self.changes = changes
    self.message = message
    self.person = person
    self.salt = salt
    self.erases = erases
  }

  /// The dot that the changeset gets.
  public var dot: Dot { Dot(log.author, (head?.sequence ?? 0) + 1) }

  /// Signs the draft and reads the result as every receiver will.
  ///
  /// - Throws: whatever `Changeset.decode` says of the line (a limit, a cell named twice, a salt
  ///   of another length), or `.cannotSign`. Nothing is written anywhere.
  public func sealed(with key: SigningKey) throws(Refusal) -> Changeset {
    let body = bodyBytes
    let header = headerBytes(body: .sha256(body))
    let signature: [UInt8]
    do {
      signature = try key.signature(of: header)
    } catch {
      throw .cannotSign(dot, log.scope)
    }
    return try .decode(Changeset.line(body: body, header: header, signature: signature))
  }

  /// The canonical header around a body of this hash.
  private func headerBytes(body: ContentHash) -> [UInt8] {
    var members: [(Text, Value)] = [
      ("author", .text(log.author.text)), ("body", .string(body.description)),
      ("format", .integer(erases.isEmpty ? Limits.plainFormat : Limits.erasingFormat)),
      ("schema", .integer(schema)),
      ("scope", .text(log.scope.text)), ("sequence", .integer(dot.sequence)),
      ("time", .string(time.description)),
    ]
    if let head { members.append(("previous", .string(head.hash.description))) }
    return CanonicalJSON.write(.object(members))
  }

  /// The canonical body; its keys stand here in their canonical order.
  private var bodyBytes: [UInt8] {
    var bytes = Array("{\"changes\":".utf8)
    CanonicalJSON.appendList(changes, "[", "]", to: &bytes) { $0.append(to: &$1) }
    if !erases.isEmpty {
      CanonicalJSON.appendKey("erases", isFirst: false, to: &bytes)
      CanonicalJSON.append(.array(erases.map(\.value)), to: &bytes)
    }
    for (key, text) in [("message", message), ("person", person), ("salt", Base64.encode(salt))] {
      guard let text else { continue }
      CanonicalJSON.appendKey(key, isFirst: false, to: &bytes)
      CanonicalJSON.append(text, to: &bytes)
    }
    bytes.append(.closeBrace)
    return bytes
  }
}
