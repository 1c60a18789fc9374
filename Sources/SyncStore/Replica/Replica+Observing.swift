package import SyncCore

/// What was seen of one peer.
package struct ExchangeRecord: Sendable {
  package let peer: String
  /// The last exchange that this replica began and that did not fail.
  package let succeeded: Timestamp?
  package let failed: Timestamp?
  /// Why the last exchange failed; nil where it did not.
  package let failure: String?
  package let received: Int
  package let sent: Int
  /// When the party last came to this replica's server by itself.
  package let contacted: Timestamp?
}

/// What a peer was last seen to hold.
package struct PeerHoldings: Hashable, Sendable {
  /// The last sequence of each log.
  package let sequences: [LogName: Int64]
  /// When that was seen; not later than a minute before it was last seen so.
  package let seen: Timestamp
}

extension Replica {
  /// How old an observation has to be for an equal one to be written again, in milliseconds.
  static let observationStepMilliseconds: Int64 = 60_000
  /// How many logs of a peer are remembered; those behind them in the order of names are not.
  static let holdingsLimit = 10_000

  /// Notes how an exchange ended, for `status`. A power cut may lose the note.
  package func note(
    exchangeWith peer: String, at now: Timestamp, received: Int, sent: Int, failure: String?
  ) throws {
    try observe { session in
      try session.run("INSERT OR IGNORE INTO exchanges (peer) VALUES (?)", .text(peer))
      let column = failure == nil ? "succeeded" : "failed"
      try session.run(
        """
        UPDATE exchanges SET \(column) = ?, failure = ?, received = received + ?, sent = sent + ?
        WHERE peer = ?
        """,
        .integer(now.milliseconds), failure.map(SQLValue.text) ?? .null,
        .integer(Int64(received)), .integer(Int64(sent)), .text(peer))
    }
  }

  /// Notes that a party came to this replica's server, for `status`; at most once a minute is
  /// anything written. A power cut may lose the note.
  package func note(contactOf party: String, at now: Timestamp) throws {
    let known = try read { try $0.time("contacted", of: party) }
    guard Self.isOutdated(known, at: now) else { return }
    try observe { try $0.setTime("contacted", now, of: party) }
  }

  /// Notes which sequences of which logs a peer was seen to hold.
  ///
  /// Only what differs is written; nothing at all where nothing does and the last look was less
  /// than a minute ago. A power cut may lose the note. Cost: the logs.
  ///
  /// - Parameters:
  ///   - holdings: a log that is not there is not held, or unknown.
  ///   - scopes: what was looked at; what is known of other scopes stays. Nil: all of them.
  package func note(
    holdings: [LogName: Int64], of peer: String, in scopes: Set<Scope>? = nil, at now: Timestamp
  ) throws {
    let seen = Dictionary(
      uniqueKeysWithValues: holdings.sorted { $0.key < $1.key }.filter { $0.value > 0 }
        .prefix(Self.holdingsLimit).map { ($0.key, $0.value) })
    func differences(_ session: Session) throws -> (gone: [LogName], new: [LogName: Int64]) {
      let known = try session.holdings(of: peer)
      let gone = known.keys.filter { name in
        seen[name] == nil && scopes?.contains(name.scope) != false
      }
      return (gone, seen.filter { known[$0.key] != $0.value })
    }
    let (differs, last) = try read { session in
      let (gone, new) = try differences(session)
      return (!gone.isEmpty || !new.isEmpty, try session.time("seen", of: peer))
    }
    guard differs || Self.isOutdated(last, at: now) else { return }
    try observe { session in
      let (gone, new) = try differences(session)
      for name in gone { try session.forgetHolding(name, of: peer) }
      for (name, sequence) in new { try session.setHolding(name, sequence, of: peer) }
      try session.setTime("seen", now, of: peer)
    }
  }

  /// What every peer was last seen to hold, by the peer's name.
  package func holdings() throws -> [String: PeerHoldings] {
    try read { session in
      let seen = try session.statement(
        "SELECT peer, seen FROM exchanges WHERE seen IS NOT NULL"
      ).rows { ($0.text(0), Timestamp(milliseconds: $0.integer(1))) }
      var holdings: [String: PeerHoldings] = [:]
      for (peer, time) in seen {
        holdings[peer] = PeerHoldings(sequences: try session.holdings(of: peer), seen: time)
      }
      return holdings
    }
  }

  /// What was seen of every peer, by name.
  package func exchanges() throws -> [ExchangeRecord] {
    try read { session in
      try session.statement(
        """
        SELECT peer, succeeded, failed, failure, received, sent, contacted FROM exchanges
        ORDER BY peer
        """
      ).rows { row in
        ExchangeRecord(
          peer: row.text(0), succeeded: row.time(1), failed: row.time(2),
          failure: row.isNull(3) ? nil : row.text(3), received: Int(row.integer(4)),
          sent: Int(row.integer(5)), contacted: row.time(6))
      }
    }
  }

  /// Whether an observation is so old that it is written again. A clock that was set back counts
  /// as a step, so that a wrong time does not stand for ever.
  private static func isOutdated(_ known: Timestamp?, at now: Timestamp) -> Bool {
    guard let known else { return true }
    return abs(now.milliseconds - known.milliseconds) >= observationStepMilliseconds
  }
}

extension Statement {
  fileprivate func time(_ column: Int32) -> Timestamp? {
    isNull(column) ? nil : Timestamp(milliseconds: integer(column))
  }
}

extension Session {
  fileprivate func holdings(of peer: String) throws -> [LogName: Int64] {
    let rows = try statement("SELECT scope, author, sequence FROM holdings WHERE peer = ?")
      .bind(.text(peer)).rows { (Scope($0.text(0)), Author($0.text(1)), $0.integer(2)) }
    var holdings: [LogName: Int64] = [:]
    for case (let scope?, let author?, let sequence) in rows {
      holdings[LogName(scope, author)] = sequence
    }
    return holdings
  }

  fileprivate func setHolding(_ name: LogName, _ sequence: Int64, of peer: String) throws {
    try run(
      "INSERT OR REPLACE INTO holdings VALUES (?, ?, ?, ?)", .text(peer),
      .text(name.scope.string), .text(name.author.string), .integer(sequence))
  }

  fileprivate func forgetHolding(_ name: LogName, of peer: String) throws {
    try run(
      "DELETE FROM holdings WHERE peer = ? AND scope = ? AND author = ?", .text(peer),
      .text(name.scope.string), .text(name.author.string))
  }

  fileprivate func time(_ column: String, of peer: String) throws -> Timestamp? {
    try statement("SELECT \(column) FROM exchanges WHERE peer = ?").bind(.text(peer))
      .first { $0.time(0) } ?? nil
  }

  fileprivate func setTime(_ column: String, _ time: Timestamp, of peer: String) throws {
    try run("INSERT OR IGNORE INTO exchanges (peer) VALUES (?)", .text(peer))
    try run(
      "UPDATE exchanges SET \(column) = ? WHERE peer = ?", .integer(time.milliseconds),
      .text(peer))
  }
}
