package import SyncCore
package import SyncWire

/// A snapshot that was written.
package struct WrittenSnapshot: Sendable {
  package let manifest: SnapshotManifest
  /// How many of its lines are records.
  package let records: Int
}

extension Replica {
  /// Writes the state of some scopes with their heads, signed: what a new replica can begin with.
  ///
  /// All of it is one moment of the replica. The records are read twice: the first line says what
  /// follows, so that a reader can refuse it before it reads on. Memory: the sequences of live
  /// values, a bit each, and one record.
  ///
  /// - Parameters:
  ///   - isWanted: which scopes to write.
  ///   - emit: takes the bytes, in pieces of about 64 KiB or a record. They are not to be shown to
  ///     anyone before this returns: then what they stand for is durable here.
  /// - Throws: `key_not_registered`, `unproven`, `nothing_to_snapshot`, or what `emit` throws;
  ///   what it was given before is no snapshot.
  package func writeSnapshot(
    at now: Timestamp, of isWanted: (Scope) -> Bool, emit: ([UInt8]) throws -> Void
  ) throws -> WrittenSnapshot {
    let key = try folder.signingKey()
    try requireRegistered(key)
    let written = try read { session in
      let lines = try SnapshotLines(session, of: isWanted)
      var hasher = SHA256Hasher()
      let summary = try lines.write { hasher.update($0) }
      let manifest = SnapshotManifest(
        author: author, time: now, rights: rights.fingerprint, scopes: lines.shares(summary),
        lines: summary.lines, hash: hasher.finish())
      try emit(manifest.sealed(with: key) + [UInt8(ascii: "\n")])
      _ = try lines.write(to: emit)
      return WrittenSnapshot(manifest: manifest, records: summary.records)
    }
    // Who begins with it stands on heads that a power cut must not take back here.
    try settle(at: now)
    return written
  }
}
