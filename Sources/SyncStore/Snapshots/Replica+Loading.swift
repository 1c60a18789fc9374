import GRDB
package import SyncCore
package import SyncWire

/// A snapshot that a replica began with.
package struct LoadedSnapshot: Sendable {
  package let manifest: SnapshotManifest
  package let records: Int
}

extension Replica {
  /// Begins an empty replica with the state that a snapshot holds.
  ///
  /// One transaction: all of it is there, or nothing. The logs' older changesets are fetched by
  /// later exchanges; until `prove` has replayed them, what the snapshot says is not proven.
  /// Memory: a few batches of lines.
  ///
  /// - Throws: `replica_not_empty`, `not_a_snapshot`, `newer_snapshot`, `snapshot_not_believed`,
  ///   `snapshot_damaged`, `file_error`; nothing was changed.
  @discardableResult
  package func load(_ file: SnapshotFile, at now: Timestamp) throws -> LoadedSnapshot {
    let trust = SnapshotTrust(rights, file.url, for: author)
    return try withoutWritingAhead {
      try write(at: now) { session, _ in try load(file, trust, into: session, at: now) }
    }
  }

  private func load(
    _ file: SnapshotFile, _ trust: SnapshotTrust, into session: Session, at now: Timestamp
  ) throws -> LoadedSnapshot {
    let isEmpty = try session.statement("SELECT NOT EXISTS (SELECT 1 FROM logs)").first {
      $0.integer(0) == 1
    }
    guard isEmpty == true else { throw notEmpty }
    let loading = SnapshotLoading(session, of: file.url, trust: trust, now: now)
    let ahead = SnapshotAhead(file)
    defer { ahead.end() }
    while let batch = try ahead.next() { try loading.take(batch) }
    let manifest = try loading.finish(hash: ahead.hash())
    // Its author has written before, and may have gone on since: as after a restore.
    if manifest.heads.keys.contains(where: { $0.author.registered == author.registered }) {
      try session.setSetting(SettingName.madeFromBackup, manifest.time.description)
    }
    return LoadedSnapshot(manifest: manifest, records: loading.count)
  }

  /// Lets SQLite put what is new straight into the file. Written ahead, all of a large transaction
  /// is written twice.
  private func withoutWritingAhead<Result>(_ body: () throws -> Result) throws -> Result {
    func setJournal(_ mode: String) throws {
      do {
        try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = \(mode)") }
      } catch {
        throw StoreError.wrapping(error)
      }
    }
    // SQLite changes the mode for whoever has the file alone; else it goes the longer way.
    pool.invalidateReadOnlyConnections()
    try? setJournal("DELETE")
    let outcome = Swift.Result { try body() }
    try setJournal("WAL")
    return try outcome.get()
  }

  private var notEmpty: StoreError {
    StoreError(
      .replicaNotEmpty, "The replica holds changesets already. Nothing was changed.",
      hint: "Only a new replica can begin with a snapshot: `syncd init --from FILE`.")
  }
}

extension ReplicaFolder {
  /// Makes the database of a new replica from a snapshot.
  @discardableResult
  package func fill(
    from snapshot: SnapshotFile, author: Author, schema: Schema, rights: Rights,
    at now: Timestamp
  ) throws -> LoadedSnapshot {
    let replica = try Replica.open(self, as: author, schema: schema, rights: rights)
    defer { try? replica.pool.close() }
    return try replica.load(snapshot, at: now)
  }
}
