import Foundation
import StoreFixtures
import SyncCore
import SyncWire
import TestSupport

@testable import SyncStore

extension Surface {
  /// A line behind a manifest, or a manifest: refused, or written the same again.
  static let snapshotLines = Surface("snapshot_lines") {
    let rights = TrialParties().rights
    return { bytes in
      if let manifest = accepted({ try SnapshotManifest.verified(bytes, against: rights) }) {
        let again = try manifest.sealed(with: .trial(manifest.author))
        let read = try SnapshotManifest.verified(again, against: rights)
        try claim("a manifest is written as it was read", read == manifest)
      }
      var reader = SnapshotLineReader()
      let line = accepted { try reader.read(bytes) }
      try compareSettled(bytes, with: line)
      guard let line else { return }
      switch line {
      case .scope(let scope):
        try claim("a scope is written the same", SnapshotLine.scopeBytes(scope) == bytes)
      case .record(let record):
        try claim(
          "a record's bytes are those that its state is hashed by",
          record.state.canonicalBytes(of: record.name) == bytes)
      case .early(let name, let early):
        try claim("an early dot is the same", SnapshotLine.earlyBytes(name, early) == bytes)
      case .times(let times):
        try claim("times are the same", SnapshotLine.timesBytes(times) == bytes)
      case .proof(let changeset): try claim("a proof is kept as it came", changeset.line == bytes)
      }
    }
  }

  /// Any lines, rightly hashed and signed, so that everything else has to judge them.
  static let snapshots = Surface("snapshots") {
    let trial = try TrialReplica(.skane)
    return { bytes in
      let lines = bytes.split(separator: UInt8(ascii: "\n")).map { Array($0) }
      let manifest = try SignedLines(lines).manifest
      try trial.replica.write(at: .midsummer, isTrial: true) { session, _ in
        let loading = SnapshotLoading(
          session, of: trial.folder.url,
          trust: SnapshotTrust(trial.replica.rights, trial.folder.url, for: .skane),
          now: .midsummer)
        do {
          var batches = SnapshotBatches { try loading.take($0) }
          try batches.append(Array(([manifest] + lines).map { $0 + [0x0A] }.joined()))
          _ = try loading.finish(hash: batches.finish())
        } catch {
          let code = (error as? StoreError)?.code
          return try claim("a refusal is one of a snapshot: \(error)", code == .snapshotDamaged)
        }
        let outcome = try Verification(session, schema: .trial, progress: { _ in }).outcome()
        try claim("what is loaded is sound: \(outcome.problems)", outcome.problems.isEmpty)
      }
    }
  }
}

/// What is read of a settled record without values means what the other reader says.
private func compareSettled(_ bytes: [UInt8], with line: SnapshotLine?) throws {
  for settled in SettledRead.both(of: bytes) {
    guard case .record(let record) = line else {
      return try claim("a settled record is a record", false)
    }
    try claim("it is settled", record.isSettled)
    try claim("it is the same record", settled.name == record.name)
    try claim("it has the same values", settled.writes == record.writes)
    try claim("they are of the same writes", settled.dots == record.dots)
  }
}

/// Lines with the manifest that a bad but registered author would give them.
private struct SignedLines {
  let manifest: [UInt8]

  init(_ lines: [[UInt8]]) throws {
    var reader = SnapshotLineReader()
    var hasher = SHA256Hasher()
    var digests: [Scope: ContentHash] = [.vgr: .zero]
    var scope: Scope?
    for line in lines {
      hasher.update(line + [UInt8(ascii: "\n")])
      switch accepted({ try reader.read(line) }) {
      case .scope(let name): scope = name
      case .record?:
        if let scope { digests[scope] = digests[scope, default: .zero] &+ .sha256(line) }
      default: break
      }
    }
    let heads = [
      Author.vgr: Head(sequence: 3, hash: .sha256([1])),
      .kalmar: Head(sequence: 2, hash: .sha256([2])),
    ]
    manifest = try SnapshotManifest(
      author: .national, time: .midsummer, rights: TrialParties().rights.fingerprint,
      scopes: digests.mapValues { SnapshotManifest.Share(digest: $0, heads: heads) },
      lines: Int64(lines.count), hash: hasher.finish()
    ).sealed(with: .trial(.national))
  }
}
