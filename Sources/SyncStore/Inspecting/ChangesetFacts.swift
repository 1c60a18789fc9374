package import SyncCore
package import SyncWire

/// What there is to tell about one stored changeset without showing its values.
package struct ChangesetFacts: Sendable {
  /// Grows in the order in which changesets came here; for paging, not to be shown.
  package let arrival: Int64
  package let log: LogName
  package let dot: Dot
  package let format: Int64
  package let schema: Int64?
  /// The SHA-256 of the header.
  package let hash: ContentHash
  /// The hash of the header before it in the log; nil for the first.
  package let previous: ContentHash?
  /// Whether the log's changeset before it is the one that it names.
  package let isChained: Bool
  /// The claimed time.
  package let claimed: Timestamp
  /// This replica's clock when it came.
  package let received: Timestamp
  package let person: String?
  package let message: String?
  /// The records that it changes, in its order, each with the reason that was given; empty while
  /// its body is not here or is of a newer format.
  package let changes: [Touch]
  /// Whether a body that can be read is here.
  package let hasBody: Bool
  /// Why signature, author or right do not hold under the Peers in force; nil where they do.
  package let refusal: Refusal?
  package let standing: Standing
  /// The length of its line, in bytes.
  package let sizeBytes: Int

  /// A record that a changeset changes.
  package struct Touch: Hashable, Sendable {
    package let record: RecordName
    package let reason: String?
  }

  /// How far a changeset counts.
  package enum Standing: Hashable, Sendable {
    /// Its changes are in the records.
    case merged
    /// It is part of its log, but something at or before it cannot be read yet.
    case held
    /// It is kept as evidence: a pin, a fork or a missing right ends the log before it.
    case cut
  }
}

extension ChangesetFacts {
  /// Reads and checks a kept changeset. Cost: its bytes, and one Ed25519 check.
  init(_ kept: KeptChangeset, of log: LogRow, logs: Logs) throws {
    // Also of one that is not what was kept: a person looks at what stands there.
    let changeset = try Changeset.decode(kept.line)
    let header = changeset.header
    let before = try logs.changeset(kept.sequence - 1, of: log)
    arrival = kept.id
    self.log = log.name
    dot = header.dot
    format = header.format
    schema = header.schema
    hash = header.hash
    previous = header.previous
    isChained = header.previous == before?.hash
    claimed = header.time
    received = kept.received
    let body = try Erasures(session: logs.session).proven(changeset)
    person = body?.person?.string
    message = body?.message?.string
    hasBody = body != nil
    changes = (body?.changes ?? []).map {
      Touch(record: $0.record, reason: $0.reason?.string)
    }
    refusal = Self.refusal(of: changeset, under: logs.session.rights)
    standing =
      kept.sequence <= log.merged
      ? .merged : kept.sequence <= log.head?.sequence ?? 0 ? .held : .cut
    sizeBytes = kept.line.count
  }

  private static func refusal(of changeset: Changeset, under rights: Rights) -> Refusal? {
    do {
      _ = try changeset.verified(against: rights)
      return nil
    } catch {
      return error
    }
  }
}
