package import SyncCore
package import SyncWire

/// What came of the lines that one source sent.
package struct Receipt: Sendable {
  /// One line's fate. `header` is nil where the line could not be read that far.
  package struct Entry: Sendable {
    package let header: Header?
    package let outcome: Outcome
  }

  package private(set) var entries: [Entry] = []
  package private(set) var conflictsAdded = 0

  package init() {}

  mutating func add(_ header: Header?, _ outcome: Outcome) {
    entries.append(Entry(header: header, outcome: outcome))
  }

  /// Tells of changesets that were held, or waited, when they came, and were merged with what came
  /// after them.
  mutating func tellMerged(_ isMerged: (Header) throws -> Bool) rethrows {
    entries = try entries.map { entry in
      guard [.held, .waiting].contains(entry.outcome), let header = entry.header,
        try isMerged(header)
      else { return entry }
      return Entry(header: header, outcome: .merged)
    }
  }

  mutating func addConflicts(_ count: Int) {
    conflictsAdded += count
  }

  /// Adds what came of another batch.
  package mutating func add(_ other: Receipt) {
    entries += other.entries
    conflictsAdded += other.conflictsAdded
  }

  /// Whether something of an author's own log, of whatever incarnation, is here now.
  func brings(_ author: Author) -> Bool {
    entries.contains { entry in
      entry.header?.author.registered == author.registered
        && [.merged, .held].contains(entry.outcome)
    }
  }

  package var merged: Int { count { $0 == .merged } }
  package var known: Int { count { $0 == .known } }
  package var waiting: Int { count { $0 == .waiting || $0 == .held } }

  package var refusals: [Refusal] {
    entries.compactMap { if case .refused(let refusal) = $0.outcome { refusal } else { nil } }
  }

  private func count(_ test: (Outcome) -> Bool) -> Int {
    entries.count { test($0.outcome) }
  }
}

extension Replica {
  /// Verifies lines and merges them in one transaction: all of the batch is there, or nothing.
  ///
  /// A power cut may take the last batches back, whole and with their heads, so that they are
  /// asked for again; a killed process takes nothing back. Checking runs ahead on another core.
  ///
  /// A line that is refused stops at most its own log; it is kept as bounded evidence.
  ///
  /// - Parameters:
  ///   - lines: changesets without their line ends. The caller bounds how many (memory).
  ///   - source: who sent them: a peer's name, a folder or a file.
  ///   - isTrial: tell what would happen and write nothing.
  package func receive(
    _ lines: [[UInt8]], from source: String, at now: Timestamp, isTrial: Bool = false
  ) throws -> Receipt {
    let checks = LineChecks(lines, under: rights)
    defer { checks.end() }
    let receipt = try write(at: now, isTrial: isTrial, durability: .ofReceipts) {
      session, reception in
      try take(lines, checks, from: source, at: now, session: session, reception: reception)
    }
    // Were its own changesets to be lost again after a restore, the next edit would fork its log.
    if !isTrial, receipt.brings(author) { try settle(at: now) }
    if !isTrial { try reissue(at: now) }
    return receipt
  }

  /// Makes everything that was received so far durable: for a source that cannot be asked again,
  /// such as a file on a stick.
  package func settle(at now: Timestamp) throws {
    try write(at: now) { session, _ in try session.setSetting("settled", now.description) }
  }

  /// What `receive` would do with batch after batch, each seeing those before it; then all of it
  /// is rolled back.
  ///
  /// One transaction: another process waits until `body` is done. Memory: a batch.
  ///
  /// - Returns: which records and conflicts there would be more of.
  @discardableResult
  package func rehearse(
    from source: String, at now: Timestamp,
    _ body: (_ receive: ([[UInt8]]) throws -> Receipt) throws -> Void
  ) throws -> Outlook {
    try write(at: now, isTrial: true) { session, reception in
      let reader = try OutlookReader(session)
      try body { lines in
        let checks = LineChecks(lines, under: rights)
        defer { checks.end() }
        return try take(
          lines, checks, from: source, at: now, session: session, reception: reception)
      }
      return try reader.outlook()
    }
  }

  /// Keeps evidence of a line that was refused before it could be read whole, as one over the
  /// limit is.
  package func refuse(
    _ refusal: Refusal, evidence: [UInt8], from source: String, at now: Timestamp
  ) throws {
    try write(at: now) { session, _ in
      try Quarantine(session: session).keep(
        refusal, line: evidence, header: nil, from: source, at: now)
    }
  }

  private func take(
    _ lines: [[UInt8]], _ checks: LineChecks, from source: String, at now: Timestamp,
    session: Session, reception: Reception
  ) throws -> Receipt {
    var receipt = Receipt()
    let quarantine = Quarantine(session: session)
    let conflictsBefore = reception.merging.conflictsAdded
    for (index, line) in lines.enumerated() {
      let result = checks.result(at: index)
      let header = result.header
      let outcome = try outcome(of: result, header: header, reception: reception)
      if case .refused(let refusal) = outcome {
        try quarantine.keep(refusal, line: line, header: header, from: source, at: now)
      }
      receipt.add(header, outcome)
    }
    try reception.finish()
    try receipt.tellMerged { header in
      guard let log = try reception.logs.existing(header.log), log.merged >= header.sequence else {
        return false
      }
      return try reception.logs.changeset(header.sequence, of: log)?.hash == header.hash
    }
    receipt.addConflicts(reception.merging.conflictsAdded - conflictsBefore)
    return receipt
  }

  /// A refused line that is already part of a log here is known, not evidence: what lies before a
  /// pin stays valid, and Peers may have changed since it came.
  private func outcome(
    of checked: CheckedLine, header: Header?, reception: Reception
  ) throws -> Outcome {
    switch checked {
    case .verified(let verified, let packed):
      return try reception.receive(verified, packed: packed)
    case .refused(let refusal, let header):
      if let header, let log = try reception.logs.existing(header.log),
        try reception.logs.changeset(header.sequence, of: log)?.hash == header.hash
      {
        return .known
      }
      return .refused(refusal)
    }
  }
}
