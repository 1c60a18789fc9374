package import SyncCore
package import SyncWire

/// What a person's erasure came to.
package struct ErasureOutcome: Sendable {
  /// The changesets that erase; empty where everything was gone already.
  package let written: [Written]
  /// How many writes lost their value.
  package let erased: Int
  /// How many had lost it to a changeset that counts no more, and are erased again for those who
  /// had not heard of it.
  package let renewed: Int
  /// How many had lost it before.
  package let already: Int
  /// Whether old pages of the file could not be cleared yet, because another process uses it. The
  /// next process that opens the replica does it.
  package let waitsForScrub: Bool
}

extension Replica {
  /// How many changesets one erasing changeset names at most.
  private static let targetsLimit = 1_000

  /// Erases every value that was ever written to a cell and is kept here: live or replaced, of
  /// whatever author, part of a log or waiting.
  ///
  /// What is gone here, but by no changeset that counts any more, is erased again: others may not
  /// have heard of it. One transaction, durable when this returns. The reason is the occasion's
  /// message. Types, ids, cells, people's names, messages and reasons stay.
  ///
  /// - Throws: `not_owner` unless this replica's author writes for the owner of the scope,
  ///   `unproven` where older changesets of the scope are still to come, `nothing_to_erase` if nobody
  ///   wrote there, or what `edit` throws. Nothing was erased then.
  package func erase(
    _ cell: CellName, of key: RecordKey, _ occasion: Occasion
  ) throws -> ErasureOutcome {
    let signingKey = try registeredKey()
    try requireOwner(of: key.scope)
    let place = CellPlace(key.name, cell)
    let (written, found) = try withPen(signingKey, at: occasion.time) { pen in
      try requireWhole(key.scope, in: pen.session)
      let found = try ErasureTargets(pen.session).find(place, in: key)
      guard !found.targets.isEmpty || found.already > 0 else {
        throw StoreError(
          .nothingToErase, "Nothing that is kept here was ever written to \(cell) of \(key).",
          hint: "Nothing was erased. See what was written with: syncd history \(key.name).")
      }
      var written: [Written] = []
      for start in stride(from: 0, to: found.targets.count, by: Self.targetsLimit) {
        let portion = Array(found.targets.dropFirst(start).prefix(Self.targetsLimit))
        let dot = try pen.seal([], erases: portion, in: key.scope, occasion)
        written.append(Written(scope: key.scope, dot: dot, changes: portion.count))
      }
      return (written, found)
    }
    return ErasureOutcome(
      written: written, erased: found.targets.count - found.renewed,
      renewed: found.renewed, already: found.already, waitsForScrub: try waitsForScrub())
  }

  /// The changesets of a log that have lost values, by sequence, each with the hash of its line as
  /// it is kept now. Cost: nothing where nothing was ever erased, else the headers of the log.
  package func erasedSequences(of name: LogName) throws -> [Int64: ContentHash] {
    try read { session in
      let logs = Logs(session)
      guard try session.hasErasures(), let log = try logs.existing(name) else { return [:] }
      let sequences = try session.statement(
        """
        SELECT sequence FROM changesets WHERE log = ? AND EXISTS
          (SELECT 1 FROM erasures WHERE target = changesets.hash AND in_force = 1)
        """
      ).bind(.integer(log.id)).rows { $0.integer(0) }
      var erased: [Int64: ContentHash] = [:]
      for sequence in sequences {
        erased[sequence] = try logs.changeset(sequence, of: log).map { .sha256($0.line) }
      }
      return erased
    }
  }

  /// The line of a changeset as it is kept now, whether it counts or not; nil where another one, or
  /// none, stands in its place.
  package func storedLine(of header: Header) throws -> [UInt8]? {
    try read { session in
      let logs = Logs(session)
      guard let log = try logs.existing(header.log),
        let kept = try logs.changeset(header.sequence, of: log), kept.hash == header.hash
      else { return nil }
      return kept.line
    }
  }

  /// What a snapshot stands for may hold values that only its changesets tell of.
  private func requireWhole(_ scope: Scope, in session: Session) throws {
    let logs = try Logs(session).all(in: scope)
    guard logs.contains(where: { $0.hangsOnFloor && $0.gap != nil }) else { return }
    throw StoreError(
      .unproven,
      "This replica began with a snapshot, and older changesets of \(scope) are not here yet: values"
        + " in them cannot be found. Nothing was erased.",
      hint: "Sync until `syncd status` lacks none of them, then erase again.")
  }

  private func requireOwner(of scope: Scope) throws {
    guard !rights.isOwner(author, of: scope) else { return }
    let owner = scope.owner.flatMap { rights.party(named: $0) }
    let authors = owner?.authors.filter { $0.mayWrite(scope) }.map(\.author.string) ?? []
    throw StoreError(
      .notOwner,
      "\(author) does not write for the owner of \(scope), who alone may erase there."
        + " Nothing was erased.",
      hint: authors.isEmpty
        ? "Peers names nobody who may."
        : "Ask \(owner?.title ?? ""): \(authors.sorted().joined(separator: ", ")).")
  }
}

/// Looks for every changeset that wrote a cell, in one session.
struct ErasureTargets {
  private let session: Session
  private let logs: Logs

  init(_ session: Session) {
    self.session = session
    logs = Logs(session)
  }

  /// What has to be erased for a cell to be gone everywhere.
  struct Found {
    /// In the order of author and sequence.
    var targets: [Erasure] = []
    /// How many of them are gone here already, by changesets that count no more.
    var renewed = 0
    /// How many writes lost their value before and stay so.
    var already = 0
  }

  /// Cost: the changesets of the record, what is kept of the scope and not merged, what waits.
  func find(_ place: CellPlace, in key: RecordKey) throws -> Found {
    var targets: [ContentHash: Erasure] = [:]
    var renewed: Set<ContentHash> = []
    var already: Set<ContentHash> = []
    for changeset in try candidates(in: key) where changeset.writtenCells.contains(place) {
      let header = changeset.header
      let isGone = changeset.erased?.cells.contains(place) == true
      if isGone, try !isToRenew(changeset, place) {
        already.insert(header.hash)
      } else if let remainder = changeset.remainder {
        if isGone { renewed.insert(header.hash) }
        targets[header.hash] = Erasure(
          author: header.author, sequence: header.sequence, header: header.hash,
          remainder: remainder, cells: [place])
      }
    }
    return Found(
      targets: targets.values.sorted { ($0.author, $0.sequence) < ($1.author, $1.sequence) },
      renewed: renewed.count, already: already.count)
  }

  /// Whether no changeset that counts erases the cell any more. Only what was proven here is named
  /// again: an owner's erasure makes others believe what is left of a line.
  private func isToRenew(_ changeset: Changeset, _ place: CellPlace) throws -> Bool {
    let erasures = Erasures(session: session)
    return try !erasures.isUpheld(place, of: changeset.header.hash)
      && erasures.proven(changeset) != nil
  }

  private func candidates(in key: RecordKey) throws -> [Changeset] {
    let touching = try session.statement(
      """
      SELECT line FROM touches JOIN changesets ON changesets.id = changeset
      JOIN logs ON logs.id = log WHERE record = ? AND scope = ?
      """
    ).bind(.integer(Touches.number(of: key)), .text(key.scope.string)).rows { row in
      changeset(row.blob(0), of: key)
    }
    let unmerged = try session.statement(
      """
      SELECT line FROM changesets JOIN logs ON logs.id = log
      WHERE scope = ? AND sequence > merged
      """
    ).bind(.text(key.scope.string)).rows { changeset($0.blob(0), of: key) }
    let waiting = try session.statement("SELECT line FROM waiting WHERE scope = ?")
      .bind(.text(key.scope.string)).rows { changeset($0.blob(0), of: key) }
    return (touching + unmerged + waiting).compactMap { $0 }
  }

  /// The changeset of a kept line if it changes the record.
  private func changeset(_ kept: [UInt8], of key: RecordKey) -> Changeset? {
    guard let changeset = try? Changeset.decode(Logs.line(kept)),
      changeset.body?.changes.contains(where: { $0.record == key.name }) == true
    else { return nil }
    return changeset
  }
}
