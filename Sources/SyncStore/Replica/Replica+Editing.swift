import GRDB
package import SyncCore
package import SyncWire

/// Who edits, why and when: what every changeset of one command says.
package struct Occasion: Sendable {
  package let person: String?
  package let message: String?
  /// The claimed time; this replica's clock.
  package let time: Timestamp

  package init(person: String?, message: String?, time: Timestamp) {
    self.person = person
    self.message = message
    self.time = time
  }
}

/// What an edit wrote.
package struct Written: Hashable, Sendable {
  package let scope: Scope
  package let dot: Dot
  package let changes: Int
}

/// What a person's edit may look at while it decides, inside the transaction that writes it.
package struct EditView {
  let session: Session
  /// The name under which the edit writes: the registered one or an incarnation.
  package let author: Author

  /// The live values of a record; empty if there is none.
  package func state(of key: RecordKey) throws -> RecordState {
    try Records(session).state(of: key)
  }

  /// The scopes in which a record has live dots, sorted.
  package func scopes(of name: RecordName) throws -> [Scope] {
    try Records(session).scopes(of: name)
  }

  /// The value that a write gave a cell, whether it is live or not; nil if it is not known here.
  package func value(of cell: CellName, at dot: Dot, in key: RecordKey) throws -> Value? {
    try Lineages(session).write(of: dot, to: key)?.values[cell]
  }
}

extension Replica {
  /// The most bytes of changes that go into one changeset: half the limit, so that the header,
  /// escapes and the message have room.
  private static let changesBytes = Limits.changesetBytes / 2

  /// Signs and merges what `decide` asks for, all of it in one transaction.
  ///
  /// The changes of a scope become one changeset, or several where they exceed a limit. They take
  /// the road of received changesets: the same checks, the same merge. When this returns, they are
  /// durable. Where the own log may have been continued elsewhere, they go on under a new name, and
  /// `announce` is told.
  ///
  /// - Returns: the changesets written, in their order; empty where nothing had to change.
  /// - Throws: a `Refusal` of our own changeset, or `key_not_registered`; nothing was written.
  @discardableResult
  package func edit(
    _ occasion: Occasion, isTrial: Bool = false,
    decide: (EditView) throws -> [(Scope, Change)]
  ) throws -> [Written] {
    try withPen(try registeredKey(), at: occasion.time, isTrial: isTrial) { pen in
      let view = EditView(session: pen.session, author: pen.author)
      var byScope: [Scope: [Change]] = [:]
      for (scope, change) in try decide(view) where !change.isEmpty {
        byScope[scope, default: []].append(change)
      }
      var written: [Written] = []
      for scope in byScope.keys.sorted() {
        for changes in Self.portions(of: byScope[scope] ?? []) {
          let dot = try pen.seal(changes, in: scope, occasion)
          written.append(Written(scope: scope, dot: dot, changes: changes.count))
        }
      }
      return written
    }
  }

  /// - Throws: `key_not_registered` if Peers does not give this replica's author this key.
  package func requireRegistered(_ key: SigningKey) throws {
    guard let registration = rights.registration(of: author) else {
      throw StoreError(
        .keyNotRegistered, "Peers does not name the author \(author). Nothing was written.",
        hint: "Put its entry there: `syncd init --print-party` shows it.")
    }
    guard registration.key == key.publicKey else {
      throw StoreError(
        .keyNotRegistered,
        "Peers names another key for \(author) than this replica's. Nothing was written.",
        hint: "Put \"key\": \"\(KeyText.encode(key.publicKey))\" into its entry.")
    }
  }

  /// Splits changes so that each portion fits one changeset.
  static func portions(of changes: [Change]) -> [[Change]] {
    var portions: [[Change]] = []
    var portion: [Change] = []
    var sizeBytes = 0
    for change in changes {
      let changeBytes = change.sizeBytes
      if portion.count == Limits.changes || sizeBytes + changeBytes > changesBytes,
        !portion.isEmpty
      {
        portions.append(portion)
        portion = []
        sizeBytes = 0
      }
      portion.append(change)
      sizeBytes += changeBytes
    }
    return portion.isEmpty ? portions : portions + [portion]
  }
}

extension Change {
  /// About how many bytes the change takes in canonical JSON.
  fileprivate var sizeBytes: Int {
    let values = allWrites.reduce(0) {
      $0 + $1.cell.text.sizeBytes + CanonicalJSON.write($1.value).count
    }
    let dots = replaces.reduce(0) { sum, replacement in
      sum + replacement.cell.text.sizeBytes + replacement.dots.count * 24
    }
    return 128 + values + dots + (reason?.sizeBytes ?? 0)
  }
}
