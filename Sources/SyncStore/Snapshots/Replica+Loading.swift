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
  /// Memory: one record.
  ///
  /// - Throws: `replica_not_empty`, `not_a_snapshot`, `newer_snapshot`, `snapshot_not_believed`,
  ///   `snapshot_damaged`, `file_error`; nothing was changed.
  @discardableResult
  package func load(_ file: SnapshotFile, at now: Timestamp) throws -> LoadedSnapshot {
    let trust = SnapshotTrust(rights, file.url, for: author)
    return try write(at: now) { session, _ in
      let isEmpty = try session.statement("SELECT NOT EXISTS (SELECT 1 FROM logs)").first {
        $0.integer(0) == 1
      }
      guard isEmpty == true else { throw notEmpty }
      let loading = SnapshotLoading(session, of: file.url, trust: trust, now: now)
      try file.forEachLine(loading.take)
      let manifest = try loading.finish()
      // Its author has written before, and may have gone on since: as after a restore.
      if manifest.heads.keys.contains(where: { $0.author.registered == author.registered }) {
        try session.setSetting(SettingName.madeFromBackup, manifest.time.description)
      }
      return LoadedSnapshot(manifest: manifest, records: loading.count)
    }
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
