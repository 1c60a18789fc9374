import Foundation
import StoreFixtures
import SyncCore
import SyncWire
import TestSupport

@testable import SyncStore

/// Snapshots as tests write them and begin with them.
enum Begun {
  /// The lines of a snapshot, each without its line feed.
  static func lines(
    of replica: Replica, where isWanted: (Scope) -> Bool = { _ in true }
  ) throws -> [[UInt8]] {
    var bytes: [UInt8] = []
    _ = try replica.writeSnapshot(at: .midsummer, of: isWanted) { bytes += $0 }
    return bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .dropLast().map(Array.init)
  }

  /// A new replica that begins with these lines.
  static func replica(
    _ author: Author = .skane, from lines: [[UInt8]], schema: Schema = .trial,
    rights: Rights = TrialParties().rights
  ) throws -> TrialReplica {
    let trial = try TrialReplica(author, schema: schema, rights: rights)
    try trial.load(lines)
    return trial
  }
}

extension TrialReplica {
  @discardableResult
  func load(_ lines: [[UInt8]]) throws -> LoadedSnapshot {
    let file = parent.file("a.snapshot")
    try Data(lines.flatMap { $0 + [UInt8(ascii: "\n")] }).write(to: file)
    return try replica.load(SnapshotFile(file), at: .midsummer)
  }
}
